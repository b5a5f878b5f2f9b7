import type { ReactNode } from 'react';
import { formatMoney } from '../../format/money.ts';
import {
  type CaseState,
  CasesDocument,
  type ClaimState,
  ClaimsDocument,
  type WorkOrderState,
  WorkOrdersDocument,
} from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { usePages } from '../../graph/use-pages.ts';
import { quantityWords } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { CaseStateMark, ClaimStateMark, PriorityMark, WorkOrderStateMark } from '../../status/work-state.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SpeechIcon } from '../../ui/icons.tsx';
import { ListPanel } from '../../ui/list-panel.tsx';
import { useUnread } from '../conversation/use-unread.tsx';
import type { ServiceSearch } from './service-filter.ts';
import { accountColumn, dueColumn, ownerColumn, WorkCard } from './work-columns.tsx';

export interface ServiceListProps {
  readonly search: ServiceSearch;
  readonly bar: ReactNode;
}

const OPEN_CASES: CaseState[] = ['OPEN', 'IN_PROGRESS', 'WAITING_FOR_CUSTOMER', 'RESOLVED'];
const OPEN_CLAIMS: ClaimState[] = ['FILED', 'ACKNOWLEDGED', 'INVESTIGATING', 'OFFERED'];
const OPEN_WORK_ORDERS: WorkOrderState[] = ['REQUESTED', 'QUOTED', 'APPROVED', 'SCHEDULED', 'IN_PROGRESS'];

export const filterOf = <State,>({ search, account, all }: ServiceSearch, open: State[]) => ({
  ...(account ? { accountId: account } : {}),
  ...(search ? { search } : {}),
  ...(all ? {} : { states: open }),
});

const withUnread = (mark: ReactNode, unread: ReactNode) => (
  <span className="line">
    {mark}
    {unread}
  </span>
);

export function NoWork({ search }: { search: ServiceSearch }) {
  const t = useText();
  return (
    <EmptyState
      icon={<SpeechIcon size={28} />}
      title={search.search ? t('service.noMatch') : t('service.none')}
      hint={search.search ? t('shipments.noMatchHint') : t('service.noneHint')}
    />
  );
}

/** Complaints, inquiries and suggestions. */
export function CaseList({ search, bar }: ServiceListProps) {
  const t = useText();
  const staff = isStaff(useViewer());
  const list = usePages(
    CasesDocument,
    {
      filter: {
        ...filterOf(search, OPEN_CASES),
        ...(search.category ? { category: search.category } : {}),
        ...(search.kind ? { kind: search.kind } : {}),
        ...(search.since ? { openedFrom: `${search.since}T00:00:00.000Z` } : {}),
      },
    },
    (data) => data.cases,
  );
  const unread = useUnread(list.rows);
  const mark = (row: (typeof list.rows)[number]) => (
    <span className="line">
      <CaseStateMark state={row.state} />
      <PriorityMark priority={row.priority} />
    </span>
  );
  const kind = (row: (typeof list.rows)[number]) => `${t(`caseKind.${row.kind}`)} ${row.number}`;
  return (
    <ListPanel
      {...list}
      bar={bar}
      label={t('service.cases')}
      keyOf={(row) => row.id}
      linkOf={(row) => ({ to: '/cases/$caseId', params: { caseId: row.id } })}
      newsOf={(row) => row.version}
      urgent={(row) => row.overdue}
      columns={[
        {
          id: 'subject',
          share: 5,
          header: t('raise.subject'),
          cell: (row) => (
            <>
              {row.subject} <span className="record-sub">{kind(row)}</span> {unread(row)}
            </>
          ),
        },
        ...accountColumn(t, staff),
        { id: 'state', header: t('shipment.state'), share: 3, cell: mark },
        ownerColumn(t),
        dueColumn(t),
      ]}
      card={(row) => (
        <WorkCard
          title={row.subject}
          sub={`${kind(row)} · ${row.account.name}`}
          mark={withUnread(mark(row), unread(row))}
          row={row}
        />
      )}
      {...listFaults(list)}
      empty={<NoWork search={search} />}
    />
  );
}

/** Money asked for loss and damage. */
export function ClaimList({ search, bar }: ServiceListProps) {
  const t = useText();
  const staff = isStaff(useViewer());
  const { locale } = useReading();
  const list = usePages(ClaimsDocument, { filter: filterOf(search, OPEN_CLAIMS) }, (data) => data.claims);
  const unread = useUnread(list.rows);
  return (
    <ListPanel
      {...list}
      bar={bar}
      label={t('service.claims')}
      keyOf={(row) => row.id}
      linkOf={(row) => ({ to: '/claims/$claimId', params: { claimId: row.id } })}
      newsOf={(row) => row.version}
      urgent={(row) => row.overdue}
      columns={[
        {
          id: 'number',
          header: t('shipment.number'),
          cell: (row) => (
            <>
              {row.number} <span className="record-sub">{row.shipment.number}</span> {unread(row)}
            </>
          ),
        },
        ...accountColumn(t, staff),
        { id: 'state', header: t('shipment.state'), share: 2.8, cell: (row) => <ClaimStateMark state={row.state} /> },
        { id: 'amount', header: t('claim.amount'), numeric: true, cell: (row) => formatMoney(row.amount, locale) },
        ownerColumn(t),
        dueColumn(t),
      ]}
      card={(row) => (
        <WorkCard
          title={`${row.number} · ${formatMoney(row.amount, locale)}`}
          sub={`${row.account.name} · ${row.shipment.number}`}
          mark={withUnread(<ClaimStateMark state={row.state} />, unread(row))}
          row={row}
        />
      )}
      {...listFaults(list)}
      empty={<NoWork search={search} />}
    />
  );
}

/** Value-added work. */
export function WorkOrderList({ search, bar }: ServiceListProps) {
  const t = useText();
  const staff = isStaff(useViewer());
  const { locale } = useReading();
  const list = usePages(WorkOrdersDocument, { filter: filterOf(search, OPEN_WORK_ORDERS) }, (data) => data.workOrders);
  const unread = useUnread(list.rows);
  return (
    <ListPanel
      {...list}
      bar={bar}
      label={t('service.work-orders')}
      keyOf={(row) => row.id}
      linkOf={(row) => ({ to: '/work-orders/$workOrderId', params: { workOrderId: row.id } })}
      newsOf={(row) => row.version}
      urgent={(row) => row.overdue}
      columns={[
        {
          id: 'service',
          header: t('workOrder.service'),
          cell: (row) => (
            <>
              {t(`logisticsService.${row.service}`)} <span className="record-sub">{row.number}</span> {unread(row)}
            </>
          ),
        },
        ...accountColumn(t, staff),
        {
          id: 'state',
          header: t('shipment.state'),
          share: 2.8,
          cell: (row) => <WorkOrderStateMark state={row.state} />,
        },
        {
          id: 'quantity',
          header: t('claim.quantity'),
          numeric: true,
          cell: (row) => quantityWords(row.quantity, row.unit, locale, t),
        },
        ownerColumn(t),
        dueColumn(t),
      ]}
      card={(row) => (
        <WorkCard
          title={t(`logisticsService.${row.service}`)}
          sub={`${row.number} · ${row.account.name}`}
          mark={withUnread(<WorkOrderStateMark state={row.state} />, unread(row))}
          row={row}
        />
      )}
      {...listFaults(list)}
      empty={<NoWork search={search} />}
    />
  );
}
