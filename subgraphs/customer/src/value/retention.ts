import type { BoardRow } from './board.ts';

/** Who stayed in a month, what they ordered, and how soon they paid. */
export interface RetentionMonth {
  /** `YYYY-MM`. */
  readonly month: string;
  /** Customers that ordered. */
  readonly customers: number;
  /** Of those that ordered in the month before, how many did again, in percent; null where nobody had. */
  readonly stayedPercent: number | null;
  readonly orders: number;
  readonly revenueMinor: number;
  readonly payments: number;
  /** Mean days after the due day; null without a payment. */
  readonly daysLate: number | null;
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

interface Sums {
  customers: number;
  /** Customers that had ordered in the month before, and those of them that did again. */
  before: number;
  again: number;
  orders: number;
  revenue: number;
  payments: number;
  late: number;
}

/** The last twelve months of all together, oldest first. */
export function retentionOf(rows: readonly BoardRow[]): RetentionMonth[] {
  const months = new Map<string, Sums>();
  const sumsOf = (month: string): Sums => {
    const sums = months.get(month) ?? {
      customers: 0,
      before: 0,
      again: 0,
      orders: 0,
      revenue: 0,
      payments: 0,
      late: 0,
    };
    months.set(month, sums);
    return sums;
  };
  // Once over the rows: the boards of ten thousand customers wait for it.
  for (const { summary } of rows) {
    let ordered = false;
    for (const [month, revenue, , orders] of summary?.trend ?? []) {
      const sums = sumsOf(month);
      sums.orders += orders;
      sums.revenue += revenue;
      if (orders > 0) sums.customers++;
      if (ordered) sums.before++;
      if (ordered && orders > 0) sums.again++;
      ordered = orders > 0;
    }
    for (const [month, count, days] of summary?.payments ?? []) {
      const sums = sumsOf(month);
      sums.payments += count;
      sums.late += days;
    }
  }
  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(-12)
    .map(([month, { customers, before, again, orders, revenue, payments, late }]) => ({
      ...{ month, customers, orders, payments, revenueMinor: revenue },
      stayedPercent: before === 0 ? null : tenth((again / before) * 100),
      daysLate: payments === 0 ? null : tenth(late / payments),
    }));
}
