import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { type UnbilledRow, unbilledTable } from '../charge/table.ts';
import { gradedPaymentDays } from '../credit/store.ts';
import { type BillingGrouping, type BillingRule, usualBilling } from './billing.ts';
import { billingRuleTable } from './table.ts';

const readRules = rowReader(billingRuleTable);
const readUnbilled = rowReader(unbilledTable);
const inReach = (viewer: Viewer): Predicate => withinReach(viewer, { account: 't.account_id' });

/** How an account is billed; where nothing was agreed, its credit says how long it may take to pay. */
export async function billingRuleOf(em: EntityManager, accountId: string): Promise<BillingRule> {
  const [row] = await readRules(em, equals('t.account_id', 'account', accountId));
  if (!row) return { ...usualBilling(accountId), termsDays: await gradedPaymentDays(em, accountId) };
  const { cycle, grouping, termsDays, taxCode } = row;
  return { accountId, cycle, grouping, termsDays, taxCode };
}

/** How accounts are billed with whom that was agreed; ask only for those in reach. */
export const agreedBillingOf = async (
  em: EntityManager,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, BillingRule>> =>
  new Map((await readRules(em, oneOf('t.account_id', 'accounts', accountIds))).map((row) => [row.accountId, row]));

export async function putBillingRule(
  em: EntityManager,
  rule: BillingRule,
  changedBy: string,
  changedAt: number,
): Promise<void> {
  await em.getRepository(billingRuleTable).upsert({ ...rule, changedBy, changedAt }, ['accountId']);
}

/** What an account has been charged and not billed, in one currency. */
export interface UnbilledSum {
  readonly currency: string;
  readonly dueCount: number;
  readonly dueMinor: number;
  readonly laterCount: number;
  readonly laterMinor: number;
}

/** What is on no invoice yet, by currency: done before an instant, and since. For whoever has asked for the account's reach. */
export async function unbilledSums(em: EntityManager, accountId: string, until: number): Promise<UnbilledSum[]> {
  const rows = await selectRows<{ currency: string; past: number; count: number | string; sum: number | string }>(
    em,
    `SELECT u.currency AS currency, CASE WHEN u.done_at < :until THEN 1 ELSE 0 END AS past, COUNT(*) AS count,
       SUM(c.amount_minor) AS sum
     FROM unbilled_charge u JOIN charge c ON c.id = u.charge_id WHERE u.account_id = :accountId
     GROUP BY u.currency, past ORDER BY u.currency`,
    { accountId, until },
  );
  const sums = new Map<string, UnbilledSum>();
  for (const { currency, past, count, sum } of rows) {
    const known = sums.get(currency) ?? { currency, dueCount: 0, dueMinor: 0, laterCount: 0, laterMinor: 0 };
    const amount = Number(sum);
    sums.set(
      currency,
      Number(past) === 1
        ? { ...known, dueCount: Number(count), dueMinor: amount }
        : { ...known, laterCount: Number(count), laterMinor: amount },
    );
  }
  return [...sums.values()];
}

/** Accounts within reach and currencies with something to bill, or with an invoice that was begun. */
export const accountsToBill = (
  em: EntityManager,
  viewer: Viewer,
  accountId: string | null,
): Promise<{ accountId: string; currency: string }[]> => {
  const { sql, parameters } = allOf([inReach(viewer), equals('t.account_id', 'account', accountId)]);
  return selectRows(
    em,
    `SELECT t.account_id AS accountId, t.currency AS currency FROM unbilled_charge t WHERE ${sql}
     UNION SELECT t.account_id AS accountId, t.currency AS currency FROM invoice t WHERE t.state = 'BUILDING' AND ${sql}
     ORDER BY accountId, currency`,
    parameters,
  );
};

/** Accounts within reach with something on no invoice yet, and since when; 0 where an invoice was begun. */
export async function waitingForBills(
  em: EntityManager,
  viewer: Viewer,
): Promise<{ accountId: string; since: number }[]> {
  const { sql, parameters } = inReach(viewer);
  const rows = await selectRows<{ accountId: string; since: number | string }>(
    em,
    `SELECT w.account_id AS accountId, MIN(w.since) AS since FROM (
       SELECT t.account_id AS account_id, t.done_at AS since FROM unbilled_charge t WHERE ${sql}
       UNION ALL SELECT t.account_id, 0 FROM invoice t WHERE t.state = 'BUILDING' AND ${sql}) w
     GROUP BY w.account_id ORDER BY w.account_id`,
    parameters,
  );
  return rows.map(({ accountId, since }) => ({ accountId, since: Number(since) }));
}

const ORDER: Readonly<Record<BillingGrouping, string>> = {
  ACCOUNT: '',
  ORDER: 't.order_number, ',
  PO: 't.po_number, ',
};

/** The next charges of an account to bill, done before an instant, those of one group together. */
export const nextUnbilled = (
  em: EntityManager,
  {
    accountId,
    currency,
    until,
    grouping,
  }: { accountId: string; currency: string; until: number; grouping: BillingGrouping },
  most: number,
): Promise<UnbilledRow[]> =>
  readUnbilled(
    em,
    allOf([
      equals('t.account_id', 'account', accountId),
      equals('t.currency', 'currency', currency),
      { sql: 't.done_at < :until', parameters: { until } },
    ]),
    `ORDER BY ${ORDER[grouping]}t.done_at, t.charge_id LIMIT ${most}`,
  );

/** Lets no other run bill the account before this transaction ends: it would take the same charges. */
export const lockBilling = (em: EntityManager, accountId: string): Promise<number> =>
  changeRows(em, 'UPDATE tenant_scope SET path = path WHERE account_id = :accountId', { accountId });

/** Takes charges out of what is to be billed. */
export const takeUnbilled = (em: EntityManager, chargeIds: readonly string[]): Promise<number> =>
  changeRows(em, 'DELETE FROM unbilled_charge WHERE charge_id IN :ids', { ids: [...chargeIds] });
