/** An amount as the graph gives it: minor units, so 1250 USD is twelve dollars fifty. */
export interface Amount {
  readonly amountMinor: number;
  readonly currency: string;
}

/** Decimal places that are not two, by ISO 4217; browsers follow the CLDR, which leaves out places that are not used in cash. */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
]);

/** Decimal places of a currency: two for USD, none for JPY, three for KWD. */
export const minorDigits = (currency: string): number => DIGITS.get(currency) ?? 2;

/** How an amount of a currency is written. With the code, never a bare sign: in Chinese "$" and "¥" each mean two currencies. */
export const moneyFormat = (currency: string, locale: string): Intl.NumberFormat => {
  const digits = minorDigits(currency);
  const places = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'code', ...places });
};

export const formatMoney = ({ amountMinor, currency }: Amount, locale: string): string =>
  moneyFormat(currency, locale).format(
    // What is taken off may be nothing: "-0.00" is no amount.
    amountMinor / 10 ** minorDigits(currency) + 0,
  );

/** What a person typed as minor units; rounded, because 19.99 * 100 is 1998.9999999999998. */
export const toMinor = (typed: number, currency: string): number => Math.round(typed * 10 ** minorDigits(currency));
