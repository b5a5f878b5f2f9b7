import type { OutgoingSegment } from '../x12/write.ts';
import { nameItem } from './item-segments.ts';
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
  readonly packs: readonly { readonly sscc: string | null }[];
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
    ...(goods.trailer ? [['TD3', 'TL', '', text(goods.trailer, 10)]] : []),
    ...(goods.bol ? [['REF', 'BM', text(goods.bol, 30)]] : []),
    ...(goods.pro ? [['REF', 'CN', text(goods.pro, 30)]] : []),
    ['DTM', '011', x12Date(shippedOn), x12Time(shippedOn)],
    ...(goods.shipFrom ? partySegments('SF', goods.shipFrom, text) : []),
    ...(goods.shipTo ? partySegments('ST', goods.shipTo, text) : []),
  ];
}

/**
 * Nobody has told which line went into which pack, so all items stand below the first one; further packs are named, since
 * the receiver scans their labels.
 */
function packsAndItems(goods: ShippedGoods, levels: Levels, order: number, text: Text): OutgoingSegment[] {
  const items = goods.items.filter(({ shipped }) => shipped > 0);
  const packs = goods.packs.length > 0 ? goods.packs : [{ sscc: null }];
  return packs.flatMap(({ sscc }, index) => {
    const holds = index === 0 ? items : [];
    const pack = levels.open(order, 'P', holds.length > 0);
    const label = sscc ? [['MAN', 'GM', text(sscc, 48)]] : [];
    return [pack.segment, ...label, ...holds.flatMap((item) => itemLevel(item, levels, pack.id, text))];
  });
}

function itemLevel(item: ShippedGoods['items'][number], levels: Levels, pack: number, text: Text): OutgoingSegment[] {
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
