import { g62Span, toInstantText } from './dates.ts';
import { itemDescription, itemIds, lotOf, skuOf } from './items.ts';
import { type Mapped, type MapRules, type NoticeInput, type NoticeLineInput, usualRules } from './mapped.ts';
import { parties, partyFor, placeName, toPartyInput, zoneAt } from './parties.ts';
import { notes, references } from './references.ts';
import { decimal, first, keyFault, type MapSegment, optional, splitAt, value } from './segments.ts';

// W0601: C is a customer's return and P what production hands over; both come in like any transfer.
const PURPOSES: Readonly<Record<string, 'NEW' | 'REPLACE' | 'CANCEL'>> = {
  ...{ N: 'NEW', F: 'NEW', J: 'NEW', X: 'NEW', Y: 'NEW', B: 'NEW', C: 'NEW', P: 'NEW' },
  R: 'REPLACE',
};
const AGREED: Readonly<Record<string, 'NEW' | 'REPLACE' | 'CANCEL'>> = {
  NEW: 'NEW',
  CHANGE: 'REPLACE',
  CANCEL: 'CANCEL',
};

/** Reads a 943: goods that the depositor has sent to a warehouse of ours. */
export function inboundNotice(segments: readonly MapSegment[], rules: MapRules = usualRules): Mapped {
  const w06 = first(segments, 'W06');
  const key = value(w06, 2);
  const purpose = PURPOSES[value(w06, 1)] ?? AGREED[rules.orderStatus[value(w06, 1)] ?? ''];
  if (key === '')
    return { kind: 'refuse', key, note: 'W0602 is empty: without an order number nothing can be announced.' };
  const tooLong = keyFault('W0602', key, 22);
  if (tooLong) return { kind: 'refuse', key, note: tooLong };
  if (!purpose)
    return { kind: 'quarantine', key, note: `W0601 "${value(w06, 1)}" has no agreed meaning with this partner.` };
  const { head, parts } = splitAt(
    segments.filter(({ tag }) => tag !== 'W03' && tag !== 'SE'),
    ({ tag }) => tag === 'W04',
  );
  const lines = parts.map((part, index) => readLine(part, index, rules));
  const input = { ...readHead(head, w06), lines };
  const fault = purpose === 'CANCEL' ? null : (linesFault(lines) ?? warehouseFault(input));
  if (fault) return { kind: 'refuse', key, note: fault };
  return { kind: 'notice', key, purpose, input, warnings: totalWarnings(first(segments, 'W03'), lines) };
}

function readHead(head: readonly MapSegment[], w06: MapSegment | undefined): Omit<NoticeInput, 'lines'> {
  const found = parties(head);
  const warehouse = partyFor(found, 'WH', 'RC', 'ST');
  const w27 = first(head, 'W27');
  const purchaseOrder = value(w06, 6);
  return {
    kind: 'STOCK_TRANSFER',
    shipmentReference: optional(w06, 4),
    warehouse: placeName(warehouse),
    carrierScac: optional(w27, 2),
    trailer: `${value(w27, 6)}${value(w27, 7)}` || null,
    seal: optional(first(head, 'W10'), 4) ?? optional(first(head, 'W10'), 2),
    expectedAt: toInstantText(g62Span(head.filter(isDate), ['17', 'AB', '02', '54'], zoneAt(warehouse))?.to),
    references: [
      ...(purchaseOrder === '' ? [] : [{ kind: 'PO', value: purchaseOrder, qualifier: null }]),
      ...references(head),
    ],
    parties: found.map(toPartyInput),
    note: notes(head),
  };
}

const isDate = ({ tag }: MapSegment): boolean => tag === 'G62';

function readLine(part: readonly MapSegment[], index: number, rules: MapRules): NoticeLineInput {
  const w04 = part[0] as MapSegment;
  const ids = itemIds(w04, [4, 6, 14], 3);
  return {
    lineNumber: index + 1,
    sku: skuOf(ids, rules),
    description: itemDescription(part),
    lot: lotOf(part, ids),
    unit: value(w04, 2),
    expectedQuantity: decimal(w04, 1) ?? 0,
    ...packOf(part, value(w04, 2)),
    priceMinor: null,
    currency: null,
    productIds: ids,
  };
}

/** A case says how many pieces it holds; a piece holds none. */
function packOf(part: readonly MapSegment[], unit: string): { packQuantity?: number } {
  const pack = decimal(first(part, 'W20'), 1);
  return pack !== null && pack > 0 && unit !== 'EA' ? { packQuantity: pack } : {};
}

function linesFault(lines: readonly NoticeLineInput[]): string | null {
  if (lines.length === 0) return 'The notice has no lines (W04).';
  for (const { lineNumber, sku, unit, expectedQuantity } of lines) {
    const place = `Line ${lineNumber}`;
    if (sku === '') return `${place} names no item: fill in W0403 or a pair of W0404 and W0405.`;
    if (unit === '') return `${place} (${sku}) has no unit (W0402).`;
    if (!(expectedQuantity > 0)) return `${place} (${sku}) announces no positive quantity (W0401).`;
  }
  return null;
}

/** Goods without a warehouse would be waited for by nobody. */
export const warehouseFault = ({ warehouse }: Pick<NoticeInput, 'warehouse'>): string | null =>
  warehouse === null ? 'No warehouse is named: add N1 with WH or ST, and its name in N102 or its code in N104.' : null;

function totalWarnings(w03: MapSegment | undefined, lines: readonly NoticeLineInput[]): string[] {
  const said = decimal(w03, 1);
  const counted = lines.reduce((sum, line) => sum + line.expectedQuantity, 0);
  if (said === null || Math.abs(said - counted) < 1e-6) return [];
  return [`W0301 says ${said}, but the lines add up to ${counted}: check that no line is missing.`];
}
