import type { OutgoingSegment } from '../x12/write.ts';
import { equipmentOf, nameItem } from './item-segments.ts';
import { number, partySegments, pounds, type Text, x12Date, x12Time } from './output.ts';

/** What left, on whose order, in which packs: a warehouse shipment, or a purchase order that we shipped on behalf. */
export interface ShippedGoods {
  /** Our number. */
  readonly number: string;
  readonly purchaseOrder: string;
  readonly carrierScac: string | null;
  readonly bol: string | null;
  readonly pro: string | null;
  readonly trailer: string | null;
  readonly weightGrams: number | null;
  readonly shipFrom: Party | null;
  readonly shipTo: Party | null;
  readonly packs: readonly Pack[];
  readonly items: readonly {
    readonly lineNumber: number;
    readonly sku: string;
    readonly description: string | null;
    readonly lot: string | null;
    readonly unit: string;
    readonly ordered: number;
    readonly shipped: number;
    readonly productIds: readonly { readonly qualifier: string; readonly value: string }[];
  }[];
}

/** A pallet or carton; its contents are empty where nobody has told what is inside. */
export interface Pack {
  readonly sscc: string | null;
  readonly contents: readonly { readonly lineNumber: number; readonly quantity: number }[];
}

type Item = ShippedGoods['items'][number];
type Party = Parameters<typeof partySegments>[1];

/** Gives each level its number and its parent, in the order in which they are opened. */
class Levels {
  #count = 0;

  get count(): number {
    return this.#count;
  }

  open(
    parent: number | null,
    code: 'S' | 'O' | 'P' | 'I',
    hasChildren: boolean,
  ): { id: number; segment: OutgoingSegment } {
    this.#count++;
    const segment = ['HL', String(this.#count), parent === null ? '' : String(parent), code, hasChildren ? '1' : '0'];
    return { id: this.#count, segment };
  }
}

/** A ship notice with the levels shipment, order, pack and item. */
export function shipNotice(goods: ShippedGoods, facts: { shippedOn: string }, text: Text): OutgoingSegment[] {
  const levels = new Levels();
  const shipment = levels.open(null, 'S', true);
  const order = levels.open(shipment.id, 'O', true);
  return [
    ['BSN', '00', text(goods.number, 30), x12Date(facts.shippedOn), x12Time(facts.shippedOn), '0001'],
    shipment.segment,
    ...shipmentLevel(goods, facts.shippedOn, text),
    order.segment,
    ['PRF', text(goods.purchaseOrder, 22)],
    ...packsAndItems(goods, levels, order.id, text),
    ['CTT', String(levels.count)],
  ];
}

function shipmentLevel(goods: ShippedGoods, shippedOn: string, text: Text): OutgoingSegment[] {
  const scac = text(goods.carrierScac, 4);
  const packs = Math.max(1, goods.packs.length);
  const weight = goods.weightGrams ? ['G', pounds(goods.weightGrams), 'LB'] : [];
  return [
    ['TD1', 'CTN25', String(packs), '', '', '', ...weight],
    ...(scac.length >= 2 ? [['TD5', 'B', '2', scac, 'M']] : []),
    ...(goods.trailer ? [['TD3', 'TL', ...equipmentOf(text(goods.trailer, 14), scac)]] : []),
    ...(goods.bol ? [['REF', 'BM', text(goods.bol, 30)]] : []),
    ...(goods.pro ? [['REF', 'CN', text(goods.pro, 30)]] : []),
    ['DTM', '011', x12Date(shippedOn), x12Time(shippedOn)],
    ...(goods.shipFrom ? partySegments('SF', goods.shipFrom, text) : []),
    ...(goods.shipTo ? partySegments('ST', goods.shipTo, text) : []),
  ];
}

function packsAndItems(goods: ShippedGoods, levels: Levels, order: number, text: Text): OutgoingSegment[] {
  return packed(goods).flatMap(({ sscc, items }) => {
    const pack = levels.open(order, 'P', items.length > 0);
    const label = sscc ? [['MAN', 'GM', text(sscc, 48)]] : [];
    return [pack.segment, ...label, ...items.flatMap((item) => itemLevel(item, levels, pack.id, text))];
  });
}

/** The packs with what is in them. What nobody has placed stands in the first one, since an item needs a pack above it. */
function packed({ packs, items }: ShippedGoods): { sscc: string | null; items: Item[] }[] {
  const placed = new Map<number, number>();
  const filled = (packs.length > 0 ? packs : [{ sscc: null, contents: [] }]).map(({ sscc, contents }) => ({
    sscc,
    items: contents.flatMap(({ lineNumber, quantity }) => {
      placed.set(lineNumber, (placed.get(lineNumber) ?? 0) + quantity);
      const item = items.find((one) => one.lineNumber === lineNumber);
      return item ? [{ ...item, shipped: quantity }] : [];
    }),
  }));
  const rest = items
    .map((item) => ({ ...item, shipped: item.shipped - (placed.get(item.lineNumber) ?? 0) }))
    .filter(({ shipped }) => shipped > 0);
  return filled.map((pack, index) => (index === 0 ? { ...pack, items: [...pack.items, ...rest] } : pack));
}

function itemLevel(item: Item, levels: Levels, pack: number, text: Text): OutgoingSegment[] {
  const { own, other } = nameItem(item, text);
  const lot = item.lot ? ['LT', text(item.lot, 48)] : [];
  const unit = text(item.unit, 2);
  return [
    levels.open(pack, 'I', false).segment,
    ['LIN', String(item.lineNumber), ...own, ...(other[0] ? other : []), ...lot],
    ['SN1', '', number(item.shipped), unit, '', number(item.ordered), unit],
    ...(item.description ? [['PID', 'F', '', '', '', text(item.description, 80)]] : []),
  ];
}
