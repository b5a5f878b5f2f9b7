import type { ChartData } from '../../charts/chart-data.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { formatNumber } from '../../format/quantity.ts';
import type { SatisfactionReportQuery } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';

type Periods = SatisfactionReportQuery['satisfactionReport']['periods'];

/** Whether customers would recommend us, quarter by quarter; behind each quarter stands its score. */
export function PeriodsPanel({ periods }: { periods: Periods }) {
  const t = useText();
  const { locale } = useReading();
  const format = (value: number) => formatNumber(value, locale);
  const data: ChartData = {
    category: t('satisfaction.period'),
    series: [
      { key: 'promoters', label: t('satisfaction.promoters'), format, tone: 'good' },
      { key: 'passives', label: t('satisfaction.passives'), format, tone: 'quiet' },
      { key: 'detractors', label: t('satisfaction.detractors'), format, tone: 'bad' },
    ],
    rows: periods.map(({ period, promoters, passives, detractors, recommendation }) => ({
      key: period,
      label:
        typeof recommendation === 'number'
          ? t('satisfaction.periodScore', { period, score: format(Math.round(recommendation)) })
          : period,
      values: { promoters, passives, detractors },
      to: { to: '/satisfaction', search: { period } } as const,
    })),
  };
  return (
    <ChartPanel
      title={t('satisfaction.periods')}
      definition={t('satisfaction.periodsHow')}
      kind="stacked"
      data={data}
      empty={t('satisfaction.noPeriods')}
    />
  );
}
