import { isSafeValue, type OutgoingSegment, plainText, type WriteDelimiters } from '../x12/write.ts';
import type { Address } from './parties.ts';
import type { ShipmentView } from './shipment-view.ts';

/** Free text, cut to its element and free of separators; `text('', …)` stays empty. */
export type Text = (value: string | null | undefined, most: number) => string;

/** Thrown where a document can never be sent as it is: a person has to look. */
export class Unsendable extends Error {}

/** Thrown where a partner wants a value as it is or not at all, and it cannot be sent as it is. */
export class UnencodableValue extends Unsendable {
  constructor(value: string) {
    super(`The value "${value}" holds a separator or a control character, and the partner wants no replacement.`);
  }
}

/** Text for these separators. */
export const textFor =
  (delimiters: WriteDelimiters, unencodable: 'refuse' | 'replace' = 'replace'): Text =>
  (value, most) => {
    if (!value) return '';
    if (unencodable === 'refuse' && !isSafeValue(value, delimiters)) throw new UnencodableValue(value);
    return plainText(value, most, delimiters);
  };

/** A decimal without needless zeros. */
export const number = (value: number): string => String(Math.round(value * 1000) / 1000);

/** Pounds of grams, as W03 and W12 carry them. */
export const pounds = (grams: number): string => String(Math.round((grams / 453.59237) * 10) / 10);

/** `YYYYMMDD` of a local wall clock such as 2026-03-01T09:05. */
export const x12Date = (localTime: string): string => localTime.slice(0, 10).replaceAll('-', '');

/** `HHMM` of a local wall clock. */
export const x12Time = (localTime: string): string => localTime.slice(11, 16).replace(':', '');

/** N1, N3 and N4 of a party. */
export function partySegments(
  qualifier: string,
  party: Pick<ShipmentView['parties'][number], 'name' | 'code' | 'codeQualifier' | 'address'>,
  text: Text,
): OutgoingSegment[] {
  const coded = party.code && party.code.length >= 2;
  const id = coded ? [text(party.codeQualifier ?? '93', 2), text(party.code, 80)] : [];
  return [['N1', qualifier, text(party.name, 60), ...id], ...addressSegments(party.address, text)];
}

function addressSegments(address: Address | null, text: Text): OutgoingSegment[] {
  if (!address) return [];
  const lines = address.lines.map((line) => text(line, 55)).filter(Boolean);
  const n3 = lines.length > 0 ? [['N3', ...lines.slice(0, 2)]] : [];
  const region = /^[A-Z]{2}$/.test(address.region ?? '') ? (address.region ?? '') : '';
  const postal = text(address.postalCode, 15);
  return [...n3, ['N4', text(address.city, 30), region, postal.length >= 3 ? postal : '', text(address.country, 3)]];
}
