import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { findAccounts } from '../account/store.ts';
import { lastTouches } from '../touch/store.ts';
import { type BoardRow, meansByGrade } from './board.ts';
import { NEVER } from './contact-plan.ts';
import { type CustomerView, gradeView, planView, withoutStrangers } from './customer-view.ts';
import { valuateNow } from './keeping-commands.ts';
import { maySeeValue } from './policy.ts';
import { type KeyAccount, keyAccountsOf } from './portfolio.ts';
import { listValues, loadPortfolio, loadSettings } from './store.ts';

/** What a viewer with a right to figures sees of customers; nothing for everybody else, and of those out of reach. */
export async function customerViews(
  em: EntityManager,
  viewer: Viewer,
  accountIds: readonly string[],
  now: number,
): Promise<CustomerView[]> {
  const reached = maySeeValue(viewer) ? (await findAccounts(em, viewer, accountIds)).map(({ id }) => id) : [];
  if (reached.length === 0) return [];
  const rows = await listValues(em, viewer);
  const ids = new Set(rows.map(({ id }) => id));
  const kept = new Map(rows.map((row) => [row.id, row]));
  const { settings } = await loadSettings(em);
  const grading = (await loadPortfolio(em))?.grading ?? null;
  const [means, keys] = [meansByGrade(rows), keysOf(rows, settings.keyPercent)];
  const touches = await lastTouches(em, viewer, reached);
  return (await valuateNow(em, reached, now)).map((valuation): CustomerView => {
    const { accountId: id, stage, risk } = valuation;
    const { grade: before = null, gradeStability = null } = kept.get(id) ?? {};
    const grade = gradeView(valuation, { grade: before, gradeStability }, grading, means);
    const plan = planView({ stage, level: risk.level, grade: grade?.grade ?? null }, touches.get(id) ?? NEVER, now);
    return { id, valuation: withoutStrangers(valuation, ids), grade, key: keys.get(id) ?? null, plan };
  });
}

/** The key accounts among rows, by account. */
export const keysOf = (rows: readonly BoardRow[], keyPercent: number): ReadonlyMap<string, KeyAccount> =>
  new Map(
    keyAccountsOf(
      rows.map(({ id, profitMinor }) => ({ accountId: id, profit: profitMinor })),
      keyPercent,
    ).map((one) => [one.accountId, one]),
  );
