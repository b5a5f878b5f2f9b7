/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useSetting } from './setting.ts';

interface Props {
  readonly title: string;
  readonly hint: string;
  readonly children: ComponentChildren;
}

/** Something the consignee can do: folded to one line, opened by one tap. */
export const Action = ({ title, hint, children }: Props) => (
  <details class="card action">
    <summary>
      <span>
        <strong>{title}</strong>
        <span class="soft">{hint}</span>
      </span>
    </summary>
    {children}
  </details>
);

interface ReceiptedProps {
  /** What was sent before; null when nothing was. */
  readonly receipt: ComponentChildren | null;
  /** The word on the button that brings the form back. */
  readonly again: string;
  /** The form; it calls back when it has been sent. */
  readonly form: (sent: () => void) => ComponentChildren;
}

/** A form that folds into the receipt of what was sent with it. */
export function Receipted({ receipt, again, form }: ReceiptedProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <div role="status">{receipt}</div>
      {receipt && !open ? (
        <button type="button" class="again" onClick={() => setOpen(true)}>
          {again}
        </button>
      ) : (
        form(() => setOpen(false))
      )}
    </>
  );
}

/** A field for a few sentences, with its name above and what is left below. */
export function Sentences(props: {
  readonly label: string;
  readonly value: string;
  readonly limit: number;
  readonly required?: boolean;
  onInput(value: string): void;
}) {
  const { say } = useSetting();
  const left = props.limit - props.value.length;
  return (
    <label class="field">
      {props.label}
      <textarea
        rows={3}
        maxLength={props.limit}
        required={props.required ?? false}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      {left < 100 ? <span class="soft">{say('action.left', { count: left })}</span> : null}
    </label>
  );
}

/** The one button of a form, and why the last attempt failed. */
export function SendButton({ sending, fault }: { readonly sending: boolean; readonly fault: string | null }) {
  const { say } = useSetting();
  return (
    <>
      {fault ? (
        <p class="fault" role="alert">
          {fault}
        </p>
      ) : null}
      <button type="submit" class="primary" disabled={sending}>
        {say(sending ? 'action.sending' : 'action.send')}
      </button>
    </>
  );
}
