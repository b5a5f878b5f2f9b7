/** An amount in minor units (cents for USD, whole yen for JPY) of an ISO 4217 currency. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

export const money = (amountMinor: number, currency: string): Money => ({ amountMinor, currency });

/** Such as "80.00 USD": an amount in a sentence of ours. */
export const inWords = ({ amountMinor, currency }: Money): string =>
  `${(amountMinor / minorPerUnit(currency)).toFixed(minorDigits(currency))} ${currency}`;

/** Adds amounts of one currency; mixing currencies is a bug, not a rule, so it throws. */
export const sum = (amounts: readonly Money[], currency: string): Money =>
  amounts.reduce(
    (total, one) => {
      if (one.currency !== currency) throw new TypeError(`cannot add ${one.currency} to ${currency}`);
      return money(total.amountMinor + one.amountMinor, currency);
    },
    money(0, currency),
  );

/**
 * Decimal places that are not two, by ISO 4217. Not from `Intl`: that follows the CLDR, which leaves out places that
 * nobody uses in cash, so that an invoice in IQD or HUF would be read a thousand or a hundred times too large.
 */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
]);

/** Decimal places of a currency by ISO 4217: 2 for USD, 0 for JPY, 3 for KWD; 2 for a code that nobody knows. */
export const minorDigits = (currency: string): number => DIGITS.get(currency) ?? 2;

/** Minor units in one unit of a currency: 100 for USD, 1 for JPY, 1,000 for KWD. */
export const minorPerUnit = (currency: string): number => 10 ** minorDigits(currency);

/** Is an amount more than so many whole units of its currency? */
export const aboveUnits = ({ amountMinor, currency }: Money, units: number): boolean =>
  amountMinor > units * minorPerUnit(currency);
