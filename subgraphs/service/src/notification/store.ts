import { insertRows } from '@quayside/shared/db/bulk';
import { toNumber } from '@quayside/shared/db/columns';
import { allOf, EVERYTHING, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import { isStaff, type Viewer } from '@quayside/shared/identity';
import type { PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import type { Choice, News, Notification, QuietHours } from './notification.ts';
import {
  choiceTable,
  digestTimeTable,
  type NotificationRow,
  notificationTable,
  participantTable,
  quietTable,
} from './table.ts';
import type { Topic } from './topics.ts';

const read = rowReader(notificationTable);
const readChoices = rowReader(choiceTable);
const readParticipants = rowReader(participantTable);

const toNotification = (row: NotificationRow): Notification => ({
  ...row,
  internal: row.internal === 1,
  inPortal: row.inPortal === 1,
});

/** A person's own, of what they may see now: who has moved to another branch takes their rights along. */
const own = (viewer: Viewer): Predicate =>
  allOf([
    viewer.kind === 'member'
      ? { sql: 't.member_id = :me', parameters: { me: viewer.id } }
      : { sql: '1 = 0', parameters: {} },
    { sql: 't.in_portal = 1', parameters: {} },
    isStaff(viewer) ? EVERYTHING : { sql: 't.internal = 0', parameters: {} },
    withinReach(viewer, { account: 't.account_id' }),
  ]);

const UNREAD: Predicate = { sql: 't.read_at IS NULL', parameters: {} };

/** One page of the viewer's notifications, newest first, with one row more than asked for when there is more. */
export async function listNotifications(
  em: EntityManager,
  viewer: Viewer,
  { unreadOnly, first, after }: { unreadOnly: boolean; first: number; after: PageKey | null },
): Promise<Notification[]> {
  const where = allOf([own(viewer), unreadOnly ? UNREAD : EVERYTHING, olderThan('t.at', 't.id', after)]);
  return (await read(em, where, `ORDER BY t.at DESC, t.id DESC LIMIT ${first + 1}`)).map(toNotification);
}

/** The viewer's notifications by id. */
export const findNotifications = async (
  em: EntityManager,
  viewer: Viewer,
  ids: readonly string[],
): Promise<Notification[]> => (await read(em, allOf([oneOf('t.id', 'ids', ids), own(viewer)]))).map(toNotification);

/** A notification for the mail that tells of it; whether its member may still see it, the caller asks. */
export const findForMail = async (em: EntityManager, id: string): Promise<Notification | null> => {
  const [row] = await read(em, equals('t.id', 'id', id));
  return row ? toNotification(row) : null;
};

export async function countUnread(em: EntityManager, viewer: Viewer): Promise<number> {
  const where = allOf([own(viewer), UNREAD]);
  const sql = `SELECT COUNT(*) AS count FROM notification t WHERE ${where.sql}`;
  const [row] = await selectRows<{ count: number | string }>(em, sql, where.parameters);
  return toNumber(row?.count) ?? 0;
}

/**
 * Marks the viewer's notifications as read: those with these ids, or all up to an instant.
 * @returns how many were unread.
 */
export async function markRead(
  em: EntityManager,
  viewer: Viewer,
  which: { readonly ids: readonly string[] } | { readonly until: number },
  now: number,
): Promise<number> {
  const chosen =
    'ids' in which ? oneOf('id', 'ids', which.ids) : { sql: 'at <= :until', parameters: { until: which.until } };
  const sql = `UPDATE notification SET read_at = :now WHERE member_id = :me AND read_at IS NULL AND ${chosen.sql}`;
  return changeRows(em, sql, { ...chosen.parameters, me: viewer.id, now });
}

/** Members of whom this piece of news is known already. */
export async function knownTo(em: EntityManager, cause: string): Promise<ReadonlySet<string>> {
  const rows = await read(em, equals('t.cause', 'cause', cause));
  return new Set(rows.map(({ memberId }) => memberId));
}

export const insertNotifications = (em: EntityManager, notifications: readonly Notification[]): Promise<void> =>
  insertRows(
    em,
    notificationTable,
    notifications.map((one) => ({ ...one, internal: one.internal ? 1 : 0, inPortal: one.inPortal ? 1 : 0 })),
  );

/** Those of the members who have chosen for themselves. */
export async function choicesOf(em: EntityManager, memberIds: readonly string[]): Promise<Choice[]> {
  const rows = await readChoices(em, oneOf('t.member_id', 'ids', memberIds));
  return rows.map(({ id: _, ...row }) => ({
    ...row,
    portal: row.portal === 1,
    email: row.email === 1,
    daily: row.daily === 1,
  }));
}

export async function saveChoice(em: EntityManager, { memberId, topic, ...wish }: Choice): Promise<void> {
  const [portal, email] = [wish.portal ? 1 : 0, wish.email ? 1 : 0];
  const daily = wish.daily ? (1 as const) : null;
  const row = { id: `${memberId}:${topic}`, memberId, topic, portal, email, daily };
  await em.getRepository(choiceTable).upsert(row, ['id']);
}

/** Back to the rules of the house. */
export async function forgetChoice(em: EntityManager, memberId: string, topic: Topic): Promise<void> {
  await em.getRepository(choiceTable).delete({ id: `${memberId}:${topic}` });
}

export async function quietHoursOf(em: EntityManager, memberId: string): Promise<QuietHours | null> {
  const row = await em.getRepository(quietTable).findOneBy({ memberId });
  return row ? { from: row.fromMinute, to: row.toMinute } : null;
}

export async function saveQuietHours(em: EntityManager, memberId: string, hours: QuietHours | null): Promise<void> {
  if (!hours) await em.getRepository(quietTable).delete({ memberId });
  else
    await em.getRepository(quietTable).upsert({ memberId, fromMinute: hours.from, toMinute: hours.to }, ['memberId']);
}

/** Eight in the morning, for who has not said otherwise. */
export const USUAL_DIGEST_MINUTE = 8 * 60;

/** When the member's mail of the day goes out, in minutes of the local day. */
export const digestMinuteOf = async (em: EntityManager, memberId: string): Promise<number> =>
  (await em.getRepository(digestTimeTable).findOneBy({ memberId }))?.atMinute ?? USUAL_DIGEST_MINUTE;

export async function saveDigestMinute(em: EntityManager, memberId: string, atMinute: number): Promise<void> {
  await em.getRepository(digestTimeTable).upsert({ memberId, atMinute }, ['memberId']);
}

/** Members who have opened an item or written to it. */
export const participantsOf = async (em: EntityManager, itemId: string): Promise<string[]> =>
  (await readParticipants(em, equals('t.item_id', 'item', itemId))).map(({ memberId }) => memberId);

export async function noteParticipant(em: EntityManager, itemId: string, memberId: string): Promise<void> {
  await em.getRepository(participantTable).upsert({ id: `${itemId}:${memberId}`, itemId, memberId }, ['id']);
}

/** News as one person gets it. */
export const forMember = (
  { mentions: _mentions, ownerId: _owner, permission: _needed, ...news }: News,
  own: Pick<Notification, 'id' | 'memberId' | 'topic' | 'inPortal'>,
): Notification => ({ ...news, ...own, readAt: null });
