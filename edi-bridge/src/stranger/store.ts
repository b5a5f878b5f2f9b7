import { oneOf } from '@quayside/shared/db/predicate';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import { DAY, HOUR } from '@quayside/shared/instant';
import { type EntityManager, LessThan } from 'typeorm';
import { strangerTable } from './table.ts';

const TABLE = strangerTable.options.name;
const ADD = `UPDATE ${TABLE} SET tries = tries + :tries, last_at = :at WHERE id = :id`;
/** As long as anybody asks who tried what. */
const KEPT_MS = 90 * DAY;

export const hourOf = (at: number): number => at - (at % HOUR);

/** Adds tries to the sum of their hour; true when they are the first of it. Sums that are too old go. */
export async function addTries(em: EntityManager, partnerId: string, tries: number, at: number): Promise<boolean> {
  const hour = hourOf(at);
  const id = `${partnerId}:${hour}`;
  if ((await changeRows(em, ADD, { id, tries, at })) > 0) return false;
  const strangers = em.getRepository(strangerTable);
  await strangers.delete({ hour: LessThan(at - KEPT_MS) });
  // Another process may begin the hour at the same time: then the row is there, and both add to it.
  await em
    .createQueryBuilder()
    .insert()
    .into(strangerTable)
    .values({ id, partnerId, hour, tries: 0, lastAt: at })
    .orIgnore()
    .execute();
  await changeRows(em, ADD, { id, tries, at });
  return (await strangers.findOneByOrFail({ id })).tries === tries;
}

/** Tries of the last day, for partners that the caller has found to be within reach. */
export async function triesOfDay(
  em: EntityManager,
  partnerIds: readonly string[],
  now: number,
): Promise<{ partnerId: string; tries: number }[]> {
  const where = oneOf('t.partner_id', 'ids', partnerIds);
  const rows = await selectRows<{ partnerId: string; tries: unknown }>(
    em,
    `SELECT t.partner_id AS partnerId, SUM(t.tries) AS tries FROM ${TABLE} t
      WHERE ${where.sql} AND t.hour > :after GROUP BY t.partner_id`,
    { ...where.parameters, after: now - DAY },
  );
  return rows.map(({ partnerId, tries }) => ({ partnerId, tries: Number(tries) }));
}
