import type { LineInput, MapRules } from './mapped.ts';
import { all, type MapSegment, optional, productIds, value } from './segments.ts';

type ProductIds = LineInput['productIds'];

// Which id the depositor himself would call the item: his own numbers before those of makers, trade and buyers.
const USUAL_PRIORITY = ['SK', 'VN', 'VA', 'VP', 'VC', 'MG', 'MF', 'UK', 'UP', 'EN', 'UI', 'BP', 'IN'];

/** The id pairs of an item that start at these elements, and the UPC case code where the segment has a place for it. */
export function itemIds(segment: MapSegment, places: readonly number[], upcPlace: number | null): ProductIds {
  const ids = productIds(segment, places);
  const upc = upcPlace === null ? '' : value(segment, upcPlace);
  // A UPC case code has no qualifier of its own there; element 235 calls it UA.
  return upc === '' ? ids : [...ids, { qualifier: 'UA', value: upc }];
}

/** What the depositor calls the item; empty when it has no id at all. */
export function skuOf(ids: ProductIds, { itemIdPriority }: MapRules): string {
  const order = itemIdPriority.length > 0 ? itemIdPriority : USUAL_PRIORITY;
  const wanted = order.map((qualifier) => ids.find((id) => id.qualifier === qualifier)?.value).find(Boolean);
  return wanted ?? ids[0]?.value ?? '';
}

/** G69 of a line, in order. */
export const itemDescription = (part: readonly MapSegment[]): string | null =>
  all(part, 'G69')
    .map((g69) => value(g69, 1))
    .join(' ')
    .trim() || null;

/** The lot among the ids of an item, or in a reference of its line. */
export const lotOf = (part: readonly MapSegment[], ids: ProductIds): string | null =>
  ids.find(({ qualifier }) => qualifier === 'LT')?.value ??
  optional(
    all(part, 'N9').find((n9) => value(n9, 1) === 'LT'),
    2,
  );
