import { zoneOfRegion } from '@quayside/shared/time-zone';
import { g62Span, toInstantText } from './dates.ts';
import { itemDescription, itemIds, lotOf, skuOf } from './items.ts';
import {
  type ConsigneeInput,
  type LineInput,
  type Mapped,
  type MapRules,
  type StopInput,
  usualRules,
} from './mapped.ts';
import { type N1Party, parties, partyFor, toPartyInput, zoneAt } from './parties.ts';
import { notes, references } from './references.ts';
import { all, decimal, first, grams, keyFault, type MapSegment, optional, splitAt, value } from './segments.ts';

const STATUS: Readonly<Record<string, 'NEW' | 'CANCEL' | 'CHANGE'>> = { N: 'NEW', F: 'CANCEL', R: 'CHANGE' };

/** Reads a 940 by its tags, because senders differ in the order of the header and in the use of LX. */
export function warehouseOrder(segments: readonly MapSegment[], rules: MapRules = usualRules): Mapped {
  const w05 = first(segments, 'W05');
  const key = value(w05, 2);
  const status = value(w05, 1);
  if (key === '')
    return { kind: 'refuse', key, note: 'W0502 is empty: without an order number nothing can be ordered.' };
  const tooLong = keyFault('W0502', key, 22);
  if (tooLong) return { kind: 'refuse', key, note: tooLong };
  switch (STATUS[status] ?? rules.orderStatus[status]) {
    case 'CANCEL':
      return { kind: 'cancel', key, reason: `Cancelled by the depositor (940 with W0501 ${status}).` };
    case 'CHANGE':
      return readOrder('order-change', segments, key, rules);
    case 'NEW':
      return readOrder('order', segments, key, rules);
    default:
      return { kind: 'quarantine', key, note: `W0501 "${status}" has no agreed meaning with this partner.` };
  }
}

function readOrder(
  kind: 'order' | 'order-change',
  segments: readonly MapSegment[],
  key: string,
  rules: MapRules,
): Mapped {
  const { head, parts } = splitLines(segments);
  const lines = parts.map((part, index) => readLine(part, index, rules));
  if (lines.length === 0) return { kind: 'refuse', key, note: 'The order has no lines (W01).' };
  const fault = lines.map(lineFault).find((one) => one !== null);
  if (fault) return { kind: 'refuse', key, note: fault };
  const found = parties(head);
  const shipTo = partyFor(found, 'ST', 'CN', 'UC');
  const w66 = first(head, 'W66');
  const total = first(segments, 'W76');
  const stops = readStops(head, found);
  return {
    kind,
    key,
    consignee: shipTo && toConsignee(shipTo),
    warnings: totalWarnings(total, lines),
    input: {
      mode: optional(w66, 2),
      carrierScac: optional(w66, 10),
      freightTerms: optional(w66, 1),
      references: [...purchaseOrder(segments), ...routing(w66), ...references(head)],
      parties: found.map(toPartyInput),
      lines,
      stops,
      promisedAt: promise(head, zoneAt(shipTo)),
      weightGrams: grams(decimal(total, 2), value(total, 3) === '' ? 'LB' : value(total, 3)) ?? sumOfWeights(lines),
      note: notes(head),
    },
  };
}

/** A line starts at LX, or at W01 where the sender has no LX; the totals are no part of the last line. */
function splitLines(segments: readonly MapSegment[]): { head: MapSegment[]; parts: MapSegment[][] } {
  const body = segments.filter(({ tag }) => tag !== 'W76' && tag !== 'SE' && tag !== 'LX');
  return splitAt(body, ({ tag }) => tag === 'W01');
}

function readLine(part: readonly MapSegment[], index: number, rules: MapRules): LineInput {
  const w01 = part[0] as MapSegment;
  const ids = itemIds(w01, [4, 6, 15], 3);
  const w20 = first(part, 'W20');
  return {
    lineNumber: index + 1,
    sku: skuOf(ids, rules),
    description: itemDescription(part),
    lot: optional(w01, 13) ?? lotOf(part, ids),
    unit: value(w01, 2),
    orderedQuantity: decimal(w01, 1) ?? 0,
    productIds: ids,
    weightGrams: grams(decimal(w20, 4), value(w20, 6)),
  };
}

function lineFault(line: LineInput): string | null {
  const place = `Line ${line.lineNumber}`;
  if (line.sku === '') return `${place} names no item: fill in W0103 or a pair of W0104 and W0105.`;
  if (line.unit === '') return `${place} (${line.sku}) has no unit (W0102).`;
  return line.orderedQuantity > 0 ? null : `${place} (${line.sku}) orders no positive quantity (W0101).`;
}

function purchaseOrder(segments: readonly MapSegment[]) {
  const number = value(first(segments, 'W05'), 3);
  return number === '' ? [] : [{ kind: 'PO', value: number, qualifier: null }];
}

/** W6605: how the depositor wants it routed, which its 945 says again. */
function routing(w66: MapSegment | undefined) {
  const text = value(w66, 5);
  return text === '' ? [] : [{ kind: 'OTHER', value: text, qualifier: 'ROUTING' }];
}

/** The party as a consignee of the account; its code there is what the sender calls it. */
export const toConsignee = (party: N1Party): ConsigneeInput => ({
  code: party.code,
  name: party.name,
  address: party.address,
  phone: party.phone,
  email: party.email,
  timeZone: party.address && zoneOfRegion(party.address.country, party.address.region),
});

function readStops(head: readonly MapSegment[], found: readonly N1Party[]): StopInput[] {
  const places = [
    { kind: 'PICKUP' as const, party: partyFor(found, 'SF', 'WH', 'PW'), from: ['37', '10'], to: ['38', '10'] },
    {
      kind: 'DELIVERY' as const,
      party: partyFor(found, 'ST', 'CN', 'UC'),
      from: ['53', '02', '68'],
      to: ['54', '02', '68'],
    },
  ];
  const stops: StopInput[] = [];
  for (const { kind, party, from, to } of places) {
    if (!party?.address) continue;
    const dates = all(head, 'G62');
    stops.push({
      sequence: stops.length + 1,
      kind,
      name: party.name,
      address: party.address,
      timeZone: zoneOfRegion(party.address.country, party.address.region),
      windowFrom: toInstantText(g62Span(dates, from, zoneAt(party))?.from),
      windowTo: toInstantText(g62Span(dates, to, zoneAt(party))?.to),
    });
  }
  return stops;
}

const promise = (head: readonly MapSegment[], zone: string): string | null =>
  toInstantText(g62Span(all(head, 'G62'), ['54', '02', '68', '17'], zone)?.to);

const sumOfWeights = (lines: readonly LineInput[]): number | null =>
  lines.reduce((sum, line) => sum + (line.weightGrams ?? 0), 0) || null;

function totalWarnings(total: MapSegment | undefined, lines: readonly LineInput[]): string[] {
  const said = decimal(total, 1);
  const counted = lines.reduce((sum, line) => sum + line.orderedQuantity, 0);
  // Quantities may be decimal, and binary fractions do not add up exactly.
  if (said === null || Math.abs(said - counted) < 1e-6) return [];
  return [`W7601 says ${said}, but the lines add up to ${counted}: check that no line is missing.`];
}
