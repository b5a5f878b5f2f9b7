import { chartCsv } from '../../charts/chart-data.ts';
import type { PortfolioRowFragment } from '../../generated/operations.ts';
import { saveCsv } from '../../ui/save-file.ts';
import type { ValueText } from './value-text.ts';

const plain = (value: number): string => String(value);

/** Saves the customers that are shown as comma-separated values, with bare numbers in minor units. */
export function saveRows(title: string, rows: readonly PortfolioRowFragment[], t: ValueText): void {
  const column = (key: string, label: string) => ({ key, label, format: plain });
  const csv = chartCsv({
    category: t('value.customer'),
    series: [
      column('orders', t('value.orders')),
      column('revenue', t('value.revenue')),
      column('profit', t('value.profit')),
      column('lifetime', t('value.lifetime')),
      column('index', t('value.index')),
      column('loyalty', t('value.loyalty')),
      column('risk', t('value.riskName')),
      column('growth', t('value.growth')),
      column('key', t('value.keyRank')),
    ],
    rows: rows.map((row) => ({
      key: row.id,
      label: row.account.name,
      values: {
        ...{ orders: row.orders, revenue: row.revenueMinor, profit: row.profitMinor },
        ...{ lifetime: row.lifetimeMinor ?? null, index: row.valueIndex ?? null, loyalty: row.loyalty ?? null },
        ...{ risk: row.riskPercent ?? null, growth: row.growthPercent ?? null, key: row.keyRank ?? null },
      },
    })),
  });
  saveCsv(title, csv);
}
