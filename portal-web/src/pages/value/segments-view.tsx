import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ChartData } from '../../charts/chart-data.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { formatNumber } from '../../format/quantity.ts';
import { type SegmentFactor, SegmentsDocument, type SegmentsQuery } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import { useReading } from '../../session/viewing.tsx';
import { partWords } from './segment-words.ts';
import { FACTORS, segmentText } from './value-filter.ts';
import { useValueText } from './value-text.ts';
import { moneyScale, unitWords } from './value-words.ts';

type Portfolio = SegmentsQuery['valuePortfolio'];

/** Customers told apart by what they are and how they behave: what each sort brings, and how it stays. */
export function SegmentsView() {
  const t = useValueText();
  const { by = 'REGION', across } = useSearch({ from: '/portal/value' });
  const navigate = useNavigate({ from: '/value' });
  const factors: SegmentFactor[] = across && across !== by ? [by, across] : [by];
  const read = useRecord(SegmentsDocument, { by: factors }, (data) => data.valuePortfolio);
  const choice = (name: 'by' | 'across', value: SegmentFactor | undefined, empty: string | null) => (
    <label className="value-choice">
      <span>{t(`value.segment.${name}`)}</span>
      <select
        value={value ?? ''}
        onChange={({ currentTarget }) =>
          navigate({
            search: (before) => ({ ...before, [name]: FACTORS.find((each) => each === currentTarget.value) }),
            replace: true,
          })
        }
      >
        {empty !== null && <option value="">{empty}</option>}
        {FACTORS.map((factor) => (
          <option key={factor} value={factor}>
            {t(`value.factor.${factor}`)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <search className="list-bar value-bar">
        {choice('by', by, null)}
        {choice('across', across, t('value.segment.nothing'))}
      </search>
      <RecordView read={read}>{(portfolio) => <SegmentCharts portfolio={portfolio} />}</RecordView>
    </>
  );
}

function SegmentCharts({ portfolio: { segments, currency } }: { portfolio: Portfolio }) {
  const t = useValueText();
  const overlap = segments.some(({ parts }) => parts.some(({ factor }) => factor === 'SERVICE'));
  const how = (id: 'value.segment.bringsHow' | 'value.segment.staysHow') =>
    overlap ? `${t(id)} ${t('value.segment.overlap')}` : t(id);
  const { locale } = useReading();
  const many = (value: number) => formatNumber(value, locale);
  const percent = (value: number) => unitWords(value, 'PERCENT', currency, locale);
  const { words: money, units } = moneyScale(currency, locale);
  const named = segments.map((segment) => ({
    ...segment,
    name: segment.parts.map((part) => partWords(part, t)).join(' · '),
    to: { to: '/value', search: { tab: 'customers', segment: segmentText(segment.parts) } } as const,
  }));
  const data = (
    series: ChartData['series'],
    valuesOf: (segment: (typeof named)[number]) => Record<string, number | null>,
  ) => ({
    category: t('value.segment.one'),
    series,
    rows: named.map((segment) => ({
      ...{ key: segmentText(segment.parts), label: segment.name, to: segment.to },
      values: valuesOf(segment),
    })),
  });
  return (
    <div className="value-board">
      <ChartPanel
        title={t('value.segment.brings')}
        definition={how('value.segment.bringsHow')}
        kind="bars"
        empty={t('value.none')}
        data={data(
          [
            { key: 'revenue', label: t('value.revenue'), format: money },
            { key: 'profit', label: t('value.profit'), format: money },
          ],
          ({ revenueMinor, profitMinor }) => ({ revenue: units(revenueMinor), profit: units(profitMinor) }),
        )}
      />
      <ChartPanel
        title={t('value.segment.stays')}
        definition={how('value.segment.staysHow')}
        kind="heat"
        empty={t('value.none')}
        data={data(
          [
            { key: 'customers', label: t('value.customers'), format: many },
            { key: 'orders', label: t('value.orders'), format: many },
            { key: 'loyalty', label: t('value.loyalty'), format: many },
            { key: 'lost', label: t('value.segment.lost'), format: percent },
            { key: 'risk', label: t('value.highRisk'), format: percent },
          ],
          ({ customers, orders, loyalty, lostPercent, riskPercent }) => ({
            ...{ customers, orders, loyalty: loyalty ?? null, lost: lostPercent, risk: riskPercent ?? null },
          }),
        )}
      />
    </div>
  );
}
