import type { ChangeEvent, ReactNode } from 'react';

interface CheckLineProps {
  readonly children: ReactNode;
  readonly name?: string;
  /** What it is about, where the words beside it alone do not say. */
  readonly about?: string;
  readonly checked?: boolean;
  readonly defaultChecked?: boolean;
  readonly check?: (checked: boolean) => void;
}

/** A box to tick with its words beside it. */
export function CheckLine({ children, about, check, ...input }: CheckLineProps) {
  const onChange = check && (({ currentTarget }: ChangeEvent<HTMLInputElement>) => check(currentTarget.checked));
  return (
    <label className="check-line">
      <input type="checkbox" aria-label={about} {...input} {...(onChange ? { onChange } : {})} />
      <span>{children}</span>
    </label>
  );
}
