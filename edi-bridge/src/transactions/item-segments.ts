import type { Text } from './output.ts';

interface Item {
  readonly sku: string;
  readonly productIds?: readonly { readonly qualifier: string; readonly value: string }[];
}

/** An item's ids as a document names them: the depositor's own first, then one other; a UPC case code apart. */
export interface NamedItem {
  readonly upc: string;
  readonly own: readonly [string, string];
  readonly other: readonly [string, string];
}

/** The ids of an item under the qualifiers that its owner has used, VN where nobody named one. */
export function nameItem({ sku, productIds = [] }: Item, text: Text): NamedItem {
  const upc = productIds.find(({ qualifier }) => qualifier === 'UA')?.value ?? '';
  const ids = productIds.filter(({ qualifier, value }) => qualifier !== 'UA' && qualifier !== 'LT' && value !== upc);
  const own = ids.find(({ value }) => value === sku) ?? { qualifier: 'VN', value: sku };
  const other = ids.find((id) => id !== own && id.value !== own.value);
  const pair = (id: { qualifier: string; value: string } | undefined): [string, string] =>
    id ? [text(id.qualifier, 2), text(id.value, 48)] : ['', ''];
  return { upc: /^\d{12}$/.test(upc) ? upc : '', own: pair(own), other: pair(other) };
}

/** Initials and number come together or not at all; a trailer without initials of its own is one of its carrier. */
export function equipmentOf(trailer: string, scac: string): [string, string] {
  const [, initials = scac, number = trailer] = /^([A-Z]{1,4})\s?(\d{1,10})$/.exec(trailer) ?? [];
  return trailer === '' ? ['', ''] : [initials, number.slice(0, 10)];
}
