import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { minorDigits, toMinor } from '../../format/money.ts';
import {
  ChangeValueSettingsDocument,
  type ChangeValueSettingsInput,
  type FactKind,
  ValueSettingsDocument,
  type ValueSettingsFactsFragment,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useRecord } from '../../graph/use-record.ts';
import { mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { readRates, writeRates } from './exchange-rates.ts';
import { HouseCurrencyPanel } from './house-currency-panel.tsx';
import { useValueText } from './value-text.ts';
import { valueWord } from './value-words.ts';

/** By what customers are valued: everybody with a right to figures reads it, administrators change it. */
export function SettingsView() {
  const viewer = useViewer();
  const changes = viewer.role === 'ADMINISTRATOR' && mayWrite(viewer);
  const read = useRecord(ValueSettingsDocument, {}, (data) => data.valueSettings, 'network-only');
  return (
    <RecordView read={read}>
      {(settings) => (
        <div className="value-settings">
          <HouseCurrencyPanel settings={settings} saved={read.refresh} changes={changes} />
          <SettingsForm key={settings.version} {...{ settings, changes }} saved={read.refresh} />
        </div>
      )}
    </RecordView>
  );
}

const NUMBERS = [
  ['discountPercent', 0, 100],
  ['horizonYears', 1, 10],
  ['referralPercent', 0, 100],
  ['groups', 2, 4],
  ['keyPercent', 1, 100],
  ['quietMonths', 1, 24],
  ['growthPercent', 1, 100],
] as const;

const thisMonth = (): string => new Date().toISOString().slice(0, 7);

interface SettingsFormProps {
  readonly settings: ValueSettingsFactsFragment;
  readonly saved: () => void;
  /** Whether the viewer may change them. */
  readonly changes: boolean;
}

function SettingsForm({ settings, saved, changes }: SettingsFormProps) {
  const t = useValueText();
  const change = useCommand(ChangeValueSettingsDocument);
  const exchange = useRef<HTMLInputElement>(null);
  const { currency, activities } = settings;
  const current = settings.tariffs.at(-1);
  const [from, setFrom] = useState(thisMonth());
  const [noRate, setNoRate] = useState<string | null>(null);
  const stated = current?.currency ?? currency;
  const [costsIn, setCostsIn] = useState(stated);
  const scale = 10 ** minorDigits(stated);
  const costOf = (kind: FactKind): number => (current?.costs.find((one) => one.kind === kind)?.costMinor ?? 0) / scale;
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { rates, wrong } = readRates(String(form.get('exchange') ?? ''));
    setNoRate(wrong);
    if (wrong !== null) {
      // The reader is taken to the place: on a phone the button is two screens below it.
      exchange.current?.focus();
      return;
    }
    const typed = (name: string): number => Number(form.get(name));
    const tariff = {
      ...{ from, currency: costsIn },
      costs: activities.map((kind) => ({ kind, costMinor: toMinor(typed(`cost.${kind}`), costsIn) })),
    };
    const changed =
      costsIn !== stated || activities.some((kind) => Math.abs(typed(`cost.${kind}`) - costOf(kind)) > 1e-9);
    const input: ChangeValueSettingsInput = {
      version: settings.version,
      ...Object.fromEntries(NUMBERS.map(([name]) => [name, typed(name)])),
      exchange: [...rates],
      ...(changed ? { tariff } : {}),
    };
    if (await change.run({ input })) saved();
  };
  return (
    <form onSubmit={submit} className="value-board">
      <Panel title={t('value.settings')}>
        <p className="soft small">
          {t('value.settingsHint', { currency })}{' '}
          {settings.changedAt && (
            <>
              {t('value.changedBy', { name: settings.changedBy })} <Moment at={settings.changedAt} />
            </>
          )}
        </p>
        <div className="form-pair">
          {NUMBERS.map(([name, min, max]) => (
            <NumberInput
              key={name}
              name={name}
              label={t(`value.setting.${name}`)}
              defaultValue={settings[name]}
              min={min}
              max={max}
              readOnly={!changes}
            />
          ))}
          <TextInput
            ref={exchange}
            name="exchange"
            error={noRate !== null && t('value.noRate', { part: noRate })}
            label={t('value.setting.exchange', { currency })}
            placeholder="EUR=1.08, EUR@2026-07=1.1"
            description={t('value.exchangeHint')}
            defaultValue={writeRates(settings.exchange)}
            readOnly={!changes}
          />
        </div>
      </Panel>
      <TariffPanel {...{ settings, costOf, stated, costsIn, setCostsIn, from, setFrom, changes }} />
      <div className="value-wide form-foot">
        <ObjectionNote objection={change.objection} />
        {changes ? (
          <Button type="submit" loading={change.running}>
            {t('value.save')}
          </Button>
        ) : (
          <p className="soft">{t('value.readOnly')}</p>
        )}
      </div>
    </form>
  );
}

interface TariffPanelProps extends Pick<SettingsFormProps, 'settings' | 'changes'> {
  /** Major units of the currency that the costs are stated in. */
  readonly costOf: (kind: FactKind) => number;
  readonly stated: string;
  /** What they will be stated in. */
  readonly costsIn: string;
  readonly setCostsIn: (currency: string) => void;
  /** YYYY-MM from which the costs hold. */
  readonly from: string;
  readonly setFrom: (month: string) => void;
}

/** What an activity for a customer costs us, from a month on. */
function TariffPanel({
  settings: { currency, activities, tariffs },
  costOf,
  stated,
  costsIn,
  setCostsIn,
  from,
  setFrom,
  changes,
}: TariffPanelProps) {
  const t = useValueText();
  return (
    <Panel title={t('value.tariff')}>
      <p className="soft small">{t('value.tariffHint', { currency: costsIn, from: tariffs.at(-1)?.from ?? '' })}</p>
      <div className="form-pair">
        {activities.map((kind) => (
          <NumberInput
            key={kind}
            name={`cost.${kind}`}
            label={valueWord('fact', kind, t)}
            defaultValue={costOf(kind)}
            min={0}
            decimalScale={minorDigits(costsIn)}
            readOnly={!changes}
          />
        ))}
        {stated !== currency && (
          <NativeSelect
            label={t('value.tariffCurrency')}
            value={costsIn}
            onChange={({ currentTarget }) => setCostsIn(currentTarget.value)}
            data={[stated, currency]}
            disabled={!changes}
          />
        )}
        <TextInput
          type="month"
          label={t('value.tariffFrom')}
          value={from}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
          readOnly={!changes}
        />
      </div>
    </Panel>
  );
}
