import type { ChartData } from '../../charts/chart-data.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import type { ChartProps } from './chart-props.ts';
import { monthWords, unitWords } from './value-words.ts';

/** Who ordered again, how much, and how soon it was paid, month by month. */
export function RetentionChart({ portfolio, words: { t, locale, many, money, units } }: ChartProps) {
  const { retention, currency } = portfolio;
  const data: ChartData = {
    category: t('value.month'),
    series: [
      { key: 'customers', label: t('value.ordered'), format: many },
      { key: 'stayed', label: t('value.stayed'), format: (value) => unitWords(value, 'PERCENT', currency, locale) },
      { key: 'orders', label: t('value.orders'), format: many },
      { key: 'revenue', label: t('value.revenue'), format: money },
      { key: 'late', label: t('value.daysLate'), format: (value) => unitWords(value, 'DAYS', currency, locale) },
    ],
    rows: retention.map(({ month, customers, stayedPercent, orders, revenueMinor, daysLate }) => ({
      ...{ key: month, label: monthWords(month, locale) },
      values: {
        customers,
        stayed: stayedPercent ?? null,
        orders,
        revenue: units(revenueMinor),
        late: daysLate ?? null,
      },
      to: { to: '/value', search: { tab: 'customers', orderedIn: month } } as const,
    })),
  };
  return (
    <ChartPanel
      title={`${t('value.retentionChart')} (${currency})`}
      definition={t('value.retentionHow')}
      kind="heat"
      data={data}
      empty={t('value.none')}
    />
  );
}
