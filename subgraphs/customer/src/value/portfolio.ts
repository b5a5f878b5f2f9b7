/** What of all customers one is measured against: kept with the portfolio, so that one customer is valued alone. */
export interface Yardstick {
  /** Of the profits; a yardstick of another currency measures nothing. Left out by yardsticks from before there was a choice. */
  readonly currency?: string | undefined;
  readonly customers: number;
  /** Orders of a year at each percentile from 0 to 100, in order. */
  readonly orders: readonly number[];
  /** Profit of a year at each percentile, in minor units. */
  readonly profit: readonly number[];
  /** Share of the customers that buy a service, 0 to 1. */
  readonly services: Readonly<Record<string, number>>;
}

/** What of one customer goes into the yardstick. */
export interface Measured {
  readonly accountId: string;
  readonly orders: number;
  readonly profit: number;
  readonly revenue: number;
  readonly growthPercent: number | null;
  readonly services: readonly string[];
}

const PERCENTILES = 100;

function percentiles(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return Array.from(
    { length: PERCENTILES + 1 },
    (_, at) => sorted[Math.round((at / PERCENTILES) * (sorted.length - 1))] ?? 0,
  );
}

/** The yardstick of the customers that have a history; null where there is none. */
export function yardstickOf(measured: readonly Measured[]): Yardstick | null {
  if (measured.length === 0) return null;
  const services: Record<string, number> = {};
  for (const one of measured) for (const service of one.services) services[service] = (services[service] ?? 0) + 1;
  return {
    customers: measured.length,
    orders: percentiles(measured.map(({ orders }) => orders)),
    profit: percentiles(measured.map(({ profit }) => profit)),
    services: Object.fromEntries(
      Object.entries(services)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([service, count]) => [service, count / measured.length]),
    ),
  };
}

/** Percent of the customers that are not above this value. */
export function rankIn(sorted: readonly number[], value: number): number {
  const above = sorted.findIndex((one) => one > value);
  return above === -1 ? PERCENTILES : Math.max(0, above - 1);
}

/** A key account: one of the few that bring most of the profit. */
export interface KeyAccount {
  readonly accountId: string;
  /** From 1, the most profitable first. */
  readonly rank: number;
  readonly profit: number;
  /** Share of the profit of all profitable customers, in percent. */
  readonly sharePercent: number;
  /** The same of this one and all before it. */
  readonly cumulativePercent: number;
}

/** The smallest set of customers that brings `keyPercent` of the profit of those that bring any (80/20). */
export function keyAccountsOf(
  customers: readonly Pick<Measured, 'accountId' | 'profit'>[],
  keyPercent: number,
): readonly KeyAccount[] {
  const earning = customers
    .filter(({ profit }) => profit > 0)
    .sort((a, b) => b.profit - a.profit || (a.accountId < b.accountId ? -1 : 1));
  const whole = earning.reduce((sum, { profit }) => sum + profit, 0);
  const keys: KeyAccount[] = [];
  let sum = 0;
  for (const { accountId, profit } of earning) {
    if (sum * 100 >= whole * keyPercent) break;
    sum += profit;
    const percent = (amount: number): number => Math.round((amount / whole) * 1_000) / 10;
    keys.push({
      ...{ accountId, profit, rank: keys.length + 1 },
      ...{ sharePercent: percent(profit), cumulativePercent: percent(sum) },
    });
  }
  return keys;
}
