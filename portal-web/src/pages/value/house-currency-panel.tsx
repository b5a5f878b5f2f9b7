import { Button, NativeSelect, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import { Moment } from '../../format/moment.tsx';
import {
  ChangeValueSettingsDocument,
  type ValueSettingsFactsFragment,
  ViewerDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useReading } from '../../session/viewing.tsx';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { Panel } from '../../ui/panel.tsx';
import { rateIn } from './exchange-rates.ts';
import { useValueText, type ValueText } from './value-text.ts';

interface HouseCurrencyProps {
  readonly settings: ValueSettingsFactsFragment;
  readonly saved: () => void;
}

/** What profit, values and boards are counted in, who chose it, and for administrators the way to another one. */
export function HouseCurrencyPanel({ settings, saved, changes }: HouseCurrencyProps & { readonly changes: boolean }) {
  const t = useValueText();
  const { locale } = useReading();
  const [open, setOpen] = useState(false);
  const { currency, currencyChanges } = settings;
  return (
    <Panel
      title={t('value.house')}
      actions={
        changes && (
          <Button size="xs" variant="default" onClick={() => setOpen(true)}>
            {t('value.houseChange')}
          </Button>
        )
      }
    >
      <p>
        <strong>{currency}</strong> {nameOf(currency, locale)}
      </p>
      <p className="soft small">{t('value.houseHint')}</p>
      {currencyChanges.map(({ version, before, after, changedBy, changedAt }) => (
        <p key={version} className="soft small">
          {t('value.houseChanged', { before, after, name: changedBy })} <Moment at={changedAt} />
        </p>
      ))}
      {open && <HouseCurrencyDialog {...{ settings, saved }} close={() => setOpen(false)} />}
    </Panel>
  );
}

const USUAL = ['USD', 'EUR', 'GBP', 'CNY', 'HKD', 'TWD', 'JPY', 'KRW', 'SGD', 'CAD', 'MXN', 'AUD', 'INR', 'KWD'];

const nameOf = (currency: string, locale: string): string =>
  new Intl.DisplayNames(locale, { type: 'currency' }).of(currency) ?? currency;

/** All currencies but the present one; those that are traded in most come first. */
const choices = (present: string, locale: string) =>
  [...new Set([...USUAL, ...Intl.supportedValuesOf('currency')])]
    .filter((code) => code !== present)
    .map((code) => ({ value: code, label: `${code} · ${nameOf(code, locale)}` }));

function HouseCurrencyDialog({ settings, saved, close }: HouseCurrencyProps & { readonly close: () => void }) {
  const t = useValueText();
  const { locale } = useReading();
  const client = useClient();
  const change = useCommand(ChangeValueSettingsDocument);
  const { version, currency: before, exchange } = settings;
  const offered = choices(before, locale);
  const [currency, setCurrency] = useState(exchange[0]?.currency ?? offered[0]?.value ?? before);
  const known = rateIn(exchange, currency, new Date().toISOString().slice(0, 7));
  const submit = async (form: FormData) => {
    const typed = filledIn(form, 'rate');
    const input = { version, currency, ...(typed ? { currencyRate: Number(typed) } : {}) };
    if (!(await change.run({ input }))) return;
    // Forms start with the currency that the viewer's settings name.
    void client.query(ViewerDocument, {}, { requestPolicy: 'network-only' }).toPromise();
    close();
    saved();
  };
  return (
    <CommandDialog
      title={t('value.houseChange')}
      submitLabel={t('value.houseChange')}
      running={change.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={change.objection} />}
    >
      <NativeSelect
        label={t('value.house')}
        value={currency}
        onChange={({ currentTarget }) => setCurrency(currentTarget.value)}
        data={offered}
        data-autofocus
      />
      <NumberInput
        // Another currency has another rate: what was typed for the one before is not kept.
        key={currency}
        name="rate"
        label={t('value.houseRate', { before, after: currency })}
        description={rateHint(known, { before, after: currency, locale, t })}
        min={0}
        decimalScale={10}
      />
      <p className="soft small">{t('value.houseConsequences', { after: currency })}</p>
    </CommandDialog>
  );
}

function rateHint(
  rate: number | undefined,
  { before, after, locale, t }: { before: string; after: string; locale: string; t: ValueText },
): string {
  if (rate === undefined) return t('value.houseRateNeeded', { before, after });
  return t('value.houseRateKnown', {
    rate: new Intl.NumberFormat(locale, { maximumSignificantDigits: 6 }).format(1 / rate),
  });
}
