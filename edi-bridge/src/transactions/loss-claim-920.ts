import { decimalOf, minorOf } from './amounts.ts';
import { allowances, comesTo, exceptionOf, type ReadLine, readClaimLine, settledLines } from './claim-lines.ts';
import { g62Span, toInstantText } from './dates.ts';
import type { ClaimInput, Mapped } from './mapped.ts';
import { references } from './references.ts';
import { all, first, keyFault, type MapSegment, splitAt, value } from './segments.ts';

/** Longest number of a claimant: that of a reference in 005010. */
const LONGEST_KEY = 50;
const LONGEST_STATEMENT = 4_000;
/** A number of the shipment by which it is most surely found comes first. */
const SUREST = ['BM', 'CN', '2I', 'SI', 'CO', 'MB', 'PO'];

/** Who claims, how much, and in which money: F01 is the same in a 920 and a 924. */
export interface ClaimHead {
  readonly key: string;
  readonly currency: string;
  readonly totalMinor: number;
}

/** Reads F01, or says why nothing can be claimed by it. */
export function readClaimHead(segments: readonly MapSegment[]): ClaimHead | Extract<Mapped, { kind: 'refuse' }> {
  const f01 = first(segments, 'F01');
  const key = value(f01, 2);
  if (key === '')
    return { kind: 'refuse', key, note: 'F0102 is empty: without your number of the claim it cannot be answered.' };
  const tooLong = keyFault('F0102', key, LONGEST_KEY);
  if (tooLong) return { kind: 'refuse', key, note: tooLong };
  // F0106 may be left out inside the United States only.
  const currency = value(f01, 6) || value(first(segments, 'CUR'), 2) || 'USD';
  const totalMinor = minorOf(value(f01, 3), currency);
  if (totalMinor === null || totalMinor <= 0)
    return { kind: 'refuse', key, note: 'F0103 states no amount: a claim asks for a sum (49 CFR 370.3).' };
  return { key, currency, totalMinor };
}

/** Reads a 920: goods of one shipment that were lost or damaged, and what is asked for them. */
export function lossClaim(segments: readonly MapSegment[]): Mapped {
  const head = readClaimHead(segments);
  if ('kind' in head) return head;
  const { key, currency, totalMinor } = head;
  const { head: before, parts } = splitAt(
    segments.filter(({ tag }) => tag !== 'SE'),
    ({ tag }) => tag === 'F02',
  );
  const named = parts.map(numbersOf);
  const shipments = [...new Set([...named.flat(), ...numbersOf(before)])];
  if (shipments.length === 0) {
    const note = 'F02 names no shipment: give its bill of lading (BM), its PRO (CN) or your order number.';
    return { kind: 'refuse', key, note };
  }
  const [one = []] = named;
  if (named.some((other) => other.length > 0 && one.length > 0 && !other.some((number) => one.includes(number)))) {
    const note = 'The claim names several shipments (F02). Send one 920 for each, with a number of its own.';
    return { kind: 'refuse', key, note };
  }
  const lines = parts.flatMap((part) => readPart(part, currency, key));
  const wrong = lines.indexOf(null);
  if (wrong >= 0)
    return { kind: 'refuse', key, note: `F09 number ${wrong + 1} states no quantity or no amount (F0901, F0905).` };
  const read = lines.filter((line) => line !== null);
  if (read.length === 0) read.push(wholeClaim(parts, totalMinor, key));
  const settled = settledLines(read, totalMinor);
  if (!settled) return { kind: 'refuse', key, note: totalFault(totalMinor, comesTo(read), currency) };
  return { kind: 'claim', key, shipments, input: inputOf(head, settled, segments) };
}

/** What stands behind both kinds of claim. */
export const inputOf = (
  { key, currency }: ClaimHead,
  lines: ClaimInput['lines'],
  segments: readonly MapSegment[],
): ClaimInput => ({
  ...{ reference: key, currency, lines },
  statement: statementOf(segments) ?? `Claim ${key} for loss or damage, sent over EDI.`,
  expectedDeliveryAt: toInstantText(g62Span(all(segments, 'G62'), ['17', '68', '70', '02'], 'UTC')?.to),
});

/** Why a claim whose sums differ is not filed. */
export const totalFault = (total: number, found: number, currency: string): string =>
  `F0103 claims ${cents(total, currency)}, but the lines come to ${cents(found, currency)}. Send it with the same sum.`;

const cents = (minor: number, currency: string): string => `${decimalOf(minor, currency)} ${currency}`;

const statementOf = (segments: readonly MapSegment[]): string | null =>
  all(segments, 'NTE')
    .map((nte) => value(nte, 2))
    .filter(Boolean)
    .join(' ')
    .slice(0, LONGEST_STATEMENT) || null;

/** Numbers by which the shipment may be known, the surest first. */
export function numbersOf(segments: readonly MapSegment[]): string[] {
  const pairs = all(segments, 'F02').flatMap((f02) =>
    [4, 6].map((place) => [value(f02, place), value(f02, place + 1)]),
  );
  const all9 = references(segments).map(({ qualifier, value: number }) => [qualifier ?? '', number]);
  const rank = ([qualifier = '']: readonly string[]): number => {
    const found = SUREST.indexOf(qualifier);
    return found < 0 ? SUREST.length : found;
  };
  const sorted = [...pairs, ...all9].filter(([, number]) => number).sort((a, b) => rank(a) - rank(b));
  return [...new Set(sorted.map(([, number = '']) => number))];
}

function readPart(part: readonly MapSegment[], currency: string, key: string): (ReadLine | null)[] {
  const { head, parts } = splitAt(part, ({ tag }) => tag === 'F09');
  const facts = { currency, exception: exceptionOf(head) };
  const lines = parts.map((loop, index) => readClaimLine(loop, { ...facts, name: `Line ${index + 1} of ${key}` }));
  const { added, taken } = allowances(head, currency);
  // What is asked for or taken off for the shipment as a whole goes with its first line.
  return lines.map((line, index) =>
    line && index === 0 ? { ...line, addedMinor: line.addedMinor + added, takenMinor: line.takenMinor + taken } : line,
  );
}

/** A claim without lines asks for one sum. */
const wholeClaim = (parts: readonly (readonly MapSegment[])[], amountMinor: number, key: string): ReadLine => ({
  ...{ sku: null, description: `Claim ${key}`, quantity: 1, unit: 'EA', amountMinor, salvageMinor: null },
  ...{ weightGrams: null, addedMinor: 0, takenMinor: 0, cause: exceptionOf(parts.flat()) ?? 'LOSS' },
});
