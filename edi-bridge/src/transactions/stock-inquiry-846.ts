import { itemIds, skuOf } from './items.ts';
import { type Mapped, type MapRules, usualRules } from './mapped.ts';
import { pairsFrom } from './purchase-order-850.ts';
import { all, first, type MapSegment, value } from './segments.ts';

/** Reads an 846 that came in: the shipper asks what of these items, or of all, is in stock. */
export function stockInquiry(segments: readonly MapSegment[], rules: MapRules = usualRules): Mapped {
  const key = value(first(segments, 'BIA'), 3);
  if (key === '') return { kind: 'refuse', key, note: 'BIA03 is empty: the inquiry has no number to answer to.' };
  const skus = all(segments, 'LIN').map((lin) => skuOf(itemIds(lin, pairsFrom(2), null), rules));
  return { kind: 'stock-inquiry', key, skus: [...new Set(skus.filter(Boolean))] };
}
