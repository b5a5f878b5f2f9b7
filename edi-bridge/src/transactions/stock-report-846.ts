import type { OutgoingSegment } from '../x12/write.ts';
import { nameItem } from './item-segments.ts';
import { number, type Text, x12Date, x12Time } from './output.ts';
import type { StockView } from './stock-view.ts';

/** What is in stock, per warehouse, item and lot: available, on hand, on hold, unusable. */
export function stockReport(
  rows: readonly StockView[],
  facts: { reference: string; at: string },
  text: Text,
): OutgoingSegment[] {
  const items = itemsOf(rows);
  const warehouses = [...new Set(rows.map(({ warehouse }) => warehouse))];
  return [
    // Element 755 DD: the report of a distributor's stock, of which the owner asks to know.
    ['BIA', '00', 'DD', text(facts.reference, 30), x12Date(facts.at), x12Time(facts.at)],
    ...warehouses.slice(0, 5).map((warehouse) => ['N1', 'WH', text(warehouse, 60)]),
    ...items.flatMap((item, index) => itemSegments(item, index, warehouses.length > 1, text)),
    ['CTT', String(items.length)],
  ];
}

interface ItemStock {
  readonly first: StockView;
  readonly available: number;
  readonly onHand: number;
  readonly held: number;
  readonly unusable: number;
}

function itemsOf(rows: readonly StockView[]): ItemStock[] {
  const groups = new Map<string, StockView[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.warehouse, row.sku, row.lot, row.unit]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => {
    const sum = (of: (row: StockView) => number): number => group.reduce((total, row) => total + of(row), 0);
    return {
      first: group[0] as StockView,
      available: sum((row) => (row.status === 'AVAILABLE' ? row.available : 0)),
      onHand: sum((row) => row.onHand),
      held: sum((row) => (row.status === 'HOLD' ? row.onHand : 0)),
      unusable: sum((row) => (row.status === 'DAMAGED' ? row.onHand : 0)),
    };
  });
}

function itemSegments(item: ItemStock, index: number, manyWarehouses: boolean, text: Text): OutgoingSegment[] {
  const { lot, unit, description, warehouse } = item.first;
  const { own, other } = nameItem(item.first, text);
  const lotPair = lot ? ['LT', text(lot, 48)] : [];
  const quantity = (qualifier: string, value: number): OutgoingSegment => [
    'QTY',
    qualifier,
    number(value),
    text(unit, 2),
  ];
  return [
    ['LIN', String(index + 1), ...own, ...(other[0] ? other : []), ...lotPair],
    ...(description ? [['PID', 'F', '', '', '', text(description, 80)]] : []),
    ...(manyWarehouses ? [['REF', 'WS', text(warehouse, 30)]] : []),
    quantity('33', item.available),
    quantity('17', item.onHand),
    ...(item.held > 0 ? [quantity('QH', item.held)] : []),
    ...(item.unusable > 0 ? [quantity('20', item.unusable)] : []),
  ];
}
