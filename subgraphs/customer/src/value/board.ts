import type { Grade } from './grading.ts';
import type { Gap } from './ledger.ts';
import { STAGES, type Stage } from './lifecycle.ts';
import type { LossCause } from './loss.ts';
import type { Profit } from './profit.ts';
import type { RiskLevel } from './risk.ts';
import type { ValueRow } from './table.ts';

/** What figures of many customers are summed up from: only those that the viewer reaches are ever given in. */
export type BoardRow = Omit<ValueRow, 'stale' | 'version'>;

/** Sum of a figure over customers. */
export const sum = (rows: readonly BoardRow[], of: (row: BoardRow) => number): number =>
  rows.reduce((whole, row) => whole + of(row), 0);

/** The profit of all together. */
export function boardProfit(rows: readonly BoardRow[]): Profit {
  const part = (at: 0 | 1 | 2 | 3): number => sum(rows, ({ summary }) => summary?.waterfall[at] ?? 0);
  const months = rows.flatMap(({ summary }) => (summary?.trend ?? []).map(([month]) => month)).sort();
  const revenue = part(0);
  const profit = sum(rows, ({ profitMinor }) => profitMinor);
  return {
    ...{ from: months[0] ?? '', to: months.at(-1) ?? '', revenue, profit },
    ...{ carrierCost: part(1), serveCost: part(2), claimsPaid: part(3) },
    marginPercent: revenue > 0 ? Math.round((profit / revenue) * 1_000) / 10 : null,
  };
}

/** A month of all together. */
export interface BoardMonth {
  readonly month: string;
  readonly revenue: number;
  readonly profit: number;
  readonly orders: number;
}

/** The last twelve months of all together, oldest first. */
export function boardTrend(rows: readonly BoardRow[]): BoardMonth[] {
  const months = new Map<string, BoardMonth>();
  for (const { summary } of rows) {
    for (const [month, revenue, profit, orders] of summary?.trend ?? []) {
      const known = months.get(month) ?? { month, revenue: 0, profit: 0, orders: 0 };
      months.set(month, {
        month,
        revenue: known.revenue + revenue,
        profit: known.profit + profit,
        orders: known.orders + orders,
      });
    }
  }
  return [...months.values()].sort((a, b) => (a.month < b.month ? -1 : 1)).slice(-12);
}

const GRADES: readonly (Grade | null)[] = ['A', 'B', 'C', 'D', null];
const LEVELS: readonly (RiskLevel | null)[] = ['HIGH', 'MEDIUM', 'LOW', null];

/** A share of the customers with what it brings. */
export interface Share {
  readonly customers: number;
  readonly revenueMinor: number;
  readonly profitMinor: number;
}

const shareOf = (rows: readonly BoardRow[]): Share => ({
  customers: rows.length,
  revenueMinor: sum(rows, ({ revenueMinor }) => revenueMinor),
  profitMinor: sum(rows, ({ profitMinor }) => profitMinor),
});

export const gradeShares = (rows: readonly BoardRow[]): (Share & { grade: Grade | null })[] =>
  GRADES.map((grade) => ({ grade, ...shareOf(rows.filter((row) => row.grade === grade)) })).filter(
    ({ customers }) => customers > 0,
  );

export const stageShares = (rows: readonly BoardRow[]): (Share & { stage: Stage })[] =>
  STAGES.map((stage) => ({ stage, ...shareOf(rows.filter((row) => row.stage === stage)) }));

/** The risk of those that are still here. */
export const riskShares = (rows: readonly BoardRow[]): (Share & { level: RiskLevel | null })[] => {
  const here = rows.filter(({ stage }) => stage !== 'TERMINATION');
  return LEVELS.map((level) => ({ level, ...shareOf(here.filter((row) => row.riskLevel === level)) })).filter(
    ({ customers }) => customers > 0,
  );
};

/** How many customers went from stage to stage, month by month, since a month. */
export function stageFlow(
  rows: readonly BoardRow[],
  since: string,
): { month: string; from: Stage; to: Stage; customers: number }[] {
  const flows = new Map<string, { month: string; from: Stage; to: Stage; customers: number }>();
  for (const { summary } of rows) {
    const stages = summary?.stages ?? [];
    for (const [at, { stage: to, since: month }] of stages.entries()) {
      const from = stages[at - 1]?.stage;
      if (!from || month === null || month < since) continue;
      const key = `${month} ${from} ${to}`;
      const known = flows.get(key) ?? { month, from, to, customers: 0 };
      known.customers++;
      flows.set(key, known);
    }
  }
  return [...flows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, flow]) => flow);
}

