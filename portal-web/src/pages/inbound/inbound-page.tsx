import { NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Moment } from '../../format/moment.tsx';
import { formatNumber } from '../../format/quantity.ts';
import {
  InboundListDocument,
  InboundListUpdatedDocument,
  type InboundRowFragment,
} from '../../generated/operations.ts';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { useLiveList } from '../../graph/use-live-list.ts';
import { usePages } from '../../graph/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { ConfirmationMark, INBOUND_STATES, InboundStateMark } from '../../status/stock-state.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { BoxIcon } from '../../ui/icons.tsx';
import { ListPanel } from '../../ui/list-panel.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { accountColumn } from '../service/work-columns.tsx';
import { SearchField } from '../shipments/shipment-list-bar.tsx';
import { WarehouseTabs } from '../stock/warehouse-tabs.tsx';
import { INBOUND_KINDS, type InboundSearch, readInboundFilter, toInboundFilter } from './inbound-filter.ts';

/** What is on its way to our warehouses, and what came of it; live. */
export function InboundPage() {
  const t = useText();
  const { locale } = useReading();
  const search = useSearch({ from: '/portal/inbound' });
  const withAccount = isStaff(useViewer());
  const list = usePages(InboundListDocument, { filter: toInboundFilter(search) }, (data) => data.inboundNotices);
  useLiveList(InboundListUpdatedDocument, list, {
    variables: list.first ? { accountId: null } : null,
    after: list.first?.inboundNotices.liveCursor,
  });
  type Row = (typeof list.rows)[number];
  const pieces = ({ lines }: Row) => {
    const sum = (of: (line: Row['lines'][number]) => number) => lines.reduce((total, line) => total + of(line), 0);
    const expected = formatNumber(
      sum(({ expectedQuantity }) => expectedQuantity),
      locale,
    );
    if (lines.every(({ receivedQuantity }) => typeof receivedQuantity !== 'number')) return expected;
    return `${formatNumber(
      sum(({ receivedQuantity }) => receivedQuantity ?? 0),
      locale,
    )} / ${expected}`;
  };
  const expected = (row: Row) => (row.expectedAt ? <Moment at={row.expectedAt} /> : '—');
  return (
    <PageFrame title={t('inbound.title')} under={t('inbound.hint')}>
      <WarehouseTabs />
      <ListPanel
        {...list}
        bar={<InboundBar search={search} />}
        label={t('inbound.title')}
        keyOf={(row) => row.id}
        linkOf={(row) => ({ to: '/inbound/$noticeId', params: { noticeId: row.id } })}
        newsOf={(row) => row.version}
        columns={[
          {
            id: 'number',
            header: t('shipment.number'),
            share: 3.1,
            cell: (row) => (
              <>
                {row.number}
                <span className="record-sub">
                  {t(`inboundKind.${row.kind}`)} {row.orderNumber}
                </span>
              </>
            ),
          },
          ...accountColumn(t, withAccount),
          { id: 'state', header: t('shipment.state'), share: 2.4, cell: (row) => <Marks row={row} /> },
          { id: 'warehouse', header: t('stock.warehouse'), from: 900, cell: (row) => row.warehouse },
          { id: 'pieces', header: t('inbound.pieces'), share: 2.4, numeric: true, cell: pieces },
          { id: 'expected', header: t('inbound.expected'), share: 2.6, numeric: true, cell: expected },
        ]}
        card={(row) => (
          <>
            <span className="card-line">
              <strong>{row.number}</strong>
              <span className="soft small">{row.orderNumber}</span>
            </span>
            <Marks row={row} />
            <span className="card-line small">
              <span>{row.warehouse}</span>
              <span>{expected(row)}</span>
            </span>
          </>
        )}
        failure={list.error ? <QueryFailure error={list.error} retry={list.refresh} /> : null}
        empty={<EmptyState icon={<BoxIcon size={28} />} title={t('inbound.none')} hint={t('inbound.noneHint')} />}
      />
    </PageFrame>
  );
}

function Marks({ row }: { row: InboundRowFragment }) {
  return (
    <span className="line">
      <InboundStateMark state={row.state} />
      {row.confirmation && row.confirmation.state !== 'CONFIRMED' && (
        <ConfirmationMark state={row.confirmation.state} />
      )}
    </span>
  );
}

function InboundBar({ search }: { search: InboundSearch }) {
  const t = useText();
  const navigate = useNavigate({ from: '/inbound' });
  const set = (part: Partial<Record<keyof InboundSearch, unknown>>) =>
    navigate({ search: readInboundFilter({ ...search, ...part }), replace: true });
  return (
    <search className="list-bar">
      <SearchField label={t('inbound.search')} value={search.search ?? ''} change={(text) => set({ search: text })} />
      <NativeSelect
        aria-label={t('shipment.state')}
        value={search.state ?? ''}
        onChange={(event) => set({ state: event.currentTarget.value })}
        data={[
          { value: '', label: t('shipments.anyState') },
          ...INBOUND_STATES.map((state) => ({ value: state, label: t(`inboundState.${state}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t('shipment.kind')}
        value={search.kind ?? ''}
        onChange={(event) => set({ kind: event.currentTarget.value })}
        data={[
          { value: '', label: t('inbound.anyKind') },
          ...INBOUND_KINDS.map((kind) => ({ value: kind, label: t(`inboundKind.${kind}`) })),
        ]}
      />
    </search>
  );
}
