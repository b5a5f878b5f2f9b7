import { DAY } from '@quayside/shared/instant';
import type { ExceptionKind } from '../tracking/exception.ts';

interface Counts {
  readonly ordered: number;
  readonly onTime: number;
  readonly late: number;
  readonly unpromised: number;
  readonly cancelled: number;
  readonly underWay: number;
}

/** Sums of the shipments that were ordered on one day, counted from 1970 in UTC. */
export interface TrendDay extends Counts {
  readonly day: number;
}

/** What became of the shipments of one month, YYYY-MM. */
export interface ShipmentMonth extends Counts {
  readonly month: string;
}

/** How many exceptions of a kind were raised, and how many of them wait. */
export interface ExceptionCount {
  readonly kind: ExceptionKind;
  readonly raised: number;
  readonly open: number;
}

const NONE: Counts = { ordered: 0, onTime: 0, late: 0, unpromised: 0, cancelled: 0, underWay: 0 };
const MOST_MONTHS = 36;

const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

/** First instant of the month that lies so many months before the one of `now`, which counts as the first. */
export function trendStart(now: number, months: number): number {
  const wanted = Math.min(Math.max(1, Math.trunc(months)), MOST_MONTHS);
  const today = new Date(now);
  return Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - wanted + 1, 1);
}

const added = (a: Counts, b: Counts): Counts => ({
  ordered: a.ordered + b.ordered,
  onTime: a.onTime + b.onTime,
  late: a.late + b.late,
  unpromised: a.unpromised + b.unpromised,
  cancelled: a.cancelled + b.cancelled,
  underWay: a.underWay + b.underWay,
});

/** Every month from the start on, also those in which nothing was ordered: a gap in a line is a lie. */
export function trendMonths(start: number, now: number, days: readonly TrendDay[]): ShipmentMonth[] {
  const sums = new Map<string, Counts>();
  for (const { day, ...counts } of days) {
    const month = monthOf(day * DAY);
    sums.set(month, added(sums.get(month) ?? NONE, counts));
  }
  const months: ShipmentMonth[] = [];
  for (let at = start; at <= now; at = nextMonth(at)) {
    const month = monthOf(at);
    months.push({ month, ...(sums.get(month) ?? NONE) });
  }
  return months;
}

const nextMonth = (at: number): number => {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
};
