/** An amount as the graph gives it: minor units, so 1250 USD is twelve dollars fifty. */
export interface Amount {
  readonly amountMinor: number;
  readonly currency: string;
}

/** Decimal places of a currency: two for USD, none for JPY. */
export function minorDigits(currency: string): number {
  const options = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return options.maximumFractionDigits ?? 2;
}

/** With the code, never a bare sign: in Chinese "$" and "¥" each mean two currencies. */
export const formatMoney = ({ amountMinor, currency }: Amount, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'code' }).format(
    // What is taken off may be nothing: "-0.00" is no amount.
    amountMinor / 10 ** minorDigits(currency) + 0,
  );

/** What a person typed as minor units; rounded, because 19.99 * 100 is 1998.9999999999998. */
export const toMinor = (typed: number, currency: string): number => Math.round(typed * 10 ** minorDigits(currency));
