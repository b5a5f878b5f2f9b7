import { Textarea } from '@mantine/core';
import { CancelShipmentDocument, DeclineTenderDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';

/** Ends a tender or a shipment: never without a reason, because the partner is told it. */
export default function ReasonDialog({ shipment, kind, close }: DialogProps & { kind: 'decline' | 'cancel' }) {
  const t = useText();
  const decline = useCommand(DeclineTenderDocument);
  const cancel = useCommand(CancelShipmentDocument);
  const command = kind === 'decline' ? decline : cancel;
  const submit = async (form: FormData) => {
    if (await command.run({ id: shipment.id, reason: String(form.get('reason')) })) close();
  };
  return (
    <CommandDialog
      title={t(`action.${kind}`)}
      submitLabel={t(`action.${kind}`)}
      running={command.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={command.objection} />}
    >
      <Textarea name="reason" label={t('action.reason')} required rows={3} data-autofocus />
    </CommandDialog>
  );
}
