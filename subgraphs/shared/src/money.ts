/** An amount in minor units (cents for USD) of an ISO 4217 currency. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

export const money = (amountMinor: number, currency: string): Money => ({ amountMinor, currency });

/** Such as "80.00 USD": an amount in a sentence of ours. */
export const inWords = ({ amountMinor, currency }: Money): string => {
  const units = minorPerUnit(currency);
  return `${(amountMinor / units).toFixed(Math.round(Math.log10(units)))} ${currency}`;
};

/** Adds amounts of one currency; mixing currencies is a bug, not a rule, so it throws. */
export const sum = (amounts: readonly Money[], currency: string): Money =>
  amounts.reduce(
    (total, one) => {
      if (one.currency !== currency) throw new TypeError(`cannot add ${one.currency} to ${currency}`);
      return money(total.amountMinor + one.amountMinor, currency);
    },
    money(0, currency),
  );

/** Minor units in one unit of a currency: 100 for USD, 1 for JPY. */
export const minorPerUnit = (currency: string): number => {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return 10 ** (maximumFractionDigits ?? 2);
};

/** Is an amount more than so many whole units of its currency? */
export const aboveUnits = ({ amountMinor, currency }: Money, units: number): boolean =>
  amountMinor > units * minorPerUnit(currency);
