import { randomBytes } from 'node:crypto';
import { insertRows, updateWhere } from '@quayside/shared/db/bulk';
import { allOf, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { isStaff, type Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { localTime } from '@quayside/shared/instant';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import type { MemberEntry } from '../directory/member.ts';
import { MAIL_QUEUED, type MailTold } from '../events.ts';
import type { Notification } from '../notification/notification.ts';
import { digestMinuteOf, quietHoursOf } from '../notification/store.ts';
import { nextDigest } from './digest.ts';
import { afterQuiet, type Mail, type MailThread } from './mail.ts';
import { type IncomingRow, incomingTable, mailTable, mailThreadTable } from './table.ts';

const read = rowReader(mailTable);
const readThreads = rowReader(mailThreadTable);
const readIncoming = rowReader(incomingTable);

/** Queues mails in the transaction that makes their notifications. @returns whether there are any. */
export async function queueMails(
  em: EntityManager,
  wanted: readonly { readonly member: MemberEntry; readonly notification: Notification; readonly daily: boolean }[],
  now: number,
): Promise<boolean> {
  const mails: Mail[] = [];
  for (const { member, notification, daily } of wanted) {
    const { cause, accountId, subjectKind, subjectId, number } = notification;
    const { memberId, email: address } = member;
    const { timeZone } = member;
    const from = daily ? nextDigest(now, timeZone, await digestMinuteOf(em, memberId)) : now;
    mails.push({
      ...{ id: newId(), cause, memberId, accountId, notificationId: notification.id, subjectKind, subjectId, number },
      ...{ address, state: 'QUEUED', attempts: 0, daily: daily ? 1 : null, createdAt: now },
      nextAt: afterQuiet(from, localMinute(from, timeZone), await quietHoursOf(em, memberId)),
      ...{ messageId: null, answer: null, sentAt: null, lastError: null },
    });
  }
  await insertRows(em, mailTable, mails);
  await appendEvents(
    em,
    mails.map(({ id: mailId, accountId, subjectId: subject }) => {
      const data: MailTold = { mailId };
      return { type: MAIL_QUEUED, accountId, subject, seq: 1, at: now, correlationId: mailId, data };
    }),
  );
  return mails.length > 0;
}

function localMinute(at: number, timeZone: string): number {
  const [hour, minute] = localTime(at, timeZone).slice(11, 16).split(':');
  return Number(hour) * 60 + Number(minute);
}

/** Mails whose time has come, oldest first. */
export const dueMails = (em: EntityManager, now: number, limit: number): Promise<Mail[]> =>
  read(
    em,
    { sql: `t.state = 'QUEUED' AND t.next_at <= :now`, parameters: { now } },
    `ORDER BY t.next_at, t.id LIMIT ${limit}`,
  );

/** Mails that wait for one reader's mail of the day and whose time has come, oldest first. */
export const dueOfDay = (em: EntityManager, memberId: string, now: number, limit: number): Promise<Mail[]> =>
  read(
    em,
    {
      sql: `t.state = 'QUEUED' AND t.next_at <= :now AND t.daily = 1 AND t.member_id = :memberId`,
      parameters: { now, memberId },
    },
    `ORDER BY t.created_at, t.id LIMIT ${limit}`,
  );

/**
 * Changes a mail that is as it was read.
 * @returns false when another process has it.
 */
export const changeMail = async (em: EntityManager, mail: Mail, change: Partial<Mail>): Promise<boolean> => {
  const { id, state, attempts, nextAt } = mail;
  return (await updateWhere(em, mailTable, change, { id, state, attempts, nextAt })) === 1;
};

/** Mails and what they prove are for the staff in whose reach the account is. */
const forStaff = (viewer: Viewer): Predicate =>
  isStaff(viewer) ? withinReach(viewer, { account: 't.account_id' }) : { sql: '1 = 0', parameters: {} };

/** Mails about an item, newest first. */
export const mailsAbout = (em: EntityManager, viewer: Viewer, subjectId: string): Promise<Mail[]> =>
  read(
    em,
    allOf([equals('t.subject_id', 'subject', subjectId), forStaff(viewer)]),
    'ORDER BY t.created_at DESC, t.id DESC LIMIT 200',
  );

export const findMail = async (em: EntityManager, viewer: Viewer, id: string): Promise<Mail | null> =>
  (await read(em, allOf([equals('t.id', 'id', id), forStaff(viewer)])))[0] ?? null;

/** The thread of a person about an item; made on first use, with 160 bits that nobody guesses. */
export async function threadFor(em: EntityManager, wanted: Omit<MailThread, 'token'>): Promise<MailThread> {
  const known = await readThreads(
    em,
    allOf([
      equals('t.subject_id', 'subject', wanted.subjectId),
      equals('t.member_id', 'member', wanted.memberId),
      equals('t.internal', 'internal', wanted.internal ? 1 : 0),
    ]),
  );
  if (known[0]) return { ...known[0], internal: known[0].internal === 1 };
  const thread = { ...wanted, token: newToken() };
  await insertRows(em, mailThreadTable, [{ ...thread, internal: thread.internal ? 1 : 0 }]);
  return thread;
}

/** Lower case: mail servers may not keep the case of an address. */
const newToken = (): string => randomBytes(20).toString('hex');

/** The thread that an incoming mail names. */
export async function findThread(em: EntityManager, tokens: readonly string[]): Promise<MailThread | null> {
  const [row] = await readThreads(em, oneOf('t.token', 'tokens', tokens));
  return row ? { ...row, internal: row.internal === 1 } : null;
}

export const incomingBefore = async (em: EntityManager, fingerprint: string): Promise<boolean> =>
  (await readIncoming(em, equals('t.fingerprint', 'fingerprint', fingerprint))).length > 0;

/** Written in the transaction of what became of it. */
export const insertIncoming = (em: EntityManager, row: IncomingRow): Promise<void> =>
  insertRows(em, incomingTable, [row]);

/** Those of no account are for who looks after strangers' mails. */
function incomingInReach(viewer: Viewer): Predicate {
  const reach = forStaff(viewer);
  const ofNobody = isStaff(viewer) && seesAll(viewer) ? '1 = 1' : '1 = 0';
  return { sql: `(${reach.sql} OR (t.account_id IS NULL AND ${ofNobody}))`, parameters: reach.parameters };
}

/** A mail that came in and was held, settled by now or not. */
export const findHeld = async (em: EntityManager, viewer: Viewer, id: string): Promise<IncomingRow | null> =>
  (await readIncoming(em, allOf([equals('t.id', 'id', id), incomingInReach(viewer)])))[0] ?? null;

/** @returns false when somebody else has dealt with it meanwhile. */
export const settleHeld = async (em: EntityManager, id: string, change: Partial<IncomingRow>): Promise<boolean> =>
  (await updateWhere(em, incomingTable, change, { id, state: 'HELD' })) === 1;

/** Mails that were not posted, newest first. */
export const listHeld = (
  em: EntityManager,
  viewer: Viewer,
  page: { first: number; after: PageKey | null },
): Promise<IncomingRow[]> =>
  readIncoming(
    em,
    allOf([equals('t.state', 'state', 'HELD'), incomingInReach(viewer), olderThan('t.at', 't.id', page.after)]),
    `ORDER BY t.at DESC, t.id DESC LIMIT ${page.first + 1}`,
  );

/** Strangers' mails belong to no branch: administrators look after them. */
const seesAll = (viewer: Viewer): boolean => viewer.role === 'ADMINISTRATOR' || viewer.reach.kind === 'everything';
