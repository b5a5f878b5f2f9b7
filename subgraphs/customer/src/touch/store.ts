import { insertRows } from '@quayside/shared/db/bulk';
import { allOf, EVERYTHING, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import { touchTable } from './table.ts';
import type { Touch, TouchOrigin } from './touch.ts';

const read = rowReader(touchTable);
const inReach = (viewer: Viewer) => withinReach(viewer, { account: 't.account_id' });

const ORIGINS: Readonly<Record<TouchOrigin, Predicate>> = {
  LOGGED: { sql: 't.thread_id IS NULL', parameters: {} },
  CONVERSATION: { sql: 't.thread_id IS NOT NULL', parameters: {} },
};

/** The touches of an account in reach, newest first, with one row more than asked for when there is more. */
export const listTouches = (
  em: EntityManager,
  viewer: Viewer,
  { accountId, origin }: { readonly accountId: string; readonly origin?: TouchOrigin | null | undefined },
  page: { first: number; after: PageKey | null },
): Promise<Touch[]> =>
  read(
    em,
    allOf([
      inReach(viewer),
      equals('t.account_id', 'account', accountId),
      origin ? ORIGINS[origin] : EVERYTHING,
      olderThan('t.held_at', 't.id', page.after),
    ]),
    `ORDER BY t.held_at DESC, t.id DESC LIMIT ${page.first + 1}`,
  );

/** Touches by id; those out of reach are left out. */
export const findTouches = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Touch[]> =>
  read(em, allOf([oneOf('t.id', 'ids', ids), inReach(viewer)]));

/** The touch that was logged with this key, if it was. */
export const findLogged = async (em: EntityManager, accountId: string, onceKey: string): Promise<Touch | null> =>
  (await read(em, allOf([equals('t.account_id', 'account', accountId), equals('t.once_key', 'key', onceKey)])))[0] ??
  null;

/**
 * When somebody last talked with each of the accounts in reach, and the day that was agreed then to come back to it. Of
 * what somebody has logged alone: a message about a case is no talk that a plan has asked for.
 */
export async function lastTouches(
  em: EntityManager,
  viewer: Viewer,
  accountIds: readonly string[] | null,
): Promise<ReadonlyMap<string, { readonly at: number | null; readonly followUpOn: string | null }>> {
  const where = allOf([inReach(viewer), oneOf('t.account_id', 'accounts', accountIds)]);
  const rows = await selectRows<{ id: string; last: number | string }>(
    em,
    // Nobody was talked with where nobody answered.
    `SELECT t.account_id AS id, MAX(t.held_at) AS last FROM customer_touch t
     WHERE t.thread_id IS NULL AND t.outcome <> 'NO_ANSWER' AND ${where.sql} GROUP BY t.account_id`,
    where.parameters,
  );
  const agreed = await selectRows<{ id: string; day: string }>(
    em,
    // Done with the next talk; a call that nobody took leaves it to be done.
    `SELECT t.account_id AS id, MIN(t.follow_up_on) AS day FROM customer_touch t
     WHERE t.follow_up_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM customer_touch n
       WHERE n.thread_id IS NULL AND n.account_id = t.account_id AND n.held_at > t.held_at AND n.outcome <> 'NO_ANSWER') AND ${where.sql}
     GROUP BY t.account_id`,
    where.parameters,
  );
  const days = new Map(agreed.map(({ id, day }) => [id, day]));
  const talked = new Map(rows.map(({ id, last }) => [id, Number(last)]));
  return new Map(
    [...new Set([...talked.keys(), ...days.keys()])].map((id) => [
      id,
      { at: talked.get(id) ?? null, followUpOn: days.get(id) ?? null },
    ]),
  );
}

export const insertTouches = (em: EntityManager, touches: readonly Touch[]): Promise<void> =>
  insertRows(em, touchTable, touches);

/** Which of these are kept already, whoever asks. */
export async function knownTouches(em: EntityManager, ids: readonly string[]): Promise<Set<string>> {
  const sql = 'SELECT t.id FROM customer_touch t WHERE t.id IN :ids';
  return new Set((await selectRows<{ id: string }>(em, sql, { ids })).map(({ id }) => id));
}
