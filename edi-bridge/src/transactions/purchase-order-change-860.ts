import { minorPerUnit } from '@quayside/shared/money';
import { itemIds, skuOf } from './items.ts';
import { type Mapped, type MapRules, type NoticeChange, usualRules } from './mapped.ts';
import { parties, partyFor, zoneAt } from './parties.ts';
import { expectedAt, itemText, lineNumber, pairsFrom } from './purchase-order-850.ts';
import { decimal, first, type MapSegment, optional, splitAt, value } from './segments.ts';

// Element 670 as senders use it: AI add, DI delete, and many words for a change of quantity, price or date.
const ACTIONS: Readonly<Record<string, NoticeChange['action']>> = { AI: 'ADD', DI: 'REMOVE' };

/** Reads an 860: single lines of a purchase order change, or the whole order is cancelled. */
export function purchaseOrderChange(segments: readonly MapSegment[], rules: MapRules = usualRules): Mapped {
  const bch = first(segments, 'BCH');
  const key = value(bch, 3);
  if (key === '') return { kind: 'refuse', key, note: 'BCH03 is empty: the purchase order is not named.' };
  const purpose = value(bch, 1);
  if (purpose === '01') return { kind: 'cancel-notice', key, reason: 'Cancelled by the buyer (860 with BCH01 01).' };
  if (purpose !== '04' && purpose !== '05')
    return { kind: 'quarantine', key, note: `BCH01 "${purpose}" has no agreed meaning with this partner.` };
  const { head, parts } = splitAt(
    segments.filter(({ tag }) => tag !== 'CTT' && tag !== 'SE'),
    ({ tag }) => tag === 'POC',
  );
  const currency = optional(first(head, 'CUR'), 2) ?? 'USD';
  const changes = parts.map((part, index) => readChange(part, index, { rules, currency }));
  const fault = changes.map(changeFault).find((one) => one !== null);
  if (fault) return { kind: 'refuse', key, note: fault };
  const shipTo = partyFor(parties(head), 'ST', 'WH', 'BY');
  const wanted = expectedAt(head, zoneAt(shipTo));
  if (changes.length === 0 && wanted === null)
    return { kind: 'refuse', key, note: 'The change names no line (POC) and no new date (DTM).' };
  return { kind: 'notice-change', key, changes, expectedAt: wanted };
}

function readChange(
  part: readonly MapSegment[],
  index: number,
  { rules, currency }: { rules: MapRules; currency: string },
): NoticeChange {
  const poc = part[0] as MapSegment;
  const ids = itemIds(poc, pairsFrom(8), null);
  const price = decimal(poc, 6);
  return {
    action: ACTIONS[value(poc, 2)] ?? 'CHANGE',
    line: {
      lineNumber: lineNumber(value(poc, 1), index),
      sku: skuOf(ids, rules),
      description: itemText(part),
      lot: null,
      // POC05 is a composite; its first component is the unit.
      unit: value(poc, 5).split(/[^A-Z0-9]/)[0] || 'EA',
      expectedQuantity: decimal(poc, 3) ?? 0,
      priceMinor: price === null ? null : Math.round(price * minorPerUnit(currency)),
      currency: price === null ? null : currency,
      productIds: ids,
    },
  };
}

function changeFault({ action, line }: NoticeChange): string | null {
  if (action === 'REMOVE') return null;
  const place = `Line ${line.lineNumber}`;
  if (action === 'ADD' && line.sku === '') return `${place} names no item: fill in a pair of POC08 and POC09.`;
  return line.expectedQuantity > 0 ? null : `${place} has no positive new quantity (POC03). To drop it, send POC02 DI.`;
}
