import type { Database } from '@quayside/shared/db/database';
import { newId } from '@quayside/shared/ids';
import { DAY } from '@quayside/shared/instant';
import { minorPerUnit } from '@quayside/shared/money';
import { appendEvents, type NewEvent } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { boardLines, boardMoves } from '../board/board-line.ts';
import { keepBoard } from '../board/store.ts';
import { CUSTOMER_VALUED } from '../events.ts';
import { agreementsOf, monthsOf } from '../fact/store.ts';
import { type Grading, gradeAll, type NotGraded } from './grading.ts';
import { yardstickOf } from './portfolio.ts';
import {
  countMeasured,
  loadPortfolio,
  loadSettings,
  markAllStale,
  markStale,
  measuredRows,
  referralsTo,
  referredBy,
  savePortfolio,
  saveValue,
  staleAccounts,
  valueRows,
} from './store.ts';
import { looksOther, rowOf } from './summary.ts';
import type { PortfolioRow, ValueRow } from './table.ts';
import { type Known, type Valuation, valuate } from './valuation.ts';

const AT_ONCE = 100;
/** So few customers are grouped anew with every change: it takes milliseconds. */
const FEW = 200;
/** Of more, when their number has changed by so much, or another day has come. */
const SHARE = 0.05;

/** What is known of accounts, from the read model. */
export async function knownOf(em: EntityManager, accountIds: readonly string[]): Promise<Known[]> {
  const months = byAccount(await monthsOf(em, accountIds));
  const agreements = byAccount(await agreementsOf(em, accountIds));
  const referred = await referredBy(em, accountIds);
  return accountIds.map((accountId) => ({
    accountId,
    months: months.get(accountId) ?? [],
    agreements: agreements.get(accountId) ?? [],
    referred: referred.get(accountId) ?? [],
  }));
}

function byAccount<Row extends { readonly accountId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.accountId);
    if (group) group.push(row);
    else groups.set(row.accountId, [row]);
  }
  return groups;
}

/** Values customers as of now, from their months. */
export async function valuateNow(em: EntityManager, accountIds: readonly string[], now: number): Promise<Valuation[]> {
  const { settings } = await loadSettings(em);
  const portfolio = await loadPortfolio(em);
  const known = await knownOf(em, accountIds);
  return known.map((one) => valuate(one, settings, portfolio?.yardstick ?? null, now));
}

/** Works out the figures of these accounts, keeps them, and tells of those that look other now. */
export async function revalue(em: EntityManager, accountIds: readonly string[], now: number): Promise<void> {
  const { settings } = await loadSettings(em);
  const portfolio = await loadPortfolio(em);
  const rows = new Map((await valueRows(em, accountIds)).map((row) => [row.id, row]));
  const poorer: string[] = [];
  const events: NewEvent[] = [];
  const saved: Valuation[] = [];
  for (const known of await knownOf(em, accountIds)) {
    const before = rows.get(known.accountId);
    if (!before) continue;
    const valuation = valuate(known, settings, portfolio?.yardstick ?? null, now);
    const after = rowOf(valuation, before, portfolio?.grading ?? null);
    if (!(await saveValue(em, after))) continue;
    saved.push(valuation);
    if (after.profitMinor !== before.profitMinor) poorer.push(after.id);
    if (looksOther(before, after)) events.push(told(after, now));
  }
  await keepBoard(
    em,
    saved.map(({ accountId }) => accountId),
    {
      lines: saved.flatMap(({ accountId, ledger }) => boardLines(accountId, ledger)),
      moves: saved.flatMap(({ accountId, stages }) => boardMoves(accountId, stages)),
    },
  );
  await appendEvents(em, events);
  // Who brought a customer is worth more, or less, with it.
  const referrers = (await referralsTo(em, poorer)).map(({ referrerId }) => referrerId);
  if (referrers.length > 0) await markStale(em, [...new Set(referrers)]);
}

