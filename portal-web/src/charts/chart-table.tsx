import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import { useText } from '../language/use-text.ts';
import type { ChartData, ChartRow, ChartSeries } from './chart-data.ts';

interface ChartTableProps {
  readonly label: string;
  readonly data: ChartData;
  /** Shades each cell by its share of the greatest value. */
  readonly heat?: boolean;
}

/** More would leave text on dark cards below a contrast of 4.5 to 1. */
const HEAT_PERCENT = 45;

/** A chart for those who read better than they look: every value, and the way to the records behind it. */
export function ChartTable({ label, data, heat = false }: ChartTableProps) {
  const { category, series, rows } = data;
  const greatest = Math.max(1e-9, ...rows.flatMap(({ values }) => series.map(({ key }) => values[key] ?? 0)));
  const shade = (value: number | null | undefined): { style: CSSProperties; 'data-heat': true } | object =>
    heat && typeof value === 'number'
      ? { 'data-heat': true, style: { '--heat': `${Math.round((value / greatest) * HEAT_PERCENT)}%` } as CSSProperties }
      : {};
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls sideways must be reachable by keyboard
    <section className="chart-scroll" tabIndex={0} aria-label={label}>
      <table className={heat ? 'chart-table chart-heat' : 'chart-table'}>
        <thead>
          <tr>
            <th scope="col">{category}</th>
            {series.map(({ key, label: name }) => (
              <th key={key} scope="col" data-numeric="">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <RowName row={row} />
              </th>
              {series.map((one) => (
                <td key={one.key} data-numeric="" {...shade(row.values[one.key])}>
                  <Value row={row} series={one} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RowName({ row: { label, to, incomplete } }: { row: ChartRow }) {
  return (
    <>
      {to ? <Link {...to}>{label}</Link> : label}
      {incomplete && <span className="chart-incomplete">{incomplete}</span>}
    </>
  );
}

function Value({ row, series }: { row: ChartRow; series: ChartSeries }) {
  const t = useText();
  const value = row.values[series.key];
  if (value === null || value === undefined) return <span title={t('chart.unknown')}>–</span>;
  const link = row.links?.[series.key];
  return link ? <Link {...link}>{series.format(value)}</Link> : series.format(value);
}
