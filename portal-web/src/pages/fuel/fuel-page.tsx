import { Button, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ChartData } from '../../charts/chart-data.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { formatDate } from '../../format/instant.ts';
import { formatNumber } from '../../format/quantity.ts';
import { FuelPricesDocument, type FuelPricesQuery, RecordFuelPricesDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useRecord } from '../../graph/use-record.ts';
import { isStaff, mayEditRates } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { Note } from '../../ui/notes.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ContractTabs } from '../contracts/contract-tabs.tsx';
import { useRatesText } from '../rates/rates-text.ts';
import { gapsOf, pricesOf } from './fuel-weeks.ts';

type Price = FuelPricesQuery['fuelPrices'][number];

/** So many weeks are drawn; the table has them all. */
const WEEKS_DRAWN = 60;

/** What the indexes of fuel stood at, by which the surcharge on freight follows. */
export function FuelPage() {
  return isStaff(useViewer()) ? <Fuel /> : <LostPage />;
}

function Fuel() {
  const t = useRatesText();
  const viewer = useViewer();
  const read = useRecord(FuelPricesDocument, {}, (data) => data.fuelPrices);
  return (
    <PageFrame title={t('rates.fuel')} under={t('rates.fuelHint')}>
      <ContractTabs />
      <RecordView read={read}>
        {(prices) => {
          const indexes = [...new Set(prices.map(({ index }) => index))].sort();
          return (
            <div className="stack">
              {mayEditRates(viewer) && <RecordForm indexes={indexes} done={read.refresh} />}
              {indexes.length === 0 && <IndexPanel index={t('rates.fuelIndex')} prices={[]} />}
              {indexes.map((index) => (
                <IndexPanel key={index} index={index} prices={prices.filter((one) => one.index === index)} />
              ))}
            </div>
          );
        }}
      </RecordView>
    </PageFrame>
  );
}

function IndexPanel({ index, prices }: { index: string; prices: readonly Price[] }) {
  const t = useRatesText();
  const { locale } = useReading();
  const gaps = gapsOf(prices, new Date().toISOString().slice(0, 10));
  const data: ChartData = {
    category: t('rates.date'),
    series: [{ key: 'price', label: t('rates.fuelPrice'), format: (value) => formatNumber(value, locale) }],
    rows: prices.slice(-WEEKS_DRAWN).map(({ date, priceMilli }) => ({
      key: date,
      label: formatDate(date, locale),
      values: { price: priceMilli / 1000 },
    })),
  };
  const last = prices.at(-1);
  return (
    <ChartPanel
      title={index}
      definition={t('rates.fuelHow')}
      kind="lines"
      data={data}
      empty={t('rates.noFuel')}
      {...(last
        ? {
            summary: t('rates.fuelLast', {
              price: formatNumber(last.priceMilli / 1000, locale),
              date: formatDate(last.date, locale),
              name: last.recordedBy,
            }),
          }
        : {})}
    >
      {gaps.map(({ from, to }) => (
        <Note
          key={from}
          tone="warn"
          title={t('rates.fuelGap', { from: formatDate(from, locale), to: formatDate(to, locale) })}
        >
          {t('rates.fuelGapHint')}
        </Note>
      ))}
    </ChartPanel>
  );
}

/** Takes prices as they are published, one or many a time. */
function RecordForm({ indexes, done }: { indexes: readonly string[]; done: () => void }) {
  const t = useRatesText();
  const record = useCommand(RecordFuelPricesDocument);
  const [index, setIndex] = useState(indexes[0] ?? '');
  const [text, setText] = useState('');
  const [taken, setTaken] = useState<number | null>(null);
  const { prices, wrong } = pricesOf(text);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const made = await record.run({ prices: prices.map((price) => ({ ...price, index: index.trim() })) });
    if (!made) return;
    setTaken(made.count);
    setText('');
    done();
  };
  return (
    <Panel title={t('rates.recordFuel')}>
      <form onSubmit={(event) => void submit(event)} className="form-stack">
        <div className="form-pair">
          <TextInput
            label={t('rates.fuelIndex')}
            value={index}
            onChange={({ currentTarget }) => setIndex(currentTarget.value)}
            list="fuel-indexes"
            required
            maxLength={64}
          />
          <datalist id="fuel-indexes">
            {indexes.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
          <Textarea
            label={t('rates.fuelLines')}
            description={t('rates.fuelLinesHint')}
            placeholder="2026-11-23 3.512"
            value={text}
            onChange={({ currentTarget }) => {
              setText(currentTarget.value);
              setTaken(null);
            }}
            error={wrong.length > 0 ? t('rates.fuelWrong', { lines: wrong.join(', ') }) : undefined}
            rows={3}
            className="mono"
          />
        </div>
        <ObjectionNote objection={record.objection} />
        <div className="form-foot">
          <span role="status" className="soft">
            {taken !== null && t('rates.fuelTaken', { count: taken })}
          </span>
          <Button type="submit" loading={record.running} disabled={prices.length === 0 || wrong.length > 0}>
            {t('rates.recordFuel')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
