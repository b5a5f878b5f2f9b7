import { Textarea, TextInput } from '@mantine/core';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useText } from '../../language/use-text.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import type { Desk } from './use-desk.ts';

const HOUR_MS = 3_600_000;

/** A moment as the field of the browser has it: the clock of the person, without a zone. */
const toField = (at: number): string => {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
};

/** Puts the chosen work out of sight. Its deadline goes on, so none can be hidden beyond it. */
export default function SnoozeDialog({ desk, close }: { desk: Desk; close: () => void }) {
  const t = useText();
  const submit = async (form: FormData) => {
    const until = new Date(String(form.get('until'))).toISOString();
    await desk.snooze([...desk.chosen], until, String(form.get('reason')));
    close();
  };
  return (
    <CommandDialog
      title={t('queue.snoozeTitle', { count: desk.chosen.size })}
      submitLabel={t('queue.snooze')}
      running={desk.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={desk.objection} />}
    >
      <TextInput
        type="datetime-local"
        name="until"
        label={t('queue.until')}
        description={t('queue.untilHint')}
        required
        defaultValue={toField(Date.now() + 4 * HOUR_MS)}
      />
      <Textarea name="reason" label={t('action.reason')} required rows={2} maxLength={255} />
    </CommandDialog>
  );
}
