import { allOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { type Bought, monthOf } from './bought.ts';
import { boughtTable } from './table.ts';

/** Keeps what was bought, each month once. */
export async function keepBought(em: EntityManager, bought: readonly Bought[]): Promise<void> {
  const fresh = new Map(bought.map((one) => [JSON.stringify(Object.values(one)), one]));
  if (fresh.size === 0) return;
  await em
    .createQueryBuilder()
    .insert()
    .into(boughtTable)
    .values([...fresh.values()])
    .orIgnore()
    .execute();
}

/** An instant from which and one before which; either may be left out. */
export interface Span {
  readonly from?: number | null | undefined;
  readonly to?: number | null | undefined;
}

/** Rows `b` of the months that a span touches. */
const inMonthsOf = ({ from, to }: Span): Predicate =>
  allOf([
    { sql: '1 = 1', parameters: {} },
    ...(typeof from === 'number' ? [{ sql: 'b.month >= :firstMonth', parameters: { firstMonth: monthOf(from) } }] : []),
    ...(typeof to === 'number' ? [{ sql: 'b.month <= :lastMonth', parameters: { lastMonth: monthOf(to - 1) } }] : []),
  ]);

/** That the customer in this column has bought something in the months of a span. */
export function hasBought(account: string, kind: Bought['kind'], value: string, span: Span): Predicate {
  const { sql, parameters } = inMonthsOf(span);
  const name = `bought${kind}`;
  return {
    sql: `EXISTS (SELECT 1 FROM service_bought b WHERE b.account_id = ${account} AND b.kind = '${kind}'
      AND b.value = :${name} AND ${sql})`,
    parameters: { ...parameters, [name]: value },
  };
}

/**
 * The first month of which anything is known, where it comes after the instant; else null. A broker keeps events for some
 * weeks: what was bought before this store began to hear of it may be in none. Of all customers, also those out of reach:
 * a month tells nothing of anybody, and those in reach may be younger than what is known.
 */
export async function boughtKnownFrom(em: EntityManager, from: number): Promise<string | null> {
  const [first] = await selectRows<{ month: string }>(
    em,
    'SELECT b.month AS month FROM service_bought b ORDER BY b.month LIMIT 1',
    {},
  );
  return first && first.month > monthOf(from) ? first.month : null;
}

/** What each customer in reach has bought in the months of a span. */
export async function boughtWithin(em: EntityManager, viewer: Viewer, span: Span): Promise<Omit<Bought, 'month'>[]> {
  const { sql, parameters } = allOf([withinReach(viewer, { account: 'b.account_id' }), inMonthsOf(span)]);
  return selectRows<Omit<Bought, 'month'>>(
    em,
    `SELECT DISTINCT b.account_id AS accountId, b.kind AS kind, b.value AS value FROM service_bought b WHERE ${sql}`,
    parameters,
  );
}
