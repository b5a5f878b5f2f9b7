import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { findAccounts } from '../account/store.ts';
import { agreementsOf } from '../fact/store.ts';
import { lastTouches } from '../touch/store.ts';
import { type BoardRow, meansByGrade } from './board.ts';
import { type CustomerView, gradeView, planView } from './customer-view.ts';
import { valuateNow } from './keeping-commands.ts';
import { maySeeValue } from './policy.ts';
import { type KeyAccount, keyAccountsOf } from './portfolio.ts';
import { listValues, loadPortfolio, loadSettings } from './store.ts';

/** What a viewer with a right to figures sees of one customer; null for everybody else, and out of reach. */
export async function customerView(
  em: EntityManager,
  viewer: Viewer,
  accountId: string,
  now: number,
): Promise<CustomerView | null> {
  if (!maySeeValue(viewer)) return null;
  const [account] = await findAccounts(em, viewer, [accountId]);
  const valuation = account ? await valuateNow(em, accountId, now) : null;
  if (!valuation) return null;
  const rows = await listValues(em, viewer);
  const { settings } = await loadSettings(em);
  const portfolio = await loadPortfolio(em);
  const own = rows.find(({ id }) => id === accountId);
  const kept = { grade: own?.grade ?? null, gradeStability: own?.gradeStability ?? null };
  const grade = gradeView(valuation, kept, portfolio?.grading ?? null, meansByGrade(rows));
  const { stage, risk } = valuation;
  const last = (await lastTouches(em, viewer, [accountId])).get(accountId) ?? null;
  return {
    ...{ id: accountId, valuation, grade },
    agreements: await agreementsOf(em, [accountId]),
    key: keysOf(rows, settings.keyPercent).get(accountId) ?? null,
    plan: planView({ stage, level: risk.level, grade: grade?.grade ?? null }, last, now),
  };
}

/** The key accounts among rows, by account. */
export const keysOf = (rows: readonly BoardRow[], keyPercent: number): ReadonlyMap<string, KeyAccount> =>
  new Map(
    keyAccountsOf(
      rows.map(({ id, profitMinor }) => ({ accountId: id, profit: profitMinor })),
      keyPercent,
    ).map((one) => [one.accountId, one]),
  );
