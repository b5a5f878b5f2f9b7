import { minorOf } from './amounts.ts';
import { inputOf, numbersOf, readClaimHead, totalFault } from './loss-claim-920.ts';
import type { ClaimLineInput, Mapped } from './mapped.ts';
import { all, decimal, first, type MapSegment, optional, value } from './segments.ts';

/** Reads a 924: damage to one vehicle, each place of it with what its repair costs (F0715). */
export function vehicleClaim(segments: readonly MapSegment[]): Mapped {
  const head = readClaimHead(segments);
  if ('kind' in head) return head;
  const { key, currency, totalMinor } = head;
  const f6x = first(segments, 'F6X');
  const vehicle = value(f6x, 1);
  const f12 = first(segments, 'F12');
  const others = [value(f12, 1), value(f12, 2), value(f6x, 6), vehicle];
  const shipments = [...new Set([...numbersOf(segments), ...others].filter(Boolean))];
  const lines: ClaimLineInput[] = [];
  for (const [index, f07] of all(segments, 'F07').entries()) {
    const amountMinor = minorOf(value(f07, 15), currency);
    if (amountMinor === null || amountMinor <= 0)
      return { kind: 'refuse', key, note: `F07 number ${index + 1} states no cost of repair (F0715).` };
    lines.push({
      ...{ sku: optional(f07, 3), quantity: decimal(f07, 2) || 1, unit: 'EA', cause: 'DAMAGE', amountMinor },
      ...{ description: wordsOf(f07, vehicle), salvageMinor: null, weightGrams: null },
    });
  }
  if (lines.length === 0) return { kind: 'refuse', key, note: 'The claim names no damage (F07).' };
  const sum = lines.reduce((total, { amountMinor }) => total + amountMinor, 0);
  if (sum !== totalMinor) return { kind: 'refuse', key, note: totalFault(totalMinor, sum, currency) };
  return { kind: 'claim', key, shipments, input: inputOf(head, lines, segments) };
}

/** The vehicle, the part, and where, how and how badly it is damaged (elements 556, 540 and 541). */
function wordsOf(f07: MapSegment, vehicle: string): string {
  const damage = `damage ${value(f07, 6)}-${value(f07, 7)}-${value(f07, 8)}`;
  return [vehicle, value(f07, 4), value(f07, 10), damage].filter(Boolean).join(', ');
}
