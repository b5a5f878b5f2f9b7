import { Textarea } from '@mantine/core';
import { useText } from '../language/use-text.ts';
import { CommandDialog } from '../ui/command-dialog.tsx';
import { ObjectionNote } from './objection-note.tsx';
import type { Objection } from './use-command.ts';

interface ReasonDialogProps {
  readonly title: string;
  readonly id: string;
  /** What ends something; the other side reads the reason. */
  readonly command: {
    run(variables: { id: string; reason: string }): Promise<object | null>;
    readonly running: boolean;
    readonly objection: Objection | null;
  };
  readonly close: () => void;
  /** Called when it was done. */
  readonly done?: () => void;
}

/** Ends something, never without a reason. */
export function ReasonDialog({ title, id, command, close, done }: ReasonDialogProps) {
  const t = useText();
  const submit = async (form: FormData) => {
    if (!(await command.run({ id, reason: String(form.get('reason')) }))) return;
    done?.();
    close();
  };
  return (
    <CommandDialog
      title={title}
      submitLabel={title}
      running={command.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={command.objection} />}
    >
      <Textarea name="reason" label={t('action.reason')} required rows={3} data-autofocus />
    </CommandDialog>
  );
}
