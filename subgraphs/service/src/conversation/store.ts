import { insertRows } from '@quayside/shared/db/bulk';
import { toNumber } from '@quayside/shared/db/columns';
import { allOf, EVERYTHING, equals, oneOf } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import { isStaff, type Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { HistoryEntry, Message, ReadMark } from './conversation.ts';
import { historyTable, messageTable, readMarkTable } from './table.ts';

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

/** The text of a message that the caller has found to be somebody's to read. */
export const findMessageBody = async (em: EntityManager, id: string): Promise<string | null> =>
  (await readMessages(em, equals('t.id', 'id', id)))[0]?.body ?? null;

const readMarksOf = rowReader(readMarkTable);

/** What a viewer may see of messages: notes stay with the staff. */
const shownTo = (viewer: Viewer) => (isStaff(viewer) ? EVERYTHING : equals('t.internal', 'internal', 0));

/** Unread messages of each item, for one member; what they wrote themselves counts as read. */
export async function countUnreadMessages(
  em: EntityManager,
  viewer: Viewer,
  itemIds: readonly string[],
): Promise<{ itemId: string; count: number }[]> {
  const where = allOf([inReach(viewer, itemIds), shownTo(viewer)]);
  const sql = `SELECT t.item_id AS itemId, COUNT(*) AS count FROM message t
    LEFT JOIN read_mark r ON r.item_id = t.item_id AND r.member_id = :me
    WHERE ${where.sql} AND (r.up_to IS NULL OR t.id > r.up_to) AND (t.author_id IS NULL OR t.author_id <> :me)
    GROUP BY t.item_id`;
  const rows = await selectRows<{ itemId: string; count: number | string }>(em, sql, {
    ...where.parameters,
    me: viewer.id,
  });
  const counts = new Map(rows.map(({ itemId, count }) => [itemId, toNumber(count) ?? 0]));
  return itemIds.map((itemId) => ({ itemId, count: counts.get(itemId) ?? 0 }));
}

/** Who has read how far, within the viewer's reach. */
export const findReadMarks = (em: EntityManager, viewer: Viewer, itemId: string): Promise<ReadMark[]> =>
  readMarksOf(em, inReach(viewer, [itemId]), 'ORDER BY t.at, t.id');

/** The mark of one member; null before the first. */
export const findReadMark = async (em: EntityManager, itemId: string, memberId: string): Promise<ReadMark | null> =>
  (await readMarksOf(em, equals('t.id', 'id', `${itemId}:${memberId}`)))[0] ?? null;

export async function saveReadMark(em: EntityManager, mark: ReadMark): Promise<void> {
  await em.getRepository(readMarkTable).upsert({ ...mark, id: `${mark.itemId}:${mark.memberId}` }, ['id']);
}
