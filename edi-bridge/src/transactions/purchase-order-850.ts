import { minorPerUnit } from '@quayside/shared/money';
import { spanOf, toInstantText } from './dates.ts';
import { warehouseFault } from './inbound-notice-943.ts';
import { itemIds, skuOf } from './items.ts';
import { type Mapped, type MapRules, type NoticeInput, type NoticeLineInput, usualRules } from './mapped.ts';
import { parties, partyFor, placeName, toPartyInput, zoneAt } from './parties.ts';
import { type Reference, references } from './references.ts';
import { all, decimal, first, keyFault, type MapSegment, optional, splitAt, value } from './segments.ts';

// Element 353: 00 original, 01 cancellation, 05 replace, 06 confirmation, 07 duplicate.
const PURPOSES: Readonly<Record<string, 'NEW' | 'REPLACE' | 'CANCEL'>> = {
  '00': 'NEW',
  '01': 'CANCEL',
  '05': 'REPLACE',
};

const NUMBER_OF_PAIRS = 10;

/** Elements of the pairs of qualifier and id, from this one on. */
export const pairsFrom = (first: number): number[] =>
  Array.from({ length: NUMBER_OF_PAIRS }, (_, index) => first + 2 * index);

/** Reads an 850: what the shipper has bought, and what will come in for it. */
export function purchaseOrder(segments: readonly MapSegment[], rules: MapRules = usualRules): Mapped {
  const beg = first(segments, 'BEG');
  const key = value(beg, 3);
  const purpose = PURPOSES[value(beg, 1)];
  if (key === '') return { kind: 'refuse', key, note: 'BEG03 is empty: a purchase order needs its number.' };
  const tooLong = keyFault('BEG03', key, 22);
  if (tooLong) return { kind: 'refuse', key, note: tooLong };
  if (!purpose)
    return { kind: 'quarantine', key, note: `BEG01 "${value(beg, 1)}" has no agreed meaning with this partner.` };
  const { head, parts } = splitAt(
    segments.filter(({ tag }) => tag !== 'CTT' && tag !== 'SE'),
    ({ tag }) => tag === 'PO1',
  );
  const currency = optional(first(head, 'CUR'), 2) ?? 'USD';
  const lines = parts.map((part, index) => orderedLine(part, index, { rules, currency }));
  const input = { ...readHead(head), lines };
  const fault = purpose === 'CANCEL' ? null : (linesFault(lines) ?? warehouseFault(input));
  if (fault) return { kind: 'refuse', key, note: fault };
  return { kind: 'notice', key, purpose, input, warnings: countWarnings(first(segments, 'CTT'), lines) };
}

function readHead(head: readonly MapSegment[]): Omit<NoticeInput, 'lines'> {
  const found = parties(head);
  const shipTo = partyFor(found, 'ST', 'WH', 'BY');
  const td5 = first(head, 'TD5');
  return {
    kind: 'PURCHASE_ORDER',
    shipmentReference: null,
    warehouse: placeName(shipTo),
    carrierScac: value(td5, 2) === '2' ? optional(td5, 3) : null,
    trailer: null,
    seal: null,
    expectedAt: expectedAt(head, zoneAt(shipTo)),
    references: refReferences(head),
    parties: found.map(toPartyInput),
    note: messages(head),
  };
}

// DTM01: 002 delivery requested, 017 estimated delivery, 063 do not deliver after, 067 current schedule delivery.
const DELIVERY = ['002', '063', '067', '017', '010'];

/** When the goods are wanted, by the end of that day at the place of delivery. */
export function expectedAt(segments: readonly MapSegment[], zone: string): string | null {
  const dates = all(segments, 'DTM');
  const wanted = DELIVERY.map((qualifier) => dates.find((dtm) => value(dtm, 1) === qualifier)).find(Boolean);
  return toInstantText(wanted && spanOf(value(wanted, 2), value(wanted, 3), value(wanted, 4), zone)?.to);
}

/** REF segments: qualifier first, as in N9. */
const refReferences = (head: readonly MapSegment[]): Reference[] =>
  references(head.flatMap((one) => (one.tag === 'REF' ? [{ ...one, tag: 'N9' }] : [])));

const messages = (head: readonly MapSegment[]): string | null =>
  all(head, 'MSG')
    .map((msg) => value(msg, 1))
    .filter(Boolean)
    .join('\n') || null;

/** One ordered item. PO104 is a plain decimal price of one unit. */
function orderedLine(
  part: readonly MapSegment[],
  index: number,
  { rules, currency }: { rules: MapRules; currency: string },
): NoticeLineInput {
  const po1 = part[0] as MapSegment;
  const ids = itemIds(po1, pairsFrom(6), null);
  const price = decimal(po1, 4);
  return {
    lineNumber: lineNumber(value(po1, 1), index),
    sku: skuOf(ids, rules),
    description: itemText(part),
    lot: ids.find(({ qualifier }) => qualifier === 'LT')?.value ?? null,
    unit: value(po1, 3) || 'EA',
    expectedQuantity: decimal(po1, 2) ?? 0,
    priceMinor: price === null ? null : Math.round(price * minorPerUnit(currency)),
    currency: price === null ? null : currency,
    productIds: ids,
  };
}

/** The sender's own line number where it is a number, else the place of the line. */
export const lineNumber = (text: string, index: number): number => (/^\d{1,6}$/.test(text) ? Number(text) : index + 1);

/** PID05 of free-form descriptions. */
export const itemText = (part: readonly MapSegment[]): string | null =>
  all(part, 'PID')
    .map((pid) => value(pid, 5))
    .filter(Boolean)
    .join(' ') || null;

function linesFault(lines: readonly NoticeLineInput[]): string | null {
  if (lines.length === 0) return 'The purchase order has no lines (PO1).';
  const numbers = new Set<number>();
  for (const { lineNumber: number, sku, expectedQuantity } of lines) {
    if (numbers.has(number)) return `PO101 ${number} stands at two lines: number them so that each can be answered.`;
    numbers.add(number);
    if (sku === '') return `Line ${number} names no item: fill in a pair of PO106 and PO107.`;
    if (!(expectedQuantity > 0)) return `Line ${number} (${sku}) orders no positive quantity (PO102).`;
  }
  return null;
}

function countWarnings(ctt: MapSegment | undefined, lines: readonly NoticeLineInput[]): string[] {
  const said = decimal(ctt, 1);
  if (said === null || said === lines.length) return [];
  return [`CTT01 says ${said} lines, but there are ${lines.length}: check that no line is missing.`];
}
