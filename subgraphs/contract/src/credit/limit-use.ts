import { atRate, type Exchange, rateBetween } from '@quayside/shared/exchange';
import type { Money } from '@quayside/shared/money';
import { type Exposure, exposed } from './evidence.ts';

/** Rates as of a month; nothing where the house has never stated any. */
export interface RatesOf {
  readonly exchange: Exchange | null;
  /** `YYYY-MM` */
  readonly month: string;
}

/** What counts against one limit. */
export interface LimitUse {
  readonly limit: Money;
  /** What is owed in its own currency, and what is owed in others at today's rate. */
  readonly usedMinor: number;
  readonly converted: readonly { readonly amount: Money; readonly asMinor: number }[];
  /** Currencies that something is owed in and no rate is known of: they are not in the sum, so that it may be too low. */
  readonly unrated: readonly string[];
}

/** The limit that also bounds what is owed in currencies without one: that in the house currency, or else the first. */
const widest = (limits: readonly Money[], { exchange }: RatesOf): Money | undefined =>
  limits.find(({ currency }) => currency === exchange?.currency) ?? limits[0];

/**
 * How much of each limit is used. A limit keeps its own currency, and bounds what is owed in it; what is owed in a currency
 * without a limit is no free credit: it counts against the widest one, converted at the rate of the month.
 */
export function limitUses(
  limits: readonly Money[],
  exposures: readonly Pick<Exposure, 'currency' | 'openMinor' | 'unbilledMinor'>[],
  rates: RatesOf,
): LimitUse[] {
  const taker = widest(limits, rates);
  return limits.map((limit) => {
    const own = exposures.filter(({ currency }) => currency === limit.currency);
    const others = limit === taker ? exposures.filter((one) => isUnlimited(one.currency, limits)) : [];
    const counted = others.map((one) => {
      const { currency } = one;
      const rate = rates.exchange && rateBetween(rates.exchange, currency, limit.currency, rates.month);
      const amount = { amountMinor: exposed(one), currency };
      return { amount, asMinor: rate && atRate(amount.amountMinor, rate, currency, limit.currency) };
    });
    const converted = counted.flatMap(({ amount, asMinor }) => (asMinor === null ? [] : [{ amount, asMinor }]));
    const sum = [...own.map(exposed), ...converted.map(({ asMinor }) => asMinor)];
    return {
      ...{ limit, converted, usedMinor: sum.reduce((all, one) => all + one, 0) },
      unrated: counted
        .filter((one) => one.asMinor === null && one.amount.amountMinor > 0)
        .map((one) => one.amount.currency),
    };
  });
}

const isUnlimited = (currency: string, limits: readonly Money[]): boolean =>
  limits.every((limit) => limit.currency !== currency);

/** Whether more is owed than a limit allows. */
export const isOver = (uses: readonly LimitUse[]): boolean =>
  uses.some(({ limit, usedMinor }) => usedMinor > limit.amountMinor);
