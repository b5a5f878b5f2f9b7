import type { LinkProps } from '@tanstack/react-router';

/** `bars` beside each other or `stacked`, `lines`, `areas` on each other, `pareto`, `waterfall`, a shaded `heat` table. */
export type ChartKind = 'bars' | 'stacked' | 'lines' | 'areas' | 'pareto' | 'waterfall' | 'heat';

/** What belongs to a chart, kept as the table that it is: the picture, the table view and the file all come from it. */
export interface ChartData {
  /** Name of what the rows are, such as "Month". */
  readonly category: string;
  readonly series: readonly ChartSeries[];
  readonly rows: readonly ChartRow[];
}

export interface ChartSeries {
  readonly key: string;
  readonly label: string;
  /** A value for a reader, with its unit. */
  readonly format: (value: number) => string;
  /** Colour; by its place among the series where left out. */
  readonly tone?: ChartTone;
}

export type ChartTone = 'one' | 'two' | 'three' | 'four' | 'five' | 'good' | 'warn' | 'bad' | 'quiet';

/** The way to the records behind a figure. */
export type ChartLink = Pick<LinkProps, 'to' | 'params' | 'search'>;

export interface ChartRow {
  readonly key: string;
  readonly label: string;
  /** By key of the series; null where nothing is known, which is not zero. */
  readonly values: Readonly<Record<string, number | null>>;
  /** The records behind it. */
  readonly to?: ChartLink;
  /** By key of the series: the records behind one bar, where they are not those of the row. */
  readonly links?: Readonly<Record<string, ChartLink>>;
  /** Why a figure of this row is not the whole truth. */
  readonly incomplete?: string;
}

const TONES: readonly ChartTone[] = ['one', 'two', 'three', 'four', 'five'];

/** The colour of a series as a custom property of charts.css. */
export const toneOf = ({ tone }: ChartSeries, index: number): string =>
  `var(--chart-${tone ?? TONES[index % TONES.length]})`;

/** One step of a waterfall: where its bar hangs and how high it is. */
export interface WaterfallStep {
  readonly row: ChartRow;
  readonly from: number;
  readonly to: number;
  readonly total: boolean;
}

/**
 * Bars of a waterfall of the first series. A row whose key begins with `total` stands on the ground and shows what the
 * rows before it have come to; its own value is not added again.
 */
export function waterfallSteps({ series, rows }: ChartData): WaterfallStep[] {
  const key = series[0]?.key ?? '';
  let reached = 0;
  return rows.map((row) => {
    const total = row.key.startsWith('total');
    const value = row.values[key] ?? 0;
    const from = total ? 0 : reached;
    reached = total ? value : reached + value;
    return { row, from, to: reached, total };
  });
}

/** Rows from the greatest value of the first series to the least, with the share of the whole that they reach together. */
export function paretoRows({ series, rows }: ChartData): { row: ChartRow; value: number; reached: number }[] {
  const key = series[0]?.key ?? '';
  const sorted = rows
    .map((row) => ({ row, value: row.values[key] ?? 0 }))
    .sort((a, b) => b.value - a.value || a.row.label.localeCompare(b.row.label));
  const whole = sorted.reduce((sum, { value }) => sum + value, 0);
  let sum = 0;
  return sorted.map(({ row, value }) => {
    sum += value;
    return { row, value, reached: whole > 0 ? sum / whole : 0 };
  });
}

const QUOTED = /[",\r\n]/;
/** What a spreadsheet would take for a formula is kept as text (CWE-1236). */
const FORMULA = /^[=+\-@\t\r]/;

/** One cell of comma-separated values. */
export const csvCell = (value: string | number | null): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** The rows as comma-separated values (RFC 4180), with bare numbers, so that they can be reckoned with. */
export function chartCsv({ category, series, rows }: ChartData): string {
  const lines = [
    [category, ...series.map(({ label }) => label)],
    ...rows.map((row) => [row.label, ...series.map(({ key }) => row.values[key] ?? null)]),
  ];
  return lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
