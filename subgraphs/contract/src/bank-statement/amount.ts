import { minorPerUnit } from '@quayside/shared/money';
import type { XmlElement } from './read-xml.ts';

export interface Amount {
  readonly currency: string;
  readonly amountMinor: number;
}

/** The amount inside an element (`Amt` with its currency), or why it is none. */
export function amountOf(from: XmlElement | undefined): Amount | string {
  const amount = from?.children.find(({ name }) => name === 'Amt');
  const [said, currency] = [amount?.text ?? '', amount?.attributes['Ccy'] ?? ''];
  if (!/^[A-Z]{3}$/.test(currency)) return `Amt has no currency: Ccy is "${currency}".`;
  const amountMinor = minorOf(said, minorPerUnit(currency));
  return amountMinor === null || amountMinor === 0
    ? `"${said}" is no amount above zero in ${currency}.`
    : { currency, amountMinor };
}

/** Digit by digit: a fraction of a float would be a cent off one day. */
function minorOf(said: string, perUnit: number): number | null {
  const [, whole, fraction = ''] = /^(\d{1,15})(?:\.(\d{1,5}))?$/.exec(said) ?? [];
  if (whole === undefined) return null;
  const places = Math.round(Math.log10(perUnit));
  if (/[1-9]/.test(fraction.slice(places))) return null;
  const minor = Number(`${whole}${fraction.slice(0, places).padEnd(places, '0')}`);
  return Number.isSafeInteger(minor) ? minor : null;
}
