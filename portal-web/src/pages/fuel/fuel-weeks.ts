import { numberOf } from '../rates/rate-rows.ts';

/** What an index stood at from a day on. */
export interface FuelPoint {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly priceMilli: number;
}

/** Days without a price that may be used; both included. */
export interface FuelGap {
  readonly from: string;
  readonly to: string;
}

const DAY = 86_400_000;
/** So many days a price holds for, as the rating has it: indexes are published weekly. */
const HOLDS_DAYS = 14;

const plus = (date: string, days: number): string => new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

/** Spans in which freight cannot be rated, because the price before them is too old. Prices come oldest first. */
export function gapsOf(points: readonly FuelPoint[], today: string): FuelGap[] {
  return points.flatMap(({ date }, index) => {
    const next = points[index + 1]?.date ?? plus(today, 1);
    const from = plus(date, HOLDS_DAYS + 1);
    return from < next ? [{ from, to: plus(next, -1) }] : [];
  });
}

/** `2026-11-23 3.512`, a line each, as prices; `wrong` are the lines that cannot be read, from 1. */
export function pricesOf(text: string): { readonly prices: readonly FuelPoint[]; readonly wrong: readonly number[] } {
  const prices: FuelPoint[] = [];
  const wrong: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [date = '', typed = '', ...more] = line.trim().split(/[\s,;]+/);
    const price = numberOf(typed);
    const known = /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date));
    // A decimal comma would be read as a price and something else.
    if (!known || price === null || more.length > 0) wrong.push(index + 1);
    else prices.push({ date, priceMilli: Math.round(price * 1000) });
  }
  return { prices, wrong };
}
