import { DAY } from '@quayside/shared/instant';
import type { AgeBucket } from '../receivable/receivable.ts';

/** What is owed in one currency by all in reach, by how long it has been due. */
export interface AgeTotal {
  readonly currency: string;
  readonly invoices: number;
  readonly accounts: number;
  readonly openMinor: number;
  readonly buckets: Readonly<Record<AgeBucket, number>>;
}

/** The last days on which something was due that is now overdue by 0, 30, 60 and 90 days. */
export function ageBounds(today: string): { today: string; month: string; second: string; third: string } {
  const before = (days: number): string => new Date(Date.parse(today) - days * DAY).toISOString().slice(0, 10);
  return { today, month: before(30), second: before(60), third: before(90) };
}

/** Charges of one day in one currency, as the store has them. */
export interface ChargeDay {
  /** Since 1970, in UTC. */
  readonly day: number;
  readonly currency: string;
  readonly charges: number;
  readonly amountMinor: number;
}

/** Charges of one month in one currency. */
export interface ChargeMonth {
  /** `YYYY-MM`, UTC. */
  readonly month: string;
  readonly currency: string;
  readonly charges: number;
  readonly amountMinor: number;
}

const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

/** First instant of the month that lies so many months before the present one, which counts as the first. */
export function monthsBack(now: number, months: number): number {
  const today = new Date(now);
  return Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - months + 1, 1);
}

/** Every month since the start in every currency that occurs, also those without a charge. */
export function chargeMonths(start: number, now: number, days: readonly ChargeDay[]): ChargeMonth[] {
  const currencies = [...new Set(days.map(({ currency }) => currency))].sort();
  const months: ChargeMonth[] = [];
  for (let at = start; at <= now; at = monthsBack(at, 0)) {
    const month = monthOf(at);
    for (const currency of currencies) {
      const own = days.filter((one) => one.currency === currency && monthOf(one.day * DAY) === month);
      const sum = (of: (day: ChargeDay) => number): number => own.reduce((total, day) => total + of(day), 0);
      months.push({ month, currency, charges: sum((day) => day.charges), amountMinor: sum((day) => day.amountMinor) });
    }
  }
  return months;
}
