import { figuresOf, type Refusal } from '@quayside/shared/result';
import type { AdjustmentReason, StockFacts, StockStatus } from '../events.ts';
import type { ProductId } from '../shipment/parts.ts';

/** What tells one row of stock from another. */
export interface StockPlace {
  readonly accountId: string;
  readonly warehouse: string;
  readonly location: string;
  readonly sku: string;
  readonly lot: string | null;
  readonly status: StockStatus;
  readonly unit: string;
}

/** Goods of one kind in one place. */
export interface Stock extends StockPlace {
  readonly id: string;
  readonly description: string | null;
  readonly productIds: ProductId[];
  readonly onHand: number;
  readonly reserved: number;
  /** When the first of it came: the oldest goes first. */
  readonly receivedAt: number;
  readonly updatedAt: number;
  readonly version: number;
}

/** Why what is on hand changed. */
export type StockMovementKind = 'RECEIPT' | 'SHIPMENT' | 'ADJUSTMENT' | 'MOVE';

/** One change of what is on hand; the movements of a row add up to it. */
export interface StockMovement {
  readonly id: string;
  readonly accountId: string;
  readonly stockId: string;
  readonly kind: StockMovementKind;
  /** Signed. */
  readonly quantity: number;
  readonly status: StockStatus;
  readonly reason: AdjustmentReason | null;
  readonly note: string | null;
  readonly shipmentId: string | null;
  readonly inboundId: string | null;
  readonly adjustmentId: string | null;
  /** Of the receipt, shipment, adjustment or move behind it. */
  readonly number: string | null;
  readonly by: string;
  readonly at: number;
}

/** A correction that the depositor is told of (947). */
export interface StockAdjustment {
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly warehouse: string;
  readonly reason: AdjustmentReason;
  readonly note: string | null;
  readonly by: string;
  readonly at: number;
}

const DECIMALS = 10_000;

/** Quantities have four decimals: sums of binary fractions would drift apart otherwise. */
export const rounded = (quantity: number): number => Math.round(quantity * DECIMALS) / DECIMALS;

/** What a new order may have of a row. */
export const availableOf = (stock: Pick<Stock, 'onHand' | 'reserved' | 'status'>): number =>
  stock.status === 'AVAILABLE' ? rounded(stock.onHand - stock.reserved) : 0;

/** More than any warehouse holds, and far from where doubles lose their four decimals. */
const MOST = 1e9;

/** A quantity that can be counted. */
export function quantityFault(field: string, quantity: number): Refusal | null {
  if (!Number.isFinite(quantity) || Math.abs(quantity) > MOST) {
    const message = `${field} is ${quantity}; at most ${MOST} can be kept.`;
    return { code: 'QUANTITY_TOO_LARGE', message, field, figures: figuresOf({ most: MOST }) };
  }
  if (rounded(quantity) === 0) return { code: 'QUANTITY_ZERO', message: `${field} is nothing.`, field };
  return null;
}

/** `12 EA of SKU-1, lot L7, in A-01 (Memphis)`. */
export function describeStock(quantity: number, stock: StockPlace): string {
  const lot = stock.lot ? `, lot ${stock.lot}` : '';
  return `${quantity} ${stock.unit} of ${stock.sku}${lot}, in ${stock.location} (${stock.warehouse})`;
}

/** Taking `quantity` would leave less than nothing, or less than is set aside for orders. */
export function shortFault(stock: Stock, quantity: number, field = 'quantity'): Refusal | null {
  const free = rounded(stock.onHand - stock.reserved);
  if (quantity <= free) return null;
  const set = stock.reserved > 0 ? `, ${stock.reserved} of them set aside for orders` : '';
  return {
    code: 'STOCK_SHORT',
    message: `There is no more than ${describeStock(stock.onHand, stock)}${set}: ${quantity} cannot be taken away.`,
    field,
    fix: `Take away ${free} at most${stock.reserved > 0 ? ', or cancel or change an order that holds the rest' : ''}.`,
    figures: figuresOf({ free }),
  };
}

/** What every event of a row carries. */
export const stockFactsOf = (stock: Stock): StockFacts => ({
  stockId: stock.id,
  accountId: stock.accountId,
  warehouse: stock.warehouse,
  sku: stock.sku,
  lot: stock.lot,
  status: stock.status,
  unit: stock.unit,
  onHand: stock.onHand,
  reserved: stock.reserved,
});
