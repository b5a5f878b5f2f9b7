import { formatNumber } from '../../format/quantity.ts';
import type { ReviewFiguresFragment } from '../../generated/operations.ts';
import { useReading } from '../../session/viewing.tsx';
import { useSupervisionText } from './supervision-text.ts';
import '../../ui/record-table.css';

interface FigureTableProps {
  readonly rows: readonly { readonly name: string; readonly figure: ReviewFiguresFragment }[];
}

const COLUMNS = ['drawn', 'reviewed', 'averageScore', 'late', 'followUpsOpen'] as const;

/** How reviewed work was found, by group. */
export function FigureTable({ rows }: FigureTableProps) {
  const t = useSupervisionText();
  const { locale } = useReading();
  const shown = (value: number | null | undefined) =>
    value === null || value === undefined ? '—' : formatNumber(Math.round(value * 10) / 10, locale);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls sideways must be reachable by keyboard
    <section className="table-scroll" tabIndex={0} aria-label={t('supervision.after')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('supervision.group')}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" data-numeric="">
                {t(`supervision.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, figure }) => (
            <tr key={name}>
              <td>{name}</td>
              {COLUMNS.map((column) => (
                <td key={column} data-numeric="">
                  {shown(figure[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
