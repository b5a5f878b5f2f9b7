import { insertRows, updateWhere } from '@quayside/shared/db/bulk';
import { allOf, EVERYTHING, equals, newerThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { holds, isStaff, type Viewer } from '@quayside/shared/identity';
import { MAX_SEARCH, type PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import { mayApproveClaims } from '../claim/policy.ts';
import { apartFromUnsent } from '../item/unsent-store.ts';
import { countUpTo, fewAccounts, firstOfAccounts } from './branch-store.ts';
import { isWork, type QueueItem, type WorkItem } from './queue.ts';
import { type QueueRow, queueTable } from './table.ts';

const read = rowReader(queueTable);

const toRow = (item: QueueItem): QueueRow => ({ ...item, open: item.closedAt === null ? 1 : 0 });

/** Written in the transaction of its item. */
export const insertQueueItem = (em: EntityManager, item: QueueItem): Promise<void> =>
  insertRows(em, queueTable, [toRow(item)]);

/** As the last event about a subject of another subgraph tells it. @returns what was there before. */
export async function putQueueItem(em: EntityManager, item: QueueItem): Promise<QueueItem | null> {
  const [before] = await select(em, [equals('t.id', 'id', item.id)]);
  if (before) await updateQueueItem(em, item);
  else await insertQueueItem(em, item);
  return before ?? null;
}

/** For the events of other subgraphs, which know nobody's reach. */
export const loadQueueItem = async (em: EntityManager, id: string): Promise<QueueItem | null> =>
  (await select(em, [equals('t.id', 'id', id)]))[0] ?? null;

/** Closed work stays as a row, so that the stream can say that it is gone. */
export async function updateQueueItem(em: EntityManager, item: QueueItem): Promise<void> {
  await em.getRepository(queueTable).update({ id: item.id }, toRow(item));
}

/**
 * Keeps who has an item and whether it is in sight; all else is its subject's to say, which may have said it meanwhile.
 * @returns false when the item has left the desk.
 */
export const placeQueueItem = async (
  em: EntityManager,
  { id, ownerId, hiddenUntil, hiddenWhy }: QueueItem,
): Promise<boolean> => (await updateWhere(em, queueTable, { ownerId, hiddenUntil, hiddenWhy }, { id, open: 1 })) === 1;

/** The queue is the staff's: nobody else sees a row of it. */
const inReach = (viewer: Viewer): Predicate =>
  isStaff(viewer) ? withinReach(viewer, { account: 't.account_id' }) : { sql: '1 = 0', parameters: {} };

/** Approvals lie before those who may answer them, and never before who asked. */
const answerable = (viewer: Viewer): Predicate =>
  mayApproveClaims(viewer)
    ? { sql: '(t.asked_by_id IS NULL OR t.asked_by_id <> :asker)', parameters: { asker: viewer.id } }
    : { sql: `t.kind <> 'CLAIM_APPROVAL'`, parameters: {} };

/** What carriers bill us tells our margin. */
const permitted = (viewer: Viewer): Predicate =>
  holds(viewer, 'SEE_VALUE') ? EVERYTHING : { sql: 't.permission IS NULL', parameters: {} };

const select = (em: EntityManager, parts: readonly Predicate[], tail = ''): Promise<QueueItem[]> =>
  read(em, allOf(parts), tail);

/** The row of a claim tells of its draft, which is its customer's alone. */
function apartFromDrafts(viewer: Viewer): Predicate {
  const { sql, parameters } = apartFromUnsent(viewer, '(SELECT d.opened_by_kind FROM claim d WHERE d.id = t.id)');
  return { sql: `(t.kind <> 'CLAIM' OR ${sql})`, parameters };
}

/** Queue items by id, open or not, for the staff in whose reach they are. */
export const findQueueItems = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<QueueItem[]> =>
  select(em, [
    oneOf('t.id', 'ids', ids),
    inReach(viewer),
    apartFromDrafts(viewer),
    answerable(viewer),
    permitted(viewer),
  ]);

/**
 * An item of whatever kind, open or not, for whoever may see it: a customer sees its own. An approval is part of its claim,
 * and nothing is said to it.
 */
export async function findItem(em: EntityManager, viewer: Viewer, id: string): Promise<WorkItem | null> {
  const reach = withinReach(viewer, { account: 't.account_id' });
  const [item] = await select(em, [equals('t.id', 'id', id), reach, apartFromDrafts(viewer), permitted(viewer)]);
  return item && isWork(item) ? item : null;
}

/** What the queue may be narrowed by, besides lateness. */
export interface QueueFilter {
  readonly kind?: string | null | undefined;
  /** Only what somebody has put out of sight; left out, only what is in sight. */
  readonly snoozed?: boolean | null | undefined;
  readonly search?: string | null | undefined;
  readonly ownerId?: string | null | undefined;
  readonly accountId?: string | null | undefined;
}

const openWork = (viewer: Viewer, filter: QueueFilter, now: number): Predicate[] => [
  { sql: 't.is_open = 1', parameters: {} },
  answerable(viewer),
  permitted(viewer),
  filter.snoozed
    ? { sql: 't.hidden_until > :hiddenAt AND t.hidden_why IS NOT NULL', parameters: { hiddenAt: now } }
    : { sql: '(t.hidden_until IS NULL OR t.hidden_until <= :hiddenAt)', parameters: { hiddenAt: now } },
  searching(filter.search),
  equals('t.kind', 'kind', filter.kind),
  equals('t.owner_id', 'owner', filter.ownerId),
  equals('t.account_id', 'account', filter.accountId),
];

function searching(search: string | null | undefined): Predicate {
  const wanted = search?.trim().slice(0, MAX_SEARCH);
  if (!wanted) return EVERYTHING;
  const escaped = wanted.replace(/[!%_]/g, '!$&');
  return {
    sql: `(t.number LIKE :prefix ESCAPE '!' OR LOWER(t.title) LIKE :contains ESCAPE '!')`,
    parameters: { prefix: `${escaped.toUpperCase()}%`, contains: `%${escaped.toLowerCase()}%` },
  };
}

/** Open work, the most overdue first, with one row more than asked for when there is more. */
export async function listQueue(
  em: EntityManager,
  viewer: Viewer,
  filter: QueueFilter & { readonly overdue?: boolean | null | undefined },
  page: { first: number; after: PageKey | null; now: number },
): Promise<QueueItem[]> {
  const parts = [
    ...openWork(viewer, filter, page.now),
    dueBefore(filter.overdue, page.now),
    newerThan('t.due_at', 't.id', page.after),
  ];
  const limit = page.first + 1;
  const byDue = 'ORDER BY t.due_at, t.id';
  const accounts = await accountsOf(em, viewer, filter);
  if (!accounts) return select(em, [...parts, inReach(viewer)], `${byDue} LIMIT ${limit}`);
  const ids = await firstOfAccounts(em, accounts, parts, limit);
  return select(em, [oneOf('t.id', 'ids', ids), inReach(viewer)], byDue);
}

const accountsOf = (em: EntityManager, viewer: Viewer, filter: QueueFilter): Promise<readonly string[] | null> =>
  isStaff(viewer) && !filter.accountId ? fewAccounts(em, viewer) : Promise.resolve(null);

const dueBefore = (overdue: boolean | null | undefined, now: number): Predicate =>
  overdue === null || overdue === undefined
    ? EVERYTHING
    : { sql: `t.due_at ${overdue ? '<' : '>='} :now`, parameters: { now } };

/** Counting goes on until here: nobody works through more, and a hundred thousand rows would be counted at each look. */
export const COUNTED = 1_000;

/** Counts open work up to COUNTED; with `overdue`, only what was due before now. */
export async function countQueue(
  em: EntityManager,
  viewer: Viewer,
  filter: QueueFilter & { readonly overdue?: boolean | null | undefined },
  now: number,
): Promise<number> {
  const parts = [...openWork(viewer, filter, now), dueBefore(filter.overdue, now)];
  const accounts = await accountsOf(em, viewer, filter);
  return countUpTo(em, accounts, accounts ? parts : [...parts, inReach(viewer)], COUNTED);
}
