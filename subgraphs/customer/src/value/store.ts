import { insertRows, updateWhere } from '@quayside/shared/db/bulk';
import { allOf, EVERYTHING, equals, oneOf } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { monthOf } from '../fact/fact.ts';
import type { Booked } from './house-currency.ts';
import type { Referred } from './lifetime.ts';
import type { Measured } from './portfolio.ts';
import { DEFAULT_SETTINGS, type SettingsVersion } from './settings.ts';
import {
  type HistoryImport,
  historyImportTable,
  type PortfolioRow,
  portfolioTable,
  type Referral,
  referralTable,
  settingTable,
  type ValueRow,
  valueTable,
} from './table.ts';

const values = rowReader(valueTable);
const portfolios = rowReader(portfolioTable);
const settings = rowReader(settingTable);
const referrals = rowReader(referralTable);
const imports = rowReader(historyImportTable);

/** All values in reach, the most profitable first. */
export const listValues = (em: EntityManager, viewer: Viewer): Promise<ValueRow[]> =>
  values(em, withinReach(viewer, { account: 't.id' }), 'ORDER BY t.profit_minor DESC, t.id');

/** Rows as they are, whoever asks: for the keeper of the values. */
export const valueRows = (em: EntityManager, accountIds: readonly string[]): Promise<ValueRow[]> =>
  values(em, oneOf('t.id', 'ids', accountIds));

/** Accounts whose figures are not those of their facts any more. */
export const staleAccounts = async (em: EntityManager, atMost: number): Promise<string[]> =>
  (
    await selectRows<{ id: string }>(
      em,
      `SELECT t.id FROM customer_value t WHERE t.stale = 1 ORDER BY t.id LIMIT ${atMost}`,
    )
  ).map(({ id }) => id);

const BLANK: Omit<ValueRow, 'id'> = {
  ...{ stale: true, valuedAt: null, currency: null, orders: 0, revenueMinor: 0, profitMinor: 0, lifetimeMinor: null },
  ...{ valueIndex: null, loyalty: null, growthPercent: null, stage: 'POTENTIAL', riskPercent: null, riskLevel: null },
  ...{ grade: null, gradeStability: null, summary: null, version: 0 },
};

/** Notes that the figures of accounts have to be worked out again. */
export async function markStale(em: EntityManager, accountIds: readonly string[]): Promise<void> {
  for (let from = 0; from < accountIds.length; from += 500) {
    const ids = accountIds.slice(from, from + 500);
    const known = new Set((await valueRows(em, ids)).map(({ id }) => id));
    const blank = ids.filter((id) => !known.has(id)).map((id) => ({ id, ...BLANK }));
    // Several sources may tell of a new account at once; one of them inserts it.
    if (blank.length > 0) await em.createQueryBuilder().insert().into(valueTable).values(blank).orIgnore().execute();
    // The version counts as well: who is working out the figures meanwhile must not write them over this mark.
    await changeRows(em, 'UPDATE customer_value SET stale = 1, version = version + 1 WHERE id IN :ids', { ids });
  }
}

/** The same for all: another day, another yardstick, other settings. */
export const markAllStale = (em: EntityManager): Promise<number> =>
  changeRows(em, 'UPDATE customer_value SET stale = 1, version = version + 1 WHERE stale = 0');

/**
 * Forgets all figures of money, and by what they were measured: another house currency holds, and a sum of two currencies,
 * or of one under the name of another, is worse than none. Facts stay; what is not valued says so.
 */
export async function forgetFigures(em: EntityManager): Promise<void> {
  await changeRows(em, 'DELETE FROM board_month', {});
  await changeRows(em, 'DELETE FROM value_portfolio', {});
  await changeRows(
    em,
    `UPDATE customer_value SET stale = 1, valued_at = NULL, currency = NULL, revenue_minor = 0, profit_minor = 0,
       lifetime_minor = NULL, value_index = NULL, summary = NULL, version = version + 1`,
    {},
  );
}

/** The currencies of what was booked, each with its first month. Reads all facts: for what happens once in years. */
export async function bookedCurrencies(em: EntityManager): Promise<Booked[]> {
  const rows = await selectRows<{ currency: string; first: number | string }>(
    em,
    `SELECT t.currency AS currency, MIN(t.at) AS first FROM customer_fact t
     WHERE t.currency IS NOT NULL GROUP BY t.currency ORDER BY t.currency`,
  );
  return rows.map(({ currency, first }) => ({ currency, from: monthOf(Number(first)) }));
}

