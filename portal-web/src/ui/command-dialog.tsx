import { Button } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useText } from '../language/use-text.ts';
import { Dialog } from './dialog.tsx';

interface CommandDialogProps {
  readonly title: string;
  readonly submitLabel: string;
  readonly running: boolean;
  /** Nothing can be sent yet: why is said beside what is missing. */
  readonly blocked?: boolean;
  readonly close: () => void;
  /** Called with what was filled in, by field name. */
  readonly submit: (form: FormData) => void;
  /** Where an objection is shown, above the button that caused it. */
  readonly foot?: ReactNode;
  readonly size?: string;
  readonly children: ReactNode;
}

/** A form in a dialog that ends in one command. */
export function CommandDialog(props: CommandDialogProps) {
  const t = useText();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    props.submit(new FormData(event.currentTarget));
  };
  return (
    <Dialog close={props.close} title={props.title} size={props.size}>
      <form className="form-stack" onSubmit={submit}>
        {props.children}
        {props.foot}
        <div className="form-foot">
          <Button variant="default" onClick={props.close}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={props.running} disabled={props.blocked ?? false}>
            {props.submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A field of a form as text, or undefined when it was left empty. */
export const filledIn = (form: FormData, name: string): string | undefined => {
  const value = form.get(name);
  return typeof value === 'string' && value.trim() ? value.trim() : undefined;
};