/** Why customers left, by the strongest reason of each. */
export function lossShares(
  rows: readonly BoardRow[],
): { cause: LossCause; customers: number; yearlyProfitMinor: number }[] {
  const shares = new Map<LossCause, { cause: LossCause; customers: number; yearlyProfitMinor: number }>();
  for (const { summary } of rows) {
    const cause = summary?.loss?.causes[0];
    if (!summary?.loss || !cause) continue;
    const known = shares.get(cause) ?? { cause, customers: 0, yearlyProfitMinor: 0 };
    known.customers++;
    known.yearlyProfitMinor += summary.loss.yearlyProfit;
    shares.set(cause, known);
  }
  return [...shares.values()].sort((a, b) => b.customers - a.customers || (a.cause < b.cause ? -1 : 1));
}

/** Means of the criteria of each grade, of the customers that the viewer reaches: others' figures stay theirs. */
export function meansByGrade(rows: readonly BoardRow[]): ReadonlyMap<Grade, readonly (number | null)[]> {
  const means = new Map<Grade, readonly (number | null)[]>();
  for (const grade of GRADES) {
    const own = rows.filter((row) => row.grade === grade && grade !== null);
    if (grade === null || own.length === 0) continue;
    const of = (value: (row: BoardRow) => number | null): number | null => {
      const told = own.flatMap((row) => value(row) ?? []);
      return told.length > 0 ? Math.round(told.reduce((all, one) => all + one, 0) / told.length) : null;
    };
    means.set(grade, [
      of(({ profitMinor }) => profitMinor),
      of(({ revenueMinor }) => revenueMinor),
      of(({ orders }) => orders),
      of(({ growthPercent }) => growthPercent),
    ]);
  }
  return means;
}

const MONEY_GAPS: readonly Gap['code'][] = [
  ...(['CURRENCY_WITHOUT_RATE', 'REVENUE_MISSING', 'REVENUE_PARTIAL'] as const),
  ...(['CARRIER_COST_MISSING', 'CARRIER_COST_PARTIAL'] as const),
];

/** True when the money of a customer lacks an input: then its profit, and all that is made of it, is not the whole truth. */
export const isIncomplete = ({ summary, orders }: BoardRow): boolean =>
  // Who has ordered and is not valued yet in the house currency that holds now is missing from every sum.
  summary === null ? orders > 0 : summary.gaps.some((code) => MONEY_GAPS.includes(code));

/** True for a customer that grows and is worth more than most, but is no A yet: a key account of the years to come. */
export const isFutureKey = ({ stage, grade, valueIndex }: BoardRow): boolean =>
  stage === 'GROWTH' && grade !== 'A' && (valueIndex ?? 0) >= 60;

/** True for a customer that left in this month (`YYYY-MM`) or later, and did not come back. */
export const leftSince = ({ summary }: BoardRow, month: string): boolean => {
  const last = summary?.stages.at(-1);
  return last?.stage === 'TERMINATION' && (last.since ?? '') >= month;
};

/** Customers that a figure counts and no other filter finds. */
export type PortfolioGroup =
  | 'CHANCES'
  | 'INCOMPLETE'
  | 'LOSS_MAKING'
  | 'FUTURE_KEY'
  | 'UNGRADED'
  | 'RISK_UNKNOWN'
  | 'LEFT_IN_A_YEAR';

const GROUPS: Readonly<Record<PortfolioGroup, (row: BoardRow, sinceYear: string) => boolean>> = {
  CHANCES: ({ summary }) => (summary?.candidates.length ?? 0) > 0,
  INCOMPLETE: isIncomplete,
  LOSS_MAKING: ({ profitMinor }) => profitMinor < 0,
  FUTURE_KEY: isFutureKey,
  UNGRADED: ({ grade }) => grade === null,
  RISK_UNKNOWN: ({ riskLevel, stage }) => riskLevel === null && stage !== 'TERMINATION',
  LEFT_IN_A_YEAR: leftSince,
};

