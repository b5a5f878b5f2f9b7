import { decimalOf, minorOf } from './amounts.ts';
import type { CarrierLineInput, Mapped } from './mapped.ts';
import { all, first, type MapSegment, optional, splitAt, value } from './segments.ts';

/** Without C3 a freight invoice is in dollars, as motor carriers bill. */
const USUAL_CURRENCY = 'USD';
const LONGEST_WORDS = 200;

/** Reads a 210 that a carrier has sent: what it asks for one shipment. L305 = sum of L104 = B307, or nothing is taken. */
export function carrierInvoice(segments: readonly MapSegment[]): Mapped {
  const b3 = first(segments, 'B3');
  const key = value(b3, 2);
  const refuse = (note: string): Mapped => ({ kind: 'refuse', key, note });
  if (key === '') return refuse('B302 is empty: an invoice is known by its number.');
  const correction = value(b3, 8);
  if (correction)
    return {
      kind: 'hold',
      key,
      note: `B308 ${correction} corrects an earlier invoice: a person has to deal with both.`,
    };
  if (value(b3, 1) === 'C')
    return {
      kind: 'hold',
      key,
      note: 'B301 C bills several shipments at once: a person has to share it out among them.',
    };
  const { head, parts } = splitAt(segments, ({ tag }) => tag === 'LX');
  const currency = optional(first(head, 'C3'), 1) ?? USUAL_CURRENCY;
  const due = minorOf(value(b3, 7), currency);
  if (due === null) return refuse(`B307 "${value(b3, 7)}" is no amount.`);
  const lines = parts.flatMap((part) => linesOf(part, currency));
  const wrong = lines.findIndex(({ amountMinor }) => amountMinor === null);
  if (wrong >= 0) return refuse(`L1 number ${wrong + 1} has no charge that can be read (L104).`);
  const charged = lines.flatMap(({ description, amountMinor }) =>
    amountMinor === null ? [] : [{ description, amountMinor }],
  );
  const fault = sumFault(charged, due, totalOf(segments, currency), currency);
  if (fault) return refuse(fault);
  const shipments = [...new Set(numbersOf(b3, head))];
  if (shipments.length === 0) return refuse('Neither B303 nor an N9 names the shipment that is billed.');
  return {
    kind: 'carrier-invoice',
    key,
    scac: value(b3, 11),
    shipments,
    input: { currency, billedMinor: due, lines: charged },
  };
}

interface ReadLine {
  readonly description: string;
  readonly amountMinor: number | null;
}

/** The charges of one line group, each named by itself, by its code, or by the goods. */
function linesOf(part: readonly MapSegment[], currency: string): ReadLine[] {
  const goods = all(part, 'L5')
    .map((l5) => value(l5, 2))
    .filter(Boolean)
    .join(' ');
  return all(part, 'L1').map((l1) => ({
    description: ([value(l1, 8), value(l1, 12) || goods].filter(Boolean).join(' ') || 'Freight').slice(
      0,
      LONGEST_WORDS,
    ),
    amountMinor: minorOf(value(l1, 4), currency),
  }));
}

/** L305, or null where the sender leaves L3 out. */
const totalOf = (segments: readonly MapSegment[], currency: string): number | null => {
  const l3 = first(segments, 'L3');
  return value(l3, 5) === '' ? null : minorOf(value(l3, 5), currency);
};

function sumFault(
  lines: readonly CarrierLineInput[],
  due: number,
  total: number | null,
  currency: string,
): string | null {
  const money = (minor: number) => `${decimalOf(minor, currency)} ${currency}`;
  const sum = lines.reduce((all, { amountMinor }) => all + amountMinor, 0);
  if (lines.length === 0) return 'The invoice has no charge (L1).';
  if (sum !== due) return `B307 asks for ${money(due)}, but the charges (L104) come to ${money(sum)}.`;
  return total === null || total === due ? null : `L305 says ${money(total)}, but B307 asks for ${money(due)}.`;
}

/** The numbers by which the carrier may know the shipment, the surest first. */
function numbersOf(b3: MapSegment | undefined, head: readonly MapSegment[]): string[] {
  // 005010 has L11, the value first, where 004010 has N9.
  const references = (qualifier: string) => [
    ...all(head, 'N9').flatMap((n9) => (value(n9, 1) === qualifier ? [value(n9, 2)] : [])),
    ...all(head, 'L11').flatMap((l11) => (value(l11, 2) === qualifier ? [value(l11, 1)] : [])),
  ];
  return [...references('CN'), value(b3, 3), ...references('SI'), ...references('BM')].filter(Boolean);
}
