import { insertRows } from '@quayside/shared/db/bulk';
import { allOf, EVERYTHING, equals, oneOf } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { isStaff, type Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { HistoryEntry, Message } from './conversation.ts';
import { historyTable, messageTable } from './table.ts';

const readMessages = rowReader(messageTable);
const readHistory = rowReader(historyTable);

const inReach = (viewer: Viewer, itemIds: readonly string[]) =>
  allOf([oneOf('t.item_id', 'ids', itemIds), withinReach(viewer, { account: 't.account_id' })]);

/** Oldest first; what is internal stays with the staff. */
export async function messagesOf(em: EntityManager, viewer: Viewer, itemIds: readonly string[]): Promise<Message[]> {
  const shown = isStaff(viewer) ? EVERYTHING : equals('t.internal', 'internal', 0);
  const rows = await readMessages(em, allOf([inReach(viewer, itemIds), shown]), 'ORDER BY t.item_id, t.id');
  return rows.map((row) => ({ ...row, internal: row.internal === 1 }));
}

/** Oldest first. */
export async function historyOf(
  em: EntityManager,
  viewer: Viewer,
  itemIds: readonly string[],
): Promise<HistoryEntry[]> {
  const rows = await readHistory(em, inReach(viewer, itemIds), 'ORDER BY t.item_id, t.id');
  return rows.map(({ what, fromValue, toValue, ...row }) => ({ ...row, change: what, from: fromValue, to: toValue }));
}

/** Messages are added, never changed. */
export const insertMessage = (em: EntityManager, { internal, ...message }: Message): Promise<void> =>
  insertRows(em, messageTable, [{ ...message, internal: internal ? 1 : 0 }]);

/** Entries are added, never changed. */
export const insertHistory = (em: EntityManager, entries: readonly HistoryEntry[]): Promise<void> =>
  insertRows(
    em,
    historyTable,
    entries.map(({ change, from, to, ...entry }) => ({ ...entry, what: change, fromValue: from, toValue: to })),
  );
