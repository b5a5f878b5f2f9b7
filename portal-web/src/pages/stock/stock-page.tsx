import { NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { formatNumber } from '../../format/quantity.ts';
import { StockListDocument, StockUpdatedDocument } from '../../generated/operations.ts';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { usePages } from '../../graph/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { STOCK_STATUSES, StockStatusMark } from '../../status/stock-state.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { BoxIcon } from '../../ui/icons.tsx';
import { ListPanel } from '../../ui/list-panel.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { accountColumn } from '../service/work-columns.tsx';
import { SearchField } from '../shipments/shipment-list-bar.tsx';
import { readStockFilter, type StockSearch, toStockFilter } from './stock-filter.ts';
import { useLiveList } from './use-live-list.ts';
import { WarehouseTabs } from './warehouse-tabs.tsx';

/** What lies in the warehouses, by item, lot, place and status; live. */
export function StockPage() {
  const t = useText();
  const { locale } = useReading();
  const search = useSearch({ from: '/portal/stock' });
  const withAccount = isStaff(useViewer());
  const list = usePages(StockListDocument, { filter: toStockFilter(search) }, (data) => data.stock);
  useLiveList(StockUpdatedDocument, list, {
    variables: list.first ? { accountId: search.account ?? null } : null,
    after: list.first?.stock.liveCursor,
  });
  type Row = (typeof list.rows)[number];
  const quantity = (row: Row, value: number) => `${formatNumber(value, locale)} ${row.unit}`;
  const place = (row: Row) => [row.warehouse, row.location].filter(Boolean).join(' · ');
  return (
    <PageFrame title={t('stock.title')} under={t('stock.hint')}>
      <WarehouseTabs />
      <ListPanel
        {...list}
        bar={<StockBar search={search} />}
        label={t('stock.title')}
        keyOf={(row) => row.id}
        linkOf={(row) => ({ to: '/stock/$stockId', params: { stockId: row.id } })}
        newsOf={(row) => row.version}
        columns={[
          {
            id: 'sku',
            header: t('line.sku'),
            cell: (row) => (
              <>
                {row.sku}
                {row.description && <span className="record-sub">{row.description}</span>}
              </>
            ),
          },
          ...accountColumn(t, withAccount),
          { id: 'lot', header: t('line.lot'), cell: (row) => row.lot ?? '—' },
          { id: 'place', header: t('stock.place'), cell: place },
          { id: 'status', header: t('stock.status'), cell: (row) => <StockStatusMark status={row.status} /> },
          { id: 'onHand', header: t('stock.onHand'), numeric: true, cell: (row) => quantity(row, row.onHand) },
          {
            id: 'reserved',
            header: t('stock.reserved'),
            numeric: true,
            from: 1000,
            cell: (row) => (row.reserved > 0 ? quantity(row, row.reserved) : '—'),
          },
          { id: 'available', header: t('stock.available'), numeric: true, cell: (row) => quantity(row, row.available) },
        ]}
        card={(row) => (
          <>
            <span className="card-line">
              <strong>{row.sku}</strong>
              <StockStatusMark status={row.status} />
            </span>
            <span className="soft small">{[row.description, row.lot].filter(Boolean).join(' · ')}</span>
            <span className="card-line small">
              <span>{place(row)}</span>
              <span className="tabular">
                {t('stock.available')} {quantity(row, row.available)}
              </span>
            </span>
          </>
        )}
        failure={list.error ? <QueryFailure error={list.error} retry={list.refresh} /> : null}
        empty={<NoStock search={search} />}
      />
    </PageFrame>
  );
}

function StockBar({ search }: { search: StockSearch }) {
  const t = useText();
  const navigate = useNavigate({ from: '/stock' });
  const set = (part: Partial<Record<keyof StockSearch, unknown>>) =>
    navigate({ search: readStockFilter({ ...search, ...part }), replace: true });
  return (
    <search className="list-bar">
      <SearchField label={t('stock.search')} value={search.search ?? ''} change={(text) => set({ search: text })} />
      <NativeSelect
        aria-label={t('stock.status')}
        value={search.status ?? ''}
        onChange={(event) => set({ status: event.currentTarget.value })}
        data={[
          { value: '', label: t('stock.anyStatus') },
          ...STOCK_STATUSES.map((status) => ({ value: status, label: t(`stockStatus.${status}`) })),
        ]}
      />
    </search>
  );
}

function NoStock({ search }: { search: StockSearch }) {
  const t = useText();
  const filtered = search.search !== undefined || search.status !== undefined;
  return (
    <EmptyState
      icon={<BoxIcon size={28} />}
      title={filtered ? t('stock.noMatch') : t('stock.none')}
      hint={filtered ? t('shipments.noMatchHint') : t('stock.noneHint')}
    />
  );
}
