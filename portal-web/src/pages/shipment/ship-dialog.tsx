import { TextInput } from '@mantine/core';
import { ShipShipmentDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { codeWord } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';

const quantityField = (lineNumber: number) => `line-${lineNumber}`;

/** The goods leave. Quantities start in full; less than ordered is a short shipment and is reported as one. */
export default function ShipDialog({ shipment, close }: DialogProps) {
  const t = useText();
  const ship = useCommand(ShipShipmentDocument);
  const submit = async (form: FormData) => {
    const done = await ship.run({
      input: {
        id: shipment.id,
        carrierScac: filledIn(form, 'carrierScac') ?? null,
        bol: filledIn(form, 'bol') ?? null,
        pro: filledIn(form, 'pro') ?? null,
        trailer: filledIn(form, 'trailer') ?? null,
        lines: shipment.lines.map(({ lineNumber, orderedQuantity }) => ({
          lineNumber,
          shippedQuantity: Number(form.get(quantityField(lineNumber)) ?? orderedQuantity),
        })),
      },
    });
    if (done) close();
  };
  const known = (kind: string) => shipment.references.find((reference) => reference.kind === kind)?.value ?? '';
  return (
    <CommandDialog
      title={t('action.ship')}
      submitLabel={t('action.ship')}
      running={ship.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={ship.objection} />}
      size="lg"
    >
      <div className="form-pair">
        <TextInput
          name="carrierScac"
          label={t('shipment.carrier')}
          defaultValue={shipment.carrierScac ?? ''}
          data-autofocus
        />
        <TextInput name="trailer" label={t('ship.trailer')} />
        <TextInput name="bol" label={t('reference.BOL')} defaultValue={known('BOL')} />
        <TextInput name="pro" label={t('reference.PRO')} defaultValue={known('PRO')} />
      </div>
      {shipment.lines.map((line) => (
        <TextInput
          key={line.id}
          type="number"
          min={0}
          step="any"
          required
          name={quantityField(line.lineNumber)}
          label={t('ship.quantity', { sku: line.sku, unit: codeWord('unitName', line.unit, t) })}
          defaultValue={String(line.orderedQuantity)}
        />
      ))}
    </CommandDialog>
  );
}
