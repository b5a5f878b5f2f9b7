import type { StockRowFragment } from '../../generated/operations.ts';
import { quantityWords } from '../../language/code-words.ts';
import { type Text, useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { StockStatusMark } from '../../status/stock-state.tsx';
import type { Column } from '../../ui/record-table.tsx';
import { accountColumn } from '../service/work-columns.tsx';

type Row = StockRowFragment & { readonly account: { readonly name: string } };

/** Columns of the stock list. Staff also see whose goods they are. */
export function stockColumns(
  { t, locale }: { readonly t: Text; readonly locale: string },
  withAccount: boolean,
): readonly Column<Row>[] {
  const quantity = (row: Row, value: number) => quantityWords(value, row.unit, locale, t);
  return [
    {
      id: 'sku',
      share: 2.6,
      header: t('line.sku'),
      cell: (row) => (
        <>
          {row.sku}
          {row.description && <span className="record-sub">{row.description}</span>}
        </>
      ),
    },
    ...accountColumn(t, withAccount),
    { id: 'lot', header: t('line.lot'), share: 1.5, cell: (row) => row.lot ?? '—' },
    {
      id: 'place',
      header: t('stock.place'),
      share: 2.4,
      cell: (row) => (
        <>
          {row.location ?? row.warehouse} {row.location && <span className="record-sub">{row.warehouse}</span>}
        </>
      ),
    },
    { id: 'status', header: t('stock.status'), share: 2.8, cell: (row) => <StockStatusMark status={row.status} /> },
    { id: 'onHand', header: t('stock.onHand'), numeric: true, cell: (row) => quantity(row, row.onHand) },
    {
      id: 'reserved',
      header: t('stock.reserved'),
      numeric: true,
      from: 1000,
      cell: (row) => (row.reserved > 0 ? quantity(row, row.reserved) : '—'),
    },
    { id: 'available', header: t('stock.available'), numeric: true, cell: (row) => quantity(row, row.available) },
  ];
}

/** The same row on a phone. Of damaged goods nothing is available: there one asks how much lies there. */
export function StockCard({ row }: { row: StockRowFragment }) {
  const t = useText();
  const { locale } = useReading();
  const [label, value] =
    row.status === 'AVAILABLE' ? [t('stock.available'), row.available] : [t('stock.onHand'), row.onHand];
  return (
    <>
      <span className="card-line">
        <strong>{row.sku}</strong>
        <StockStatusMark status={row.status} />
      </span>
      <span className="soft small">{[row.description, row.lot].filter(Boolean).join(' · ')}</span>
      <span className="card-line small">
        <span>{[row.warehouse, row.location].filter(Boolean).join(' · ')}</span>
        <span className="tabular">
          {label} {quantityWords(value, row.unit, locale, t)}
        </span>
      </span>
    </>
  );
}
