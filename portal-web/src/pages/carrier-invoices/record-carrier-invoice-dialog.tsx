import { Button, NumberInput, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useClient } from 'urql';
import { formatMoney, minorDigits, toMinor } from '../../format/money.ts';
import { RecordCarrierInvoiceDocument, ShipmentToBillDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { useCurrencies } from '../../session/currencies.ts';
import { useReading } from '../../session/viewing.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';

const MOST_LINES = 20;

interface TypedLine {
  readonly description: string;
  readonly amount: string | number;
}

/** Takes an invoice of a carrier that came on paper: held against its prices like one that came by EDI. */
export function RecordCarrierInvoiceDialog({ close }: { close: () => void }) {
  const t = useText();
  const { locale } = useReading();
  const client = useClient();
  const navigate = useNavigate();
  const command = useCommand(RecordCarrierInvoiceDocument);
  const { house } = useCurrencies();
  const [currency, setCurrency] = useState(house);
  const [lines, setLines] = useState<readonly TypedLine[]>([{ description: '', amount: '' }]);
  const [unknown, setUnknown] = useState(false);
  const known = /^[A-Z]{3}$/.test(currency) ? currency : house;
  const billed = lines.flatMap(({ description, amount }) => {
    const amountMinor = toMinor(Number(amount || 0), known);
    return amountMinor === 0 ? [] : [{ description: description.trim() || t('chargeKind.FREIGHT'), amountMinor }];
  });
  const billedMinor = billed.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const submit = async (form: FormData) => {
    const number = String(form.get('shipment')).trim();
    const { data } = await client.query(ShipmentToBillDocument, { search: number }).toPromise();
    const shipment = data?.shipments.nodes.find((one) => one.number === number);
    setUnknown(!shipment);
    if (!shipment) return;
    const said = { scac: String(form.get('scac')).trim().toUpperCase(), number: String(form.get('number')) };
    const input = { ...said, shipmentId: shipment.id, source: 'PORTAL', currency, billedMinor, lines: billed };
    const made = await command.run({ input });
    if (!made) return;
    close();
    await navigate({ to: '/carrier-invoices/$carrierInvoiceId', params: { carrierInvoiceId: made.id } });
  };
  return (
    <CommandDialog
      title={t('carrierInvoice.record')}
      submitLabel={t('carrierInvoice.record')}
      running={command.running}
      blocked={billedMinor <= 0}
      close={close}
      submit={(form) => void submit(form)}
      foot={<ObjectionNote objection={command.objection} />}
    >
      <TextInput name="scac" label={t('carrierInvoice.scac')} required maxLength={4} data-autofocus />
      <TextInput name="number" label={t('carrierInvoice.number')} required maxLength={64} />
      <TextInput
        name="shipment"
        label={t('carrierInvoice.shipment')}
        placeholder="QS-000042"
        required
        maxLength={64}
        error={unknown && t('carrierInvoice.noShipment')}
      />
      <TextInput
        label={t('invoice.currency')}
        value={currency}
        onChange={({ currentTarget }) => setCurrency(currentTarget.value.toUpperCase())}
        pattern="[A-Z]{3}"
        required
        maxLength={3}
      />
      <LineFields lines={lines} currency={known} change={setLines} />
      <p role="status">
        {t('carrierInvoice.total', { amount: formatMoney({ amountMinor: billedMinor, currency: known }, locale) })}
      </p>
    </CommandDialog>
  );
}

interface LineFieldsProps {
  readonly lines: readonly TypedLine[];
  readonly currency: string;
  readonly change: (lines: readonly TypedLine[]) => void;
}

/** What the carrier bills, line by line. */
function LineFields({ lines, currency, change }: LineFieldsProps) {
  const t = useText();
  const set = (at: number, part: Partial<TypedLine>) =>
    change(lines.map((line, index) => (index === at ? { ...line, ...part } : line)));
  return (
    <>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added at the end.
        <fieldset key={index} className="plain-fieldset">
          <legend>{t('carrierInvoice.line', { number: index + 1 })}</legend>
          <TextInput
            label={t('carrierInvoice.what')}
            value={line.description}
            onChange={({ currentTarget }) => set(index, { description: currentTarget.value })}
            maxLength={200}
          />
          <NumberInput
            label={t('invoice.amount')}
            value={line.amount}
            onChange={(amount) => set(index, { amount })}
            decimalScale={minorDigits(currency)}
          />
        </fieldset>
      ))}
      {lines.length < MOST_LINES && (
        <Button variant="default" onClick={() => change([...lines, { description: '', amount: '' }])}>
          {t('carrierInvoice.addLine')}
        </Button>
      )}
    </>
  );
}
