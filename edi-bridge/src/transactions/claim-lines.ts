import { minorOf } from './amounts.ts';
import type { ClaimLineInput } from './mapped.ts';
import { all, decimal, first, grams, type MapSegment, optional, value } from './segments.ts';

type Cause = ClaimLineInput['cause'];

// Element 536. Proceeds only, refused as not ordered, and other say nothing of the goods: Q7 may.
const NATURES: Readonly<Record<string, Cause>> = {
  ...{ CA: 'DAMAGE', CN: 'CONCEALED_DAMAGE', DE: 'DELAY', FR: 'DAMAGE', HT: 'DAMAGE', RD: 'DAMAGE' },
  ...{ SH: 'SHORTAGE', TH: 'LOSS', VS: 'DAMAGE', WA: 'DAMAGE' },
};
// Element 33.
const EXCEPTIONS: Readonly<Record<string, Cause>> = { A: 'SHORTAGE', D: 'DAMAGE', P: 'SHORTAGE', '0': 'SHORTAGE' };
const ITEM_QUALIFIERS = ['PRT', 'PM', 'VN'];

/** A line with what was added to its amount and taken from it (F05). */
export interface ReadLine extends ClaimLineInput {
  readonly amountMinor: number;
  readonly addedMinor: number;
  readonly takenMinor: number;
}

/** What Q7 says of the goods of a shipment, where a line does not. */
export const exceptionOf = (segments: readonly MapSegment[]): Cause | null =>
  EXCEPTIONS[value(first(segments, 'Q7'), 1)] ?? null;

/** Charges and allowances: F0503 is D for what is asked for besides, C for what is taken off, such as salvage. */
export function allowances(segments: readonly MapSegment[], currency: string): { added: number; taken: number } {
  let [added, taken] = [0, 0];
  for (const f05 of all(segments, 'F05')) {
    const amount = minorOf(value(f05, 2), currency) ?? 0;
    if (value(f05, 3) === 'C') taken += amount;
    else added += amount;
  }
  return { added, taken };
}

/** An F09 with its weights, charges and salvage; null when it states no amount or no quantity. F0905 is the amount of the line, F0904 that of one piece. */
export function readClaimLine(
  loop: readonly MapSegment[],
  facts: { currency: string; exception: Cause | null; name: string },
): ReadLine | null {
  const f09 = first(loop, 'F09');
  const quantity = decimal(f09, 1);
  const amount = minorOf(value(f09, 5), facts.currency);
  if (amount === null || quantity === null || quantity <= 0) return null;
  const { added, taken } = allowances(loop, facts.currency);
  const item = [8, 10].find((place) => ITEM_QUALIFIERS.includes(value(f09, place)));
  const sku = item === undefined ? null : optional(f09, item + 1);
  return {
    sku,
    description: value(f09, 6) || value(f09, 7) || sku || facts.name,
    quantity,
    unit: value(f09, 2) || 'EA',
    cause: NATURES[value(f09, 3)] ?? facts.exception ?? 'LOSS',
    amountMinor: amount,
    salvageMinor: null,
    weightGrams: weightOf(first(loop, 'F04')),
    ...{ addedMinor: added, takenMinor: taken },
  };
}

const weightOf = (f04: MapSegment | undefined): number | null => grams(decimal(f04, 1), value(f04, 2));

const net = ({ amountMinor, addedMinor, takenMinor }: ReadLine): number => amountMinor + addedMinor - takenMinor;
const sumOf = (lines: readonly ReadLine[], amount: (line: ReadLine) => number): number =>
  lines.reduce((total, line) => total + amount(line), 0);

/**
 * The lines as they are filed, so that they come to the amount of the claim: with their charges and salvage counted, or,
 * where the sender has counted them already, as they stand. Null when they come to it neither way.
 */
export function settledLines(lines: readonly ReadLine[], total: number): ClaimLineInput[] | null {
  const counted = sumOf(lines, ({ amountMinor }) => amountMinor) === total;
  if (!counted && sumOf(lines, net) !== total) return null;
  return lines.map(({ addedMinor, takenMinor, ...line }) => ({
    ...line,
    // The value is told before salvage, which is told beside it.
    amountMinor: line.amountMinor + (counted ? takenMinor : addedMinor),
    salvageMinor: takenMinor > 0 ? takenMinor : null,
  }));
}

/** What the lines come to, for a message. */
export const comesTo = (lines: readonly ReadLine[]): number => sumOf(lines, net);
