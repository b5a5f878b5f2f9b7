import { insertRows } from '@quayside/shared/db/bulk';
import { toNumber } from '@quayside/shared/db/columns';
import { allOf, EVERYTHING, equals, newerThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import { isStaff, type Viewer } from '@quayside/shared/identity';
import type { PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import type { QueueItem } from './queue.ts';
import { type QueueRow, queueTable } from './table.ts';

const read = rowReader(queueTable);

const toRow = (item: QueueItem): QueueRow => ({ ...item, open: item.closedAt === null ? 1 : 0 });

/** Written in the transaction of its item. */
export const insertQueueItem = (em: EntityManager, item: QueueItem): Promise<void> =>
  insertRows(em, queueTable, [toRow(item)]);

/** Closed work stays as a row, so that the stream can say that it is gone. */
export async function updateQueueItem(em: EntityManager, item: QueueItem): Promise<void> {
  await em.getRepository(queueTable).update({ id: item.id }, toRow(item));
}

/** The queue is the staff's: nobody else sees a row of it. */
const inReach = (viewer: Viewer): Predicate =>
  isStaff(viewer) ? withinReach(viewer, { account: 't.account_id' }) : { sql: '1 = 0', parameters: {} };

const select = (em: EntityManager, parts: readonly Predicate[], tail = ''): Promise<QueueItem[]> =>
  read(em, allOf(parts), tail);

/** Queue items by id, open or not, for the staff in whose reach they are. */
export const findQueueItems = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<QueueItem[]> =>
  select(em, [oneOf('t.id', 'ids', ids), inReach(viewer)]);

/** An item of whatever kind, open or not, for whoever may see it: a customer sees its own. */
export const findItem = async (em: EntityManager, viewer: Viewer, id: string): Promise<QueueItem | null> =>
  (await select(em, [equals('t.id', 'id', id), withinReach(viewer, { account: 't.account_id' })]))[0] ?? null;

/** What the queue may be narrowed by, besides lateness. */
export interface QueueFilter {
  readonly kind?: string | null | undefined;
  readonly ownerId?: string | null | undefined;
  readonly accountId?: string | null | undefined;
}

const openWork = (viewer: Viewer, filter: QueueFilter): Predicate[] => [
  { sql: 't.is_open = 1', parameters: {} },
  inReach(viewer),
  equals('t.kind', 'kind', filter.kind),
  equals('t.owner_id', 'owner', filter.ownerId),
  equals('t.account_id', 'account', filter.accountId),
];

/** Open work, the most overdue first, with one row more than asked for when there is more. */
export const listQueue = (
  em: EntityManager,
  viewer: Viewer,
  filter: QueueFilter & { readonly overdue?: boolean | null | undefined },
  page: { first: number; after: PageKey | null; now: number },
): Promise<QueueItem[]> =>
  select(
    em,
    [...openWork(viewer, filter), dueBefore(filter.overdue, page.now), newerThan('t.due_at', 't.id', page.after)],
    `ORDER BY t.due_at, t.id LIMIT ${page.first + 1}`,
  );

/** Open work that is due by an instant, the oldest deadline first. */
export const comingDue = (
  em: EntityManager,
  viewer: Viewer,
  { until, first, after }: { until: number; first: number; after: PageKey | null },
): Promise<QueueItem[]> =>
  select(
    em,
    [
      ...openWork(viewer, {}),
      { sql: 't.due_at <= :until', parameters: { until } },
      newerThan('t.due_at', 't.id', after),
    ],
    `ORDER BY t.due_at, t.id LIMIT ${first}`,
  );

const dueBefore = (overdue: boolean | null | undefined, now: number): Predicate =>
  overdue === null || overdue === undefined
    ? EVERYTHING
    : { sql: `t.due_at ${overdue ? '<' : '>='} :now`, parameters: { now } };

/** Counts open work; with an instant, only what was due before it. */
export async function countQueue(
  em: EntityManager,
  viewer: Viewer,
  filter: QueueFilter,
  now: number | null,
): Promise<number> {
  const where = allOf([...openWork(viewer, filter), dueBefore(now === null ? null : true, now ?? 0)]);
  const [row] = await selectRows<{ count: number | string }>(
    em,
    `SELECT COUNT(*) AS count FROM queue_item t WHERE ${where.sql}`,
    where.parameters,
  );
  return toNumber(row?.count) ?? 0;
}
