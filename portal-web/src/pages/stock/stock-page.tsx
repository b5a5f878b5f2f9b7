import { NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { StockListDocument, StockUpdatedDocument } from '../../generated/operations.ts';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { useLiveList } from '../../graph/use-live-list.ts';
import { usePages } from '../../graph/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { STOCK_STATUSES } from '../../status/stock-state.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { BoxIcon } from '../../ui/icons.tsx';
import { ListPanel } from '../../ui/list-panel.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { SearchField } from '../shipments/shipment-list-bar.tsx';
import { StockCard, stockColumns } from './stock-columns.tsx';
import { readStockFilter, type StockSearch, toStockFilter } from './stock-filter.ts';
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
        columns={stockColumns({ t, locale }, withAccount)}
        card={(row) => <StockCard row={row} />}
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
