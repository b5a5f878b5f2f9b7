import type { ChartData, ChartRow, ChartSeries, ChartTone } from '../../charts/chart-data.ts';
import { formatMonth } from '../../format/instant.ts';
import { formatNumber } from '../../format/quantity.ts';
import type { AccountCourseQuery } from '../../generated/operations.ts';
import type { Text } from '../../language/use-text.ts';

type Trend = AccountCourseQuery['shipmentTrend'];

const ENDS = [
  ['onTime', 'good'],
  ['late', 'bad'],
  ['unpromised', 'quiet'],
  ['underWay', 'two'],
  ['cancelled', 'four'],
] as const satisfies readonly (readonly [string, ChartTone])[];

/** Whose shipments: for the staff of one customer; a customer has no others. */
export interface CourseOf {
  readonly account?: string | undefined;
}

/** What became of the shipments of each month. A year without a single one is nothing to be drawn. */
export function trendChart({ months }: Trend, t: Text, locale: string, of: CourseOf = {}): ChartData {
  const format = (value: number) => formatNumber(value, locale);
  const series = ENDS.map(([key, tone]): ChartSeries => ({ key, label: t(`course.${key}`), format, tone }));
  const some = months.some(({ ordered }) => ordered > 0);
  const rows = months.map(({ month, onTime, late, unpromised, underWay, cancelled }) => ({
    key: month,
    label: formatMonth(month, locale),
    values: { onTime, late, unpromised, underWay, cancelled },
    to: { to: '/shipments', search: { ...of, month } } as const,
  }));
  return { category: t('caseAnalysis.month'), series, rows: some ? rows : [] };
}

/** Exceptions by kind, of the shipments that were ordered in these months. */
export function exceptionChart({ exceptions, months }: Trend, t: Text, locale: string, of: CourseOf = {}): ChartData {
  const since = months[0]?.month;
  const format = (value: number) => formatNumber(value, locale);
  return {
    category: t('exception.kind'),
    series: [
      { key: 'raised', label: t('course.raised'), format, tone: 'one' },
      { key: 'open', label: t('exception.open'), format, tone: 'two' },
    ],
    rows: exceptions.map(({ kind, raised, open }) => ({
      key: kind,
      label: t(`exceptionKind.${kind}`),
      values: { raised, open },
      to: { to: '/shipments', search: { ...of, exceptionKind: kind, since } } as const satisfies ChartRow['to'],
    })),
  };
}

/** Of those delivered with a promise, the share that came in time; null without any. */
export function onTimePercent({ months }: Trend): number | null {
  const onTime = months.reduce((sum, month) => sum + month.onTime, 0);
  const measured = onTime + months.reduce((sum, month) => sum + month.late, 0);
  return measured === 0 ? null : Math.round((onTime / measured) * 1000) / 10;
}
