import { zoneOfRegion } from '@quayside/shared/time-zone';
import { g62Span, toInstantText } from './dates.ts';
import type { ConsigneeInput, LineInput, Mapped, StopInput } from './mapped.ts';
import { type N1Party, parties, partyFor, toPartyInput, zoneAt } from './parties.ts';
import { notes, references } from './references.ts';
import { all, decimal, first, grams, type MapSegment, optional, productIds, splitAt, value } from './segments.ts';

// Which id the depositor himself would call the item: his own numbers before those of makers, trade and buyers.
const SKU_PRIORITY = ['SK', 'VN', 'VA', 'VP', 'VC', 'MG', 'MF', 'UK', 'UP', 'EN', 'UI', 'BP', 'IN'];

/** Reads a 940 by its tags, because senders differ in the order of the header and in the use of LX. */
export function warehouseOrder(segments: readonly MapSegment[]): Mapped {
  const w05 = first(segments, 'W05');
  const key = value(w05, 2);
  const status = value(w05, 1);
  if (key === '')
    return { kind: 'refuse', key, note: 'W0502 is empty: without an order number nothing can be ordered.' };
  if (status === 'F') return { kind: 'cancel', key, reason: 'Cancelled by the depositor (940 with W0501 F).' };
  if (status === 'R') {
    const note = `Order ${key} is to be changed (W0501 R). Compare it with what is picked already, then change it by hand.`;
    return { kind: 'hold', key, note };
  }
  if (status !== 'N')
    return { kind: 'quarantine', key, note: `W0501 "${status}" has no agreed meaning with this partner.` };
  return newOrder(segments, key);
}

function newOrder(segments: readonly MapSegment[], key: string): Mapped {
  const { head, parts } = splitLines(segments);
  const lines = parts.map(readLine);
  if (lines.length === 0) return { kind: 'refuse', key, note: 'The order has no lines (W01).' };
  const fault = parts.map(lineFault).find((one) => one !== null);
  if (fault) return { kind: 'refuse', key, note: fault };
  const found = parties(head);
  const shipTo = partyFor(found, 'ST', 'CN', 'UC');
  const w66 = first(head, 'W66');
  const total = first(segments, 'W76');
  const stops = readStops(head, found);
  return {
    kind: 'order',
    key,
    consignee: shipTo && toConsignee(shipTo),
    warnings: totalWarnings(total, lines),
    input: {
      mode: optional(w66, 2),
      carrierScac: optional(w66, 10),
      freightTerms: optional(w66, 1),
      references: [...purchaseOrder(segments), ...references(head)],
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

function readLine(part: readonly MapSegment[], index: number): LineInput {
  const w01 = part[0] as MapSegment;
  const ids = productIds(w01, [4, 6, 15]);
  const w20 = first(part, 'W20');
  // W0103 is a UPC case code by definition; element 235 calls that UA.
  const upc = value(w01, 3);
  const all = upc === '' ? ids : [...ids, { qualifier: 'UA', value: upc }];
  const lot = all.find(({ qualifier }) => qualifier === 'LT')?.value ?? lotReference(part);
  return {
    lineNumber: index + 1,
    sku:
      SKU_PRIORITY.map((wanted) => all.find(({ qualifier }) => qualifier === wanted)?.value).find(Boolean) ??
      all[0]?.value ??
      '',
    description: description(part),
    lot: optional(w01, 13) ?? lot,
    unit: value(w01, 2),
    orderedQuantity: decimal(w01, 1) ?? 0,
    productIds: all,
    weightGrams: grams(decimal(w20, 4), value(w20, 6)),
  };
}

function lineFault(part: readonly MapSegment[], index: number): string | null {
  const line = readLine(part, index);
  const place = `Line ${line.lineNumber}`;
  if (line.sku === '') return `${place} names no item: fill in W0103 or a pair of W0104 and W0105.`;
  if (line.unit === '') return `${place} (${line.sku}) has no unit (W0102).`;
  return line.orderedQuantity > 0 ? null : `${place} (${line.sku}) orders no positive quantity (W0101).`;
}

const description = (part: readonly MapSegment[]): string | null =>
  all(part, 'G69')
    .map((g69) => value(g69, 1))
    .join(' ')
    .trim() || null;

const lotReference = (part: readonly MapSegment[]): string | null =>
  optional(
    all(part, 'N9').find((n9) => value(n9, 1) === 'LT'),
    2,
  );

function purchaseOrder(segments: readonly MapSegment[]) {
  const number = value(first(segments, 'W05'), 3);
  return number === '' ? [] : [{ kind: 'PO', value: number, qualifier: null }];
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