/** What a list of customers may be narrowed by. */
export interface BoardFilter {
  readonly stage?: Stage | null | undefined;
  readonly grade?: Grade | null | undefined;
  readonly risk?: RiskLevel | null | undefined;
  readonly keyAccounts?: boolean | null | undefined;
  readonly atRisk?: boolean | null | undefined;
  readonly lost?: boolean | null | undefined;
  readonly candidate?: string | null | undefined;
  readonly group?: PortfolioGroup | null | undefined;
  /** Those that left, most likely for this. */
  readonly cause?: string | null | undefined;
  /** Those that bought this in the last twelve months. */
  readonly service?: string | null | undefined;
  /** Those that went from and to these stages, in this month. */
  readonly movedFrom?: Stage | null | undefined;
  readonly movedTo?: Stage | null | undefined;
  /** `YYYY-MM`. */
  readonly movedIn?: string | null | undefined;
  /** Month of the first order, `YYYY-MM`. */
  readonly cohort?: string | null | undefined;
  /** Those that ordered in this month of the last twelve, `YYYY-MM`. */
  readonly orderedIn?: string | null | undefined;
  /** Those that were charged, or cost something, in this month of the last twelve. */
  readonly earnedIn?: string | null | undefined;
}

/** True for a customer that went from stage to stage as asked; for all when nothing is asked. */
function moved({ summary }: BoardRow, { movedFrom, movedTo, movedIn }: BoardFilter): boolean {
  if (!movedFrom && !movedTo && !movedIn) return true;
  const stages = summary?.stages ?? [];
  return stages.some(({ stage, since }, at) => {
    const from = stages[at - 1]?.stage;
    return (
      from !== undefined &&
      (!movedFrom || from === movedFrom) &&
      (!movedTo || stage === movedTo) &&
      (!movedIn || since === movedIn)
    );
  });
}

/** What a list knows of all customers beside each of them. */
export interface NarrowedBy {
  readonly keys: ReadonlyMap<string, { readonly rank: number }>;
  /** First of the last twelve months, `YYYY-MM`. */
  readonly sinceYear: string;
}

/** The customers that pass, in their order: by profit; those at risk by what may be lost; the lost by what was. */
export function narrowed(
  rows: readonly BoardRow[],
  filter: BoardFilter,
  { keys, sinceYear }: NarrowedBy,
): readonly BoardRow[] {
  const atStake = ({ riskPercent, profitMinor }: BoardRow): number => (riskPercent ?? 0) * Math.max(1, profitMinor);
  const wanted = rows.filter(
    (row) =>
      (!filter.stage || row.stage === filter.stage) &&
      (!filter.grade || row.grade === filter.grade) &&
      (!filter.risk || (row.riskLevel === filter.risk && row.stage !== 'TERMINATION')) &&
      (!filter.keyAccounts || keys.has(row.id)) &&
      (!filter.atRisk || (row.stage !== 'TERMINATION' && (row.riskLevel === 'HIGH' || row.riskLevel === 'MEDIUM'))) &&
      (!filter.lost || row.stage === 'TERMINATION') &&
      moved(row, filter) &&
      (!filter.orderedIn ||
        row.summary?.trend.some(([month, , , orders]) => month === filter.orderedIn && orders > 0)) &&
      (!filter.earnedIn ||
        row.summary?.trend.some(
          ([month, revenue, profit]) => month === filter.earnedIn && (revenue !== 0 || profit !== 0),
        )) &&
      (!filter.cohort || row.summary?.firstOrder === filter.cohort) &&
      (!filter.group || GROUPS[filter.group](row, sinceYear)) &&
      (!filter.cause || row.summary?.loss?.causes[0] === filter.cause) &&
      (!filter.service || row.summary?.services.includes(filter.service)) &&
      (!filter.candidate || row.summary?.candidates.some(({ code }) => code === filter.candidate)),
  );
  if (filter.atRisk) return wanted.sort((a, b) => atStake(b) - atStake(a) || (a.id < b.id ? -1 : 1));
  if (filter.lost) {
    return wanted.sort(
      (a, b) => (b.summary?.loss?.yearlyProfit ?? 0) - (a.summary?.loss?.yearlyProfit ?? 0) || (a.id < b.id ? -1 : 1),
    );
  }
  return wanted.sort((a, b) => b.profitMinor - a.profitMinor || (a.id < b.id ? -1 : 1));
}
