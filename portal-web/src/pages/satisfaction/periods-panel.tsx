import type { ChartData } from '../../charts/chart-data.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { formatNumber } from '../../format/quantity.ts';
import type { SatisfactionReportQuery } from '../../generated/operations.ts';
import { useReading } from '../../session/viewing.tsx';
import { useSaidText } from './said-text.ts';

type Periods = SatisfactionReportQuery['satisfactionReport']['periods'];

/** Whether customers would recommend us, quarter by quarter; behind each quarter stands its score. */
export function PeriodsPanel({ periods }: { periods: Periods }) {
  const t = useSaidText();
  const { locale } = useReading();
  const format = (value: number) => formatNumber(value, locale);
  const data: ChartData = {
    category: t('said.period'),
    series: [
      { key: 'promoters', label: t('said.promoters'), format, tone: 'good' },
      { key: 'passives', label: t('said.passives'), format, tone: 'quiet' },
      { key: 'detractors', label: t('said.detractors'), format, tone: 'bad' },
    ],
    rows: periods.map(({ period, promoters, passives, detractors, recommendation }) => ({
      key: period,
      label:
        typeof recommendation === 'number'
          ? t('said.periodScore', { period, score: format(Math.round(recommendation)) })
          : period,
      values: { promoters, passives, detractors },
      to: { to: '/satisfaction', search: { period } } as const,
    })),
  };
  return (
    <ChartPanel
      title={t('said.periods')}
      definition={t('said.periodsHow')}
      kind="stacked"
      data={data}
      empty={t('said.noPeriods')}
    />
  );
}