/** Keeps what was worked out of an account; false when somebody else did meanwhile. */
export async function saveValue(em: EntityManager, { id, version, ...change }: ValueRow): Promise<boolean> {
  return (await updateWhere(em, valueTable, { ...change, version: version + 1 }, { id, version })) === 1;
}

/** What the yardstick is made of. */
export const measuredRows = async (em: EntityManager): Promise<Measured[]> =>
  (await values(em, { sql: 't.valued_at IS NOT NULL AND (t.orders > 0 OR t.revenue_minor > 0)', parameters: {} })).map(
    ({ id, orders, profitMinor, revenueMinor, growthPercent, summary }) => ({
      accountId: id,
      orders,
      profit: profitMinor,
      revenue: revenueMinor,
      growthPercent,
      services: summary?.services ?? [],
    }),
  );

/** How many customers would be measured now. */
export const countMeasured = async (em: EntityManager): Promise<number> => {
  const [row] = await selectRows<{ n: number | string }>(
    em,
    'SELECT COUNT(*) AS n FROM customer_value t WHERE t.orders > 0 OR t.revenue_minor > 0',
  );
  return Number(row?.n ?? 0);
};

const PORTFOLIO = 'portfolio';

export const loadPortfolio = async (em: EntityManager): Promise<PortfolioRow | null> =>
  (await portfolios(em, equals('t.id', 'id', PORTFOLIO)))[0] ?? null;

export const savePortfolio = async (em: EntityManager, row: Omit<PortfolioRow, 'id'>): Promise<void> => {
  await em.getRepository(portfolioTable).upsert({ id: PORTFOLIO, ...row }, ['id']);
};

/** The settings that hold, which are the product's own until somebody changes them. */
export async function loadSettings(em: EntityManager): Promise<SettingsVersion> {
  const [row] = await settings(em, EVERYTHING, 'ORDER BY t.version DESC LIMIT 1');
  return row ?? { version: 0, settings: DEFAULT_SETTINGS, changedBy: 'Quayside', changedAt: 0 };
}

/** All versions, the oldest first. */
export const settingsVersions = (em: EntityManager): Promise<SettingsVersion[]> =>
  settings(em, EVERYTHING, 'ORDER BY t.version');

/** Fails with a duplicate key when somebody else wrote this version. */
export const insertSettings = (em: EntityManager, row: SettingsVersion): Promise<void> =>
  insertRows(em, settingTable, [row]);

/** Who brought these accounts. */
export const referralsTo = (em: EntityManager, accountIds: readonly string[]): Promise<Referral[]> =>
  referrals(em, oneOf('t.account_id', 'ids', accountIds));

/** Keeps who brought an account, or that nobody did. */
export async function keepReferral(em: EntityManager, accountId: string, referral: Referral | null): Promise<void> {
  await em.getRepository(referralTable).delete({ accountId });
  if (referral) await insertRows(em, referralTable, [referral]);
}

/** Customers that each of these accounts brought, with their profit of a year. */
export async function referredBy(
  em: EntityManager,
  referrerIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Referred[]>> {
  const rows = await selectRows<{ referrer: string; id: string; name: string | null; profit: number | string | null }>(
    em,
    `SELECT r.referrer_id AS referrer, r.account_id AS id, a.name AS name, v.profit_minor AS profit
     FROM referral r LEFT JOIN account a ON a.id = r.account_id LEFT JOIN customer_value v ON v.id = r.account_id
     WHERE r.referrer_id IN :referrerIds ORDER BY r.account_id`,
    { referrerIds },
  );
  const byReferrer = new Map<string, Referred[]>();
  for (const { referrer, id, name, profit } of rows) {
    const list = byReferrer.get(referrer) ?? [];
    list.push({ accountId: id, name: name ?? id, yearlyProfit: Number(profit ?? 0) });
    byReferrer.set(referrer, list);
  }
  return byReferrer;
}

export const findImport = async (
  em: EntityManager,
  accountId: string,
  onceKey: string,
): Promise<HistoryImport | null> =>
  (await imports(em, allOf([equals('t.account_id', 'account', accountId), equals('t.once_key', 'key', onceKey)])))[0] ??
  null;

export const insertImport = (em: EntityManager, row: HistoryImport): Promise<void> =>
  insertRows(em, historyImportTable, [row]);
