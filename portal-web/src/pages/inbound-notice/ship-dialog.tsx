import { TextInput } from '@mantine/core';
import { type InboundFactsFragment, ShipInboundDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';

interface ShipDialogProps {
  readonly notice: InboundFactsFragment;
  readonly close: () => void;
}

/** The goods left the supplier on our account's behalf: its systems get a ship notice. */
export default function ShipDialog({ notice, close }: ShipDialogProps) {
  const t = useText();
  const ship = useCommand(ShipInboundDocument);
  const submit = async (form: FormData) => {
    const done = await ship.run({
      id: notice.id,
      carrierScac: filledIn(form, 'carrierScac') ?? null,
      bol: filledIn(form, 'bol') ?? null,
      pro: filledIn(form, 'pro') ?? null,
    });
    if (done) close();
  };
  return (
    <CommandDialog
      title={t('inbound.ship')}
      submitLabel={t('inbound.ship')}
      running={ship.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={ship.objection} />}
    >
      <TextInput
        name="carrierScac"
        label={t('shipment.carrier')}
        defaultValue={notice.carrierScac ?? ''}
        data-autofocus
      />
      <TextInput name="bol" label={t('reference.BOL')} />
      <TextInput name="pro" label={t('reference.PRO')} />
    </CommandDialog>
  );
}
