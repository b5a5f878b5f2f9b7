import { monthAfter, monthsBetween } from '../fact/fact.ts';
import { type Ledger, type MonthLine, WINDOW_MONTHS } from '../value/ledger.ts';
import type { Stage, StagePeriod } from '../value/lifecycle.ts';

/** So many months of a customer are kept for boards: two years, so that each month has one to be compared with. */
export const BOARD_MONTHS = 24;

/** A month of a customer as boards sum it up. Amounts in minor units of the house currency. */
export interface BoardLine {
  readonly accountId: string;
  /** `YYYY-MM`, UTC. */
  readonly month: string;
  /** Month of the customer's first order; null before it. */
  readonly cohort: string | null;
  readonly orders: number;
  readonly revenueMinor: number;
  readonly carrierCostMinor: number;
  readonly serveCostMinor: number;
  readonly claimsPaidMinor: number;
  /** Something that the figures would need is missing: see `isIncomplete`. */
  readonly incomplete: boolean;
}

/** A customer that went from one stage to another. */
export interface BoardMove {
  readonly accountId: string;
  /** Of the moves of a customer, from 1. */
  readonly place: number;
  readonly month: string;
  readonly fromStage: Stage;
  readonly toStage: Stage;
}

/** Something was delivered, but nothing charged for it, or no cost of a carrier is known yet. */
const isIncomplete = ({ deliveries, revenue, carrierCost }: MonthLine): boolean =>
  deliveries > 0 && (revenue === 0 || carrierCost === 0);

/** Month of the first order; null without any. */
export const firstOrderMonth = ({ lines }: Pick<Ledger, 'lines'>): string | null =>
  lines.find(({ orders }) => orders > 0)?.month ?? null;

/** The last two years of a customer; months in which nothing happened are left out. */
export function boardLines(accountId: string, ledger: Pick<Ledger, 'lines' | 'gaps'>): BoardLine[] {
  const cohort = firstOrderMonth(ledger);
  // An amount without an exchange rate counts nowhere, so that no month of the customer can be trusted to be whole.
  const unrated = ledger.gaps.some(({ code }) => code === 'CURRENCY_WITHOUT_RATE');
  return ledger.lines
    .slice(-BOARD_MONTHS)
    .map((line) => ({
      ...{ accountId, month: line.month, cohort, orders: line.orders },
      ...{ revenueMinor: line.revenue, carrierCostMinor: line.carrierCost },
      ...{ serveCostMinor: line.serveCost, claimsPaidMinor: line.claimsPaid },
      incomplete: isIncomplete(line) || (unrated && line.orders + line.deliveries > 0),
    }))
    .filter(
      (line) =>
        line.orders !== 0 ||
        line.revenueMinor !== 0 ||
        line.carrierCostMinor !== 0 ||
        line.serveCostMinor !== 0 ||
        line.claimsPaidMinor !== 0 ||
        line.incomplete,
    );
}

/** The moves of a customer from stage to stage. */
export function boardMoves(accountId: string, stages: readonly Pick<StagePeriod, 'stage' | 'since'>[]): BoardMove[] {
  return stages.flatMap(({ stage: toStage, since: month }, place) => {
    const fromStage = stages[place - 1]?.stage;
    return fromStage && month !== null ? [{ accountId, place, month, fromStage, toStage }] : [];
  });
}

/** How many customers of a cohort ordered in a month. */
export interface CohortSum {
  readonly cohort: string;
  readonly month: string;
  readonly ordering: number;
}

/** Sums over customers in one month. */
export interface BoardSum {
  readonly month: string;
  /** Customers that ordered. */
  readonly ordering: number;
  readonly orders: number;
  readonly revenueMinor: number;
  readonly carrierCostMinor: number;
  readonly serveCostMinor: number;
  readonly claimsPaidMinor: number;
  /** Customers whose figures are incomplete. */
  readonly incomplete: number;
}

/** A month of all customers in reach. */
export type BoardMonth = BoardSum & { readonly profitMinor: number };

const NOTHING: Omit<BoardSum, 'month'> = {
  ...{ ordering: 0, orders: 0, incomplete: 0 },
  ...{ revenueMinor: 0, carrierCostMinor: 0, serveCostMinor: 0, claimsPaidMinor: 0 },
};

/** So many months, the present one last, also those in which nothing happened: a gap in a line is a lie. */
export function boardMonths(sums: readonly BoardSum[], present: string, count: number): BoardMonth[] {
  return Array.from({ length: count }, (_, at) => {
    const month = monthAfter(present, at + 1 - count);
    const sum = sums.find((one) => one.month === month) ?? { month, ...NOTHING };
    const { revenueMinor, carrierCostMinor, serveCostMinor, claimsPaidMinor } = sum;
    return { ...sum, profitMinor: revenueMinor - carrierCostMinor - serveCostMinor - claimsPaidMinor };
  });
}

/** Customers by the month of their first order, and how many of them went on ordering. */
export interface Cohort {
  readonly month: string;
  readonly customers: number;
  /** Those that ordered in the month itself, one month later, and so on up to the present month. */
  readonly ordering: readonly number[];
}

/** The cohorts of the last twelve months, oldest first; months in which nobody came are left out. */
export function cohortsOf(sums: readonly CohortSum[], present: string): Cohort[] {
  return Array.from({ length: WINDOW_MONTHS }, (_, at) => monthAfter(present, at + 1 - WINDOW_MONTHS)).flatMap(
    (month) => {
      const own = sums.filter(({ cohort }) => cohort === month);
      const ordering = Array.from(
        { length: monthsBetween(month, present) + 1 },
        (_, later) => own.find((one) => one.month === monthAfter(month, later))?.ordering ?? 0,
      );
      const customers = ordering[0] ?? 0;
      return customers > 0 ? [{ month, customers, ordering }] : [];
    },
  );
}
