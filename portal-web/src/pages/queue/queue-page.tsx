import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { QueueDocument, type QueueRowFragment, QueueUpdatedDocument } from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { useLive } from '../../graph/use-live.ts';
import { usePages } from '../../graph/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { mayServe } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { PriorityMark, QueueStateMark } from '../../status/work-state.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { CheckIcon } from '../../ui/icons.tsx';
import { ListPanel } from '../../ui/list-panel.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { dueColumn, ownerColumn, WorkCard } from '../service/work-columns.tsx';
import { QUEUE_KINDS, type QueueSearch, toQueueFilter } from './queue-filter.ts';
import { byDue } from './queue-order.ts';
import { TakeButton } from './take-button.tsx';
import '../../ui/tab-bar.css';

const QUIET_MS = 1_000;

const linkOf = (item: QueueRowFragment) => {
  if (item.kind === 'CASE') return { to: '/cases/$caseId', params: { caseId: item.id } } as const;
  if (item.kind === 'CLAIM') return { to: '/claims/$claimId', params: { claimId: item.id } } as const;
  if (item.kind === 'RETURN_ORDER') return { to: '/returns/$returnId', params: { returnId: item.id } } as const;
  return { to: '/work-orders/$workOrderId', params: { workOrderId: item.id } } as const;
};

/** All open work of the viewer's branch in one list: overdue first, then what is due next. Live. */
export function QueuePage() {
  const t = useText();
  const search = useSearch({ from: '/portal/queue' });
  const serves = mayServe(useViewer());
  const list = useQueue(search);
  const queue = list.first?.queue;
  const mark = (row: QueueRowFragment) => (
    <span className="line">
      <QueueStateMark kind={row.kind} state={row.state} />
      <PriorityMark priority={row.priority} />
    </span>
  );
  return (
    <PageFrame
      title={t('nav.queue')}
      under={queue && t('queue.counts', { open: queue.openCount, overdue: queue.overdueCount })}
    >
      <ListPanel
        {...list}
        label={t('nav.queue')}
        keyOf={(row) => row.id}
        linkOf={linkOf}
        newsOf={(row) => `${row.state}${row.owner?.id}${row.dueAt}`}
        urgent={(row) => row.overdue}
        bar={<QueueBar search={search} />}
        columns={[
          {
            id: 'title',
            share: 5,
            header: t('queue.work'),
            cell: (row) => (
              <>
                {row.title}{' '}
                <span className="record-sub">
                  {t(`kind.${row.kind}`)} {row.number}
                </span>
              </>
            ),
          },
          { id: 'account', header: t('shipment.account'), share: 2.3, cell: (row) => row.account.name },
          { id: 'state', header: t('shipment.state'), share: 3, cell: mark },
          {
            id: 'shipment',
            header: t('work.shipment'),
            from: 1180,
            share: 1.9,
            cell: (row) => row.shipment?.number ?? '—',
          },
          ownerColumn(t),
          dueColumn(t),
          ...(serves
            ? [
                {
                  id: 'take',
                  header: '',
                  share: 1.5,
                  numeric: true,
                  cell: (row: QueueRowFragment) => <TakeButton row={row} />,
                },
              ]
            : []),
        ]}
        card={(row) => (
          <WorkCard
            title={row.title}
            sub={`${t(`kind.${row.kind}`)} ${row.number} · ${row.account.name}`}
            mark={mark(row)}
            row={row}
          />
        )}
        {...listFaults(list)}
        empty={<NoQueue filtered={Object.values(search).some((value) => value !== undefined)} />}
      />
    </PageFrame>
  );
}

function useQueue(search: QueueSearch) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const list = usePages(QueueDocument, { filter: toQueueFilter(search) }, (data) => data.queue);
  const readSoon = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      list.refresh();
    }, QUIET_MS);
  };
  useLive(QueueUpdatedDocument, {
    variables: list.first ? {} : null,
    after: list.first?.queue.liveCursor,
    onUpdate: readSoon,
    onGap: readSoon,
  });
  // An event can close an item or move its deadline before the list is read again.
  return { ...list, rows: list.rows.filter((row) => row.open).sort(byDue) };
}

function QueueBar({ search }: { search: QueueSearch }) {
  const t = useText();
  const navigate = useNavigate({ from: '/queue' });
  const toggle = (part: 'mine' | 'overdue') => (
    <label className="check-line">
      <input
        type="checkbox"
        checked={search[part] === true}
        onChange={({ currentTarget }) =>
          navigate({ search: { ...search, [part]: currentTarget.checked || undefined }, replace: true })
        }
      />
      <span>{t(`queue.${part}`)}</span>
    </label>
  );
  return (
    <div className="list-bar">
      <nav className="tab-bar tab-bar-plain queue-kinds" aria-label={t('queue.kinds')}>
        {[undefined, ...QUEUE_KINDS].map((kind) => (
          <Link
            key={kind ?? 'all'}
            to="/queue"
            search={{ ...search, kind }}
            aria-current={search.kind === kind ? 'page' : undefined}
            activeProps={{}}
          >
            {kind ? t(`kinds.${kind}`) : t('queue.all')}
          </Link>
        ))}
      </nav>
      {toggle('mine')}
      {toggle('overdue')}
    </div>
  );
}

function NoQueue({ filtered }: { filtered: boolean }) {
  const t = useText();
  return (
    <EmptyState
      icon={<CheckIcon size={28} />}
      title={filtered ? t('queue.noMatch') : t('queue.none')}
      hint={filtered ? t('shipments.noMatchHint') : t('queue.noneHint')}
      action={filtered && <Link to="/queue">{t('ui.clearFilters')}</Link>}
    />
  );
}
