import { Link, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { QueueDocument, type QueueRowFragment, QueueUpdatedDocument } from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { SOON_MS, useLiveList } from '../../graph/use-live-list.ts';
import { usePages } from '../../graph/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { mayServe } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { workLink } from '../../status/work-link.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { CheckIcon } from '../../ui/icons.tsx';
import { ListPanel } from '../../ui/list-panel.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { useUnread } from '../conversation/use-unread.tsx';
import { WorkCard } from '../service/work-columns.tsx';
import { DeskActions } from './desk-actions.tsx';
import { QueueBar } from './queue-bar.tsx';
import { queueColumns, WorkMarks } from './queue-columns.tsx';
import { type QueueSearch, toQueueFilter } from './queue-filter.ts';
import { byDue } from './queue-order.ts';
import { SavedViews } from './saved-views.tsx';
import { type Desk, useDesk } from './use-desk.ts';

const PlaybookDialog = lazy(() => import('./playbook-dialog.tsx'));
/** The graph counts no further. */
const COUNTED = 1_000;

/** All open work of the viewer's branch in one list: overdue first, then what is due next. Live. */
export function QueuePage() {
  const t = useText();
  const search = useSearch({ from: '/portal/queue' });
  const serves = mayServe(useViewer());
  const list = useQueue(search);
  const desk = useDesk(list.rows);
  const [asked, setAsked] = useState<QueueRowFragment | null>(null);
  const queue = list.first?.queue;
  const unread = useUnread(list.rows);
  const counted = (count: number) => (count < COUNTED ? String(count) : `${COUNTED}+`);
  return (
    <PageFrame
      title={t('nav.queue')}
      under={queue && t('queue.counts', { open: counted(queue.openCount), overdue: counted(queue.overdueCount) })}
      actions={
        <>
          <Link to="/supervision">{t('queue.supervision')}</Link>
          <Link to="/held-mails">{t('held.title')}</Link>
        </>
      }
    >
      <ListPanel
        {...list}
        label={t('nav.queue')}
        keyOf={(row) => row.id}
        linkOf={(row) => workLink(row.kind, row.subjectId)}
        newsOf={(row) => `${row.state}${row.owner?.id}${row.dueAt}`}
        urgent={(row) => row.overdue}
        bar={
          <>
            <QueueBar search={search} />
            <SavedViews search={search} />
            {serves && <DeskActions desk={desk} aside={search.snoozed === true} />}
          </>
        }
        columns={queueColumns(t, unread, (row) => (
          <RowActions row={row} desk={desk} serves={serves} ask={() => setAsked(row)} />
        ))}
        card={(row) => (
          <WorkCard
            title={row.title}
            sub={[t(`kind.${row.kind}`), row.kind === 'EDI_MESSAGE' ? '' : row.number, '·', row.account.name].join(' ')}
            mark={
              <>
                <WorkMarks row={row} /> {unread(row)}
              </>
            }
            row={row}
          />
        )}
        {...(serves && {
          choice: {
            chosen: desk.chosen,
            toggle: desk.toggle,
            allLabel: t('queue.chooseAll'),
            labelOf: (row: QueueRowFragment) => t('queue.choose', { number: row.number }),
          },
        })}
        {...listFaults(list)}
        empty={<NoQueue filtered={Object.values(search).some((value) => value !== undefined)} />}
      />
      {asked && (
        <Suspense>
          <PlaybookDialog row={asked} close={() => setAsked(null)} />
        </Suspense>
      )}
    </PageFrame>
  );
}

interface RowActionsProps {
  readonly row: QueueRowFragment;
  readonly desk: Desk;
  readonly serves: boolean;
  readonly ask: () => void;
}

/** Takes a piece of work on without opening it, or says what to do about it. */
function RowActions({ row, desk, serves, ask }: RowActionsProps) {
  const t = useText();
  const me = useViewer().member?.id;
  return (
    <span className="line row-actions">
      <button
        type="button"
        className="quiet-button row-action"
        aria-label={t('playbook.title', { number: row.number })}
        onClick={ask}
      >
        {t('queue.how')}
      </button>
      {serves && me && row.owner?.id !== me && (
        <button
          type="button"
          className="quiet-button row-action"
          disabled={desk.running}
          aria-label={t('queue.takeIt', { number: row.number })}
          onClick={() => desk.assign([row.id], me)}
        >
          {t('queue.take')}
        </button>
      )}
    </span>
  );
}

function useQueue(search: QueueSearch) {
  const list = usePages(QueueDocument, { filter: toQueueFilter(search) }, (data) => data.queue);
  const after = list.first?.queue.liveCursor;
  useLiveList(QueueUpdatedDocument, list, { variables: list.first ? {} : null, after, quietMs: SOON_MS });
  // An event can close an item, move its deadline or put it aside before the list is read again.
  const aside = search.snoozed === true;
  return { ...list, rows: list.rows.filter((row) => row.open && (row.snoozedUntil !== null) === aside).sort(byDue) };
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
