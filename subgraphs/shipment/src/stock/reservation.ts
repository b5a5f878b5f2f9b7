import { ok, type Result, refuse } from '@quayside/shared/result';
import { availableOf, rounded, type Stock } from './stock.ts';

/** What a line of an order asks of the stock. */
export interface Need {
  readonly lineNumber: number;
  readonly sku: string;
  /** Null takes any, the oldest first. */
  readonly lot: string | null;
  readonly unit: string;
  readonly quantity: number;
}

/** So much of a row for a line. */
export interface Share {
  readonly lineNumber: number;
  readonly stockId: string;
  readonly quantity: number;
}

/** True when the row holds what the line asks for. */
const suits = (stock: Stock, need: Pick<Need, 'sku' | 'lot' | 'unit'>): boolean =>
  stock.status === 'AVAILABLE' &&
  stock.sku === need.sku &&
  stock.unit === need.unit &&
  (need.lot === null || stock.lot === need.lot);

/** Goods of one kind: cases of an item are not kept when its pieces are. */
export type Item = Pick<Need, 'sku' | 'unit'>;

/** True when the item is one of those that we keep. */
export const isKept = (kept: readonly Item[], item: Item): boolean =>
  kept.some(({ sku, unit }) => sku === item.sku && unit === item.unit);

/** The warehouse that an order names by code or name. */
export function namedAmong(warehouses: readonly string[], names: readonly string[]): string | null {
  const wanted = new Set(names.map((name) => name.toUpperCase()));
  return warehouses.find((warehouse) => wanted.has(warehouse.toUpperCase())) ?? null;
}

/**
 * The warehouse that has most of what is asked for, where the order names none. Nothing is put together from two places,
 * because one truck leaves from one dock.
 */
export function richestFor(needs: readonly Need[], rows: readonly Stock[]): string | null {
  const warehouses = [...new Set(rows.map((row) => row.warehouse))].sort();
  if (warehouses.length < 2) return warehouses[0] ?? null;
  const covered = warehouses.map((warehouse) => {
    const shares = allocate(
      needs,
      rows.filter((row) => row.warehouse === warehouse),
    );
    return { warehouse, total: sum(shares.map((share) => share.quantity)) };
  });
  return covered.reduce((best, one) => (one.total > best.total ? one : best)).warehouse;
}

/** Divides what is free among lines, first line first, oldest row first. `rows` come oldest first. */
export function allocate(needs: readonly Need[], rows: readonly Stock[]): Share[] {
  const free = new Map(rows.map((row) => [row.id, availableOf(row)]));
  return needs.flatMap((need) => draw(need, rows, free));
}

/** Of what was found for a line, as much as makes whole ones of its unit: a case is not sent half full. */
export function wholeUnits(shares: readonly Share[], lineNumber: number, factor: number): Share[] {
  const own = shares.filter((share) => share.lineNumber === lineNumber);
  if (factor <= 1) return own;
  let open = rounded(Math.floor(rounded(total(own, lineNumber) / factor)) * factor);
  return own.flatMap((share) => {
    const quantity = Math.min(open, share.quantity);
    open = rounded(open - quantity);
    return quantity > 0 ? [{ ...share, quantity }] : [];
  });
}

/** Takes for one line from what is free, and counts it down. */
function draw(need: Need, rows: readonly Stock[], free: Map<string, number>, most = need.quantity): Share[] {
  let open = rounded(most);
  const shares: Share[] = [];
  for (const row of rows) {
    const left = free.get(row.id) ?? 0;
    if (open <= 0) break;
    if (left <= 0 || !suits(row, need)) continue;
    const quantity = Math.min(open, left);
    shares.push({ lineNumber: need.lineNumber, stockId: row.id, quantity });
    free.set(row.id, rounded(left - quantity));
    open = rounded(open - quantity);
  }
  return shares;
}

/** What went out of a line; `strict` when it must have come from the stock. */
export interface Shipped extends Need {
  readonly strict: boolean;
}

/**
 * Where the goods that left were taken from: first from what was set aside for the line, then from what is free. All
 * that this order held is free for it, so `held` is added back before anything is divided.
 */
export function takeShares(
  shipped: readonly Shipped[],
  held: readonly Share[],
  rows: readonly Stock[],
): Result<Share[]> {
  const free = new Map(rows.map((row) => [row.id, rounded(availableOf(row) + heldOf(held, row.id))]));
  const own = shipped.flatMap((one) => {
    const mine = held.filter((share) => share.lineNumber === one.lineNumber);
    let open = one.quantity;
    return mine.flatMap((share) => {
      const row = rows.filter(({ id }) => id === share.stockId);
      const taken = draw(one, row, free, Math.min(open, share.quantity));
      open = rounded(open - total(taken, one.lineNumber));
      return taken;
    });
  });
  const more = shipped.flatMap((one) => draw(one, rows, free, one.quantity - total(own, one.lineNumber)));
  const shares = [...own, ...more];
  const short = shipped.find((one) => one.strict && total(shares, one.lineNumber) < rounded(one.quantity));
  return short ? notThere(short, total(shares, short.lineNumber)) : ok(shares);
}

const notThere = (short: Shipped, there: number): Result<never> => {
  const lot = short.lot ? `, lot ${short.lot}` : '';
  const item = `${short.quantity} ${short.unit} of ${short.sku}${lot}`;
  return refuse('STOCK_SHORT', `Line ${short.lineNumber}: ${item} cannot have left, our stock has ${there} for it.`, {
    field: 'lines.shippedQuantity',
    fix: `Ship ${there} of it, or correct the count of the stock first.`,
    figures: { free: there },
  });
};

/** What of a row an order holds. */
export const heldOf = (held: readonly Share[], stockId: string): number =>
  sum(held.filter((share) => share.stockId === stockId).map((share) => share.quantity));

/** What a line has by now. */
export const total = (shares: readonly Share[], lineNumber: number): number =>
  sum(shares.filter((share) => share.lineNumber === lineNumber).map((share) => share.quantity));

const sum = (quantities: readonly number[]): number => rounded(quantities.reduce((all, one) => all + one, 0));
