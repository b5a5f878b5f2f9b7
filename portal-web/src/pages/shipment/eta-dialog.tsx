import { TextInput } from '@mantine/core';
import { fromWallClock, toWallClock } from '../../format/instant.ts';
import { UpdateEtaDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';

/** A new estimate, with the reason that everyone will read beside it. */
export default function EtaDialog({ shipment, close }: DialogProps) {
  const t = useText();
  const { timeZone: own } = useReading();
  const update = useCommand(UpdateEtaDocument);
  const zone = shipment.eta?.timeZone ?? shipment.stops.at(-1)?.timeZone ?? own;
  const current = shipment.eta ? new Date(shipment.eta.at) : new Date();
  const submit = async (form: FormData) => {
    const at = fromWallClock(String(form.get('at')), zone).toISOString();
    const reason = String(form.get('reason'));
    if (await update.run({ input: { shipmentId: shipment.id, at, reason, timeZone: zone } })) close();
  };
  return (
    <CommandDialog
      title={t('action.eta')}
      submitLabel={t('eta.save')}
      running={update.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={update.objection} />}
    >
      <TextInput
        name="at"
        type="datetime-local"
        required
        label={t('eta.at', { zone })}
        defaultValue={toWallClock(current, zone)}
        data-autofocus
      />
      <TextInput name="reason" required label={t('eta.reason')} />
    </CommandDialog>
  );
}
