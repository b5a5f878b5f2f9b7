import { Button, NumberInput, TextInput } from '@mantine/core';
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
import { readRates } from './exchange-rates.ts';
import { useValueText } from './value-text.ts';
import { valueWord } from './value-words.ts';

/** By what customers are valued: everybody with a right to figures reads it, administrators change it. */
export function SettingsView() {
  const read = useRecord(ValueSettingsDocument, {}, (data) => data.valueSettings, 'network-only');
  return (
    <RecordView read={read}>
      {(settings) => <SettingsForm key={settings.version} settings={settings} saved={read.refresh} />}
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
}

function SettingsForm({ settings, saved }: SettingsFormProps) {
  const t = useValueText();
  const viewer = useViewer();
  const change = useCommand(ChangeValueSettingsDocument);
  const changes = viewer.role === 'ADMINISTRATOR' && mayWrite(viewer);
  const exchange = useRef<HTMLInputElement>(null);
  const { currency, activities } = settings;
  const current = settings.tariffs.at(-1);
  const [from, setFrom] = useState(thisMonth());
  const [noRate, setNoRate] = useState<string | null>(null);
  const scale = 10 ** minorDigits(currency);
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
      from,
      costs: activities.map((kind) => ({ kind, costMinor: toMinor(typed(`cost.${kind}`), currency) })),
    };
    const changed = activities.some((kind) => Math.abs(typed(`cost.${kind}`) - costOf(kind)) > 1e-9);
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
            placeholder="EUR=1.08, CNY=0.14"
            defaultValue={settings.exchange.map((one) => `${one.currency}=${one.rate}`).join(', ')}
            readOnly={!changes}
          />
        </div>
      </Panel>
      <TariffPanel {...{ settings, costOf, from, setFrom, changes }} />
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

interface TariffPanelProps extends Pick<SettingsFormProps, 'settings'> {
  /** Major units of the house currency. */
  readonly costOf: (kind: FactKind) => number;
  /** YYYY-MM from which the costs hold. */
  readonly from: string;
  readonly setFrom: (month: string) => void;
  readonly changes: boolean;
}

/** What an activity for a customer costs us, from a month on. */
function TariffPanel({
  settings: { currency, activities, tariffs },
  costOf,
  from,
  setFrom,
  changes,
}: TariffPanelProps) {
  const t = useValueText();
  return (
    <Panel title={t('value.tariff')}>
      <p className="soft small">{t('value.tariffHint', { currency, from: tariffs.at(-1)?.from ?? '' })}</p>
      <div className="form-pair">
        {activities.map((kind) => (
          <NumberInput
            key={kind}
            name={`cost.${kind}`}
            label={valueWord('fact', kind, t)}
            defaultValue={costOf(kind)}
            min={0}
            decimalScale={minorDigits(currency)}
            readOnly={!changes}
          />
        ))}
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
