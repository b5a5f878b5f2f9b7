import { NativeSelect, Textarea } from '@mantine/core';
import { type ExceptionKind, RaiseExceptionDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';

const KINDS: readonly ExceptionKind[] = [
  'DELAY',
  'DAMAGE',
  'SHORTAGE',
  'REFUSED',
  'ADDRESS',
  'WEATHER',
  'CUSTOMS',
  'HOLD',
  'MISSED_APPOINTMENT',
  'OTHER',
];

/** A deviation that needs somebody to act. */
export default function ExceptionDialog({ shipment, close }: DialogProps) {
  const t = useText();
  const raise = useCommand(RaiseExceptionDocument);
  const submit = async (form: FormData) => {
    const kind = form.get('kind') as ExceptionKind;
    const description = String(form.get('description'));
    if (await raise.run({ input: { shipmentId: shipment.id, kind, description } })) close();
  };
  return (
    <CommandDialog
      title={t('action.exception')}
      submitLabel={t('action.exception')}
      running={raise.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={raise.objection} />}
    >
      <NativeSelect
        name="kind"
        label={t('exception.kind')}
        data={KINDS.map((value) => ({ value, label: t(`exceptionKind.${value}`) }))}
        data-autofocus
      />
      <Textarea name="description" label={t('exception.description')} required rows={3} />
    </CommandDialog>
  );
}
