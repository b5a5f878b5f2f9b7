import { toNumber } from '@quayside/shared/db/columns';
import { allOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';

/** Up to so many accounts are looked at one by one; who reaches more finds enough in the order of deadlines. */
const FEW = 40;

/**
 * The accounts of a branch that has few of them, else null. One branch's work in the order of everybody's deadlines may
 * lie behind a hundred thousand rows of others; account by account, an index leads straight to it.
 */
export async function fewAccounts(em: EntityManager, viewer: Viewer): Promise<readonly string[] | null> {
  if (viewer.reach.kind !== 'organization') return null;
  const inReach = withinReach(viewer, { account: 's.account_id' });
  const sql = `SELECT s.account_id AS id FROM tenant_scope s WHERE ${inReach.sql} LIMIT ${FEW + 1}`;
  const rows = await selectRows<{ id: string }>(em, sql, inReach.parameters);
  return rows.length > FEW ? null : rows.map(({ id }) => id);
}

const ofAccount = (id: string): Predicate => ({
  sql: 't.account_id = :branchAccount',
  parameters: { branchAccount: id },
});

/** Ids of the first rows of these accounts together, by deadline. */
export async function firstOfAccounts(
  em: EntityManager,
  accounts: readonly string[],
  parts: readonly Predicate[],
  limit: number,
): Promise<readonly string[]> {
  const keys: { readonly id: string; readonly dueAt: number }[] = [];
  for (const account of accounts) {
    const where = allOf([...parts, ofAccount(account)]);
    const sql = `SELECT t.id AS id, t.due_at AS dueAt FROM queue_item t WHERE ${where.sql} ORDER BY t.due_at, t.id LIMIT ${limit}`;
    for (const { id, dueAt } of await selectRows<{ id: string; dueAt: number | string }>(em, sql, where.parameters))
      keys.push({ id, dueAt: toNumber(dueAt) ?? 0 });
  }
  return keys
    .sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1))
    .slice(0, limit)
    .map(({ id }) => id);
}

/** Counts rows up to a limit, over these accounts or, with null, over all that the parts admit. */
export async function countUpTo(
  em: EntityManager,
  accounts: readonly string[] | null,
  parts: readonly Predicate[],
  limit: number,
): Promise<number> {
  let total = 0;
  for (const account of accounts ?? [null]) {
    const where = allOf(account === null ? parts : [...parts, ofAccount(account)]);
    const rest = limit - total;
    const [row] = await selectRows<{ count: number | string }>(
      em,
      `SELECT COUNT(*) AS count FROM (SELECT 1 AS one FROM queue_item t WHERE ${where.sql} LIMIT ${rest}) counted`,
      where.parameters,
    );
    total += toNumber(row?.count) ?? 0;
    if (total >= limit) break;
  }
  return total;
}