const told = ({ id, stage, grade, riskLevel, version }: ValueRow, at: number): NewEvent => ({
  ...{ type: CUSTOMER_VALUED, accountId: id, subject: id, seq: version + 1, at, correlationId: newId() },
  data: { accountId: id, stage, grade, riskLevel },
});

/** Whether the yardstick has to be laid anew. */
export function isOutdated(
  portfolio: Pick<PortfolioRow, 'yardstick' | 'laidAt'> | null,
  customers: number,
  currency: string,
  now: number,
): boolean {
  if (!portfolio) return customers > 0;
  // It was being laid while another house currency was chosen.
  if ((portfolio.yardstick?.currency ?? currency) !== currency) return true;
  if (Math.floor(portfolio.laidAt / DAY) !== Math.floor(now / DAY)) return true;
  if (customers <= FEW) return true;
  const before = portfolio.yardstick?.customers ?? 0;
  return Math.abs(customers - before) > SHARE * before;
}

/** Groups all customers and lays the yardstick that each is measured by; then all are measured again. */
export async function layYardstick(em: EntityManager, now: number): Promise<void> {
  const { settings } = await loadSettings(em);
  const before = await loadPortfolio(em);
  const measured = await measuredRows(em);
  const outcome = gradeAll(measured, settings.groups, minorPerUnit(settings.currency));
  const laid = yardstickOf(measured);
  const yardstick = laid && { ...laid, currency: settings.currency };
  const after = { yardstick, grading: withoutGrades(outcome) };
  const same =
    before && JSON.stringify({ yardstick: before.yardstick, grading: before.grading }) === JSON.stringify(after);
  await savePortfolio(em, { laidAt: now, ...after });
  if (!('reason' in outcome)) await keepGrades(em, outcome);
  const today = before && Math.floor(before.laidAt / DAY) === Math.floor(now / DAY);
  if (!same || !today) await markAllStale(em);
}

function withoutGrades(outcome: Grading | NotGraded): Omit<Grading, 'grades'> | NotGraded {
  if ('reason' in outcome) return outcome;
  const { grades: _, ...rest } = outcome;
  return rest;
}

async function keepGrades(em: EntityManager, { grades }: Grading): Promise<void> {
  const ids = [...grades.keys()];
  for (let from = 0; from < ids.length; from += 500) {
    for (const row of await valueRows(em, ids.slice(from, from + 500))) {
      const given = grades.get(row.id);
      if (!given || (row.grade === given.grade && row.gradeStability === given.stabilityPercent)) continue;
      await saveValue(em, { ...row, grade: given.grade, gradeStability: given.stabilityPercent });
    }
  }
}

/** Works out everything that has to be, and resolves when nothing is left. @returns how many customers were valued. */
export async function keepValues(db: Database, now: number): Promise<number> {
  let valued = 0;
  // Whoever came while all were being grouped is in no group yet: they are grouped until nobody was valued since.
  for (;;) {
    const since = await valueStale(db, now);
    valued += since;
    const due = await db.read(async (em) => {
      const portfolio = await loadPortfolio(em);
      const { settings } = await loadSettings(em);
      const anotherDay = portfolio !== null && Math.floor(portfolio.laidAt / DAY) !== Math.floor(now / DAY);
      return (since > 0 || anotherDay) && isOutdated(portfolio, await countMeasured(em), settings.currency, now);
    });
    if (!due) return valued;
    await db.write((em) => layYardstick(em, now));
  }
}

async function valueStale(db: Database, now: number): Promise<number> {
  let valued = 0;
  // Small transactions: whoever else wants to write gets a turn between them. A ring of referrals ends with a stop.
  for (let turn = 0; turn < 100_000; turn++) {
    const ids = await db.read((em) => staleAccounts(em, AT_ONCE));
    if (ids.length === 0) break;
    await db.write((em) => revalue(em, ids, now));
    valued += ids.length;
  }
  return valued;
}
