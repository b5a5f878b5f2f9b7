import { minorDigits } from './money.ts';

/** What one unit of a currency is in units of another one, from a month on. */
export interface ExchangeRate {
  readonly currency: string;
  /** `YYYY-MM`; nothing where it has always held. */
  readonly from?: string | null | undefined;
  readonly rate: number;
}

/** Rates into one currency. */
export interface Exchange {
  /** ISO 4217: into this one. */
  readonly currency: string;
  /** In any order; of one currency each holds until the next one begins. */
  readonly exchange: readonly ExchangeRate[];
}

const began = ({ from }: ExchangeRate): string => from ?? '';

/** Units of the currency of the exchange for one of another, in a month; null where nobody has said, which is never zero. */
export function rateIn({ currency: into, exchange }: Exchange, currency: string, month: string): number | null {
  if (currency === into) return 1;
  let last: ExchangeRate | null = null;
  for (const one of exchange) {
    if (one.currency !== currency || began(one) > month) continue;
    if (last === null || began(one) >= began(last)) last = one;
  }
  return last?.rate ?? null;
}

/** The same between any two currencies, by way of that of the exchange. */
export function rateBetween(of: Exchange, from: string, to: string, month: string): number | null {
  if (from === to) return 1;
  const [first, second] = [rateIn(of, from, month), rateIn(of, to, month)];
  return first === null || second === null ? null : first / second;
}

/** An amount at a rate, in minor units of each currency (JPY has none, KWD a thousand); a half goes away from zero. */
export function atRate(amountMinor: number, rate: number, from: string, to: string): number {
  const exact = Math.abs(amountMinor) * rate * 10 ** (minorDigits(to) - minorDigits(from));
  const rounded = Math.round(exact);
  return amountMinor < 0 && rounded !== 0 ? -rounded : rounded;
}

// More digits than any rate is quoted with, fewer than a quotient of two has by chance.
const tidy = (rate: number): number => Number(rate.toPrecision(10));

/**
 * The same rates into another currency, from each month on in which one of the two that make a rate is another.
 * @param given units of the other currency for one of the present, where it is not to be taken from its own rate.
 */
export function restated(of: Exchange, into: string, given: number | null): ExchangeRate[] {
  const crossIn = (month: string): number | null => {
    if (given !== null) return given;
    const rate = rateIn(of, into, month);
    return rate === null ? null : 1 / rate;
  };
  const currencies = [of.currency, ...new Set(of.exchange.map(({ currency }) => currency))];
  return currencies
    .filter((currency) => currency !== into)
    .flatMap((currency) => {
      const made = of.exchange.filter((one) => one.currency === currency || one.currency === into).map(began);
      const months = [...new Set(currency === of.currency ? ['', ...made] : made)].sort();
      const rates: ExchangeRate[] = [];
      for (const month of months) {
        const [cross, rate] = [crossIn(month), rateIn(of, currency, month)];
        if (cross === null || rate === null) continue;
        const after = tidy(rate * cross);
        if (rates.at(-1)?.rate !== after) rates.push({ currency, from: month || null, rate: after });
      }
      return rates;
    });
}
