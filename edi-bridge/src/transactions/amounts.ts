const DECIMALS = 2;

/** Decimals of a currency as ISO 4217 has them; two for a code that nobody knows. */
function decimalsOf(currency: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.resolvedOptions().maximumFractionDigits ?? DECIMALS;
  } catch {
    return DECIMALS;
  }
}

/** Minor units of an amount with two implied decimals (N2), such as 5035 for 50.35; null when it is none. */
export function minorOf(text: string, currency: string): number | null {
  if (!/^-?\d+(\.\d*)?$/.test(text)) return null;
  // A point does not belong into an N2, but where one stands the sender means it.
  const cents = text.includes('.') ? Number(text) * 10 ** DECIMALS : Number(text);
  return Math.round(cents * 10 ** (decimalsOf(currency) - DECIMALS));
}

/** An amount with two implied decimals, as N2 wants it. */
export const impliedCents = (minor: number, currency: string): string =>
  String(Math.round(minor * 10 ** (DECIMALS - decimalsOf(currency))));
