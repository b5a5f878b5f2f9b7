import { minorDigits as decimalsOf } from '@quayside/shared/money';

const DECIMALS = 2;

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

/** Minor units of an amount with a point (R), such as 50.35 in BPR02; null when it is none, or has more decimals than the currency. */
export function minorOfDecimal(text: string, currency: string): number | null {
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text);
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  const decimals = decimalsOf(currency);
  if (!match || whole + fraction === '' || /[1-9]/.test(fraction.slice(decimals))) return null;
  const minor = Number(`${whole}${fraction.slice(0, decimals).padEnd(decimals, '0')}`);
  return Number.isSafeInteger(minor) ? (sign && minor ? -minor : minor) : null;
}

/** An amount with a point, such as 50.35. */
export function decimalOf(minor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const text = decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits;
  return minor < 0 ? `-${text}` : text;
}
