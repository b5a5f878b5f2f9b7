import type { QueueRowFragment } from '../../generated/operations.ts';
import type { Text } from '../../language/use-text.ts';
import { PriorityMark, QueueStateMark } from '../../status/work-state.tsx';
import type { Column } from '../../ui/record-table.tsx';
import { DueTime } from '../conversation/due-time.tsx';
import { ownerColumn } from '../service/work-columns.tsx';

/** State and what deviates in priority. */
export const WorkMarks = ({ row }: { row: QueueRowFragment }) => (
  <span className="line">
    <QueueStateMark kind={row.kind} state={row.state} />
    <PriorityMark priority={row.priority} />
  </span>
);

/** What a row of the queue shows where there is room for a table. `unread` marks news, `actions` are the buttons at its end. */
export const queueColumns = (
  t: Text,
  unread: (row: QueueRowFragment) => React.ReactNode,
  actions: (row: QueueRowFragment) => React.ReactNode,
): readonly Column<QueueRowFragment>[] => [
  {
    id: 'title',
    share: 4.3,
    header: t('queue.work'),
    cell: (row) => (
      <>
        {row.title}{' '}
        <span className="record-sub">
          {t(`kind.${row.kind}`)} {row.kind === 'EDI_MESSAGE' ? '' : row.number}
          {row.tier && ` · ${row.tier}`}
        </span>{' '}
        {unread(row)}
      </>
    ),
  },
  { id: 'account', header: t('shipment.account'), share: 2.3, cell: (row) => row.account.name },
  { id: 'state', header: t('shipment.state'), share: 3.6, cell: (row) => <WorkMarks row={row} /> },
  {
    id: 'shipment',
    header: t('work.shipment'),
    from: 1280,
    share: 2.2,
    cell: (row) => <span className="whole">{row.shipment?.number ?? '—'}</span>,
  },
  { ...ownerColumn(t), from: 1200 },
  {
    id: 'due',
    header: t('work.due'),
    share: 3.5,
    numeric: true,
    cell: (row) => (
      <>
        <DueTime dueAt={row.dueAt} overdue={row.overdue} />{' '}
        <span className="record-sub">
          {row.snoozedUntil ? row.snoozedWhy : row.overdue ? '' : t(`queueReason.${row.reason}`)}
        </span>
      </>
    ),
  },
  { id: 'act', header: '', share: 2.7, numeric: true, cell: actions },
];
