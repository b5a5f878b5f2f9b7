/** Places shown behind the decimal sign: of rates and shares, and of weights. */
interface Decimals {
  readonly rate: number;
  readonly quantity: number;
}

// As the language, it is one for the whole page and known once somebody is signed in.
let shown: Decimals = { rate: 3, quantity: 1 };

/** Shows numbers as the company has set it for this person's unit or branch. */
export const showDecimals = (decimals: Decimals): void => {
  shown = decimals;
};

export const formatNumber = (value: number, locale: string): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: shown.rate }).format(value);

/** Grams up to a kilogram, kilograms up to ten tonnes, then tonnes. */
export function formatWeight(grams: number, locale: string): string {
  const [value, unit] = grams < 1000 ? [grams, 'gram'] : [grams / 1000, 'kilogram'];
  const digits = value < 100 ? shown.quantity : 0;
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: digits }).format(value);
}

/** Bytes for a person, such as "1.4 MB". */
export function formatBytes(bytes: number, locale: string): string {
  const [value, unit] =
    bytes < 1000 ? [bytes, 'byte'] : bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 }).format(value);
}
