import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Stock, StockAdjustment, StockMovement } from './stock.ts';

/** A row of stock. Goods without a lot have an empty one here: a unique key takes nulls for different. */
export interface StockRow extends Omit<Stock, 'lot'> {
  lot: string;
}

/** Stock by what tells it apart. The lists go by SKU. */
export const stockTable = new EntitySchema<StockRow>({
  name: 'stock',
  columns: {
    id: { ...column.id, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    warehouse: { ...column.code },
    location: { ...column.code },
    sku: { ...column.code },
    lot: { ...column.code },
    status: { ...column.state },
    unit: { ...column.state },
    description: { ...column.line, nullable: true },
    productIds: { ...column.json, name: 'product_ids' },
    onHand: { ...column.decimal, name: 'on_hand' },
    reserved: { ...column.decimal },
    receivedAt: { ...column.instant, name: 'received_at' },
    updatedAt: { ...column.instant, name: 'updated_at' },
    version: { ...column.whole },
  },
  indices: [
    {
      name: 'stock_place',
      columns: ['accountId', 'warehouse', 'sku', 'lot', 'status', 'unit', 'location'],
      unique: true,
    },
    { name: 'stock_account_sku', columns: ['accountId', 'sku', 'id'] },
    { name: 'stock_sku', columns: ['sku', 'id'] },
  ],
});

/** A text that a row of stock is found by. */
export interface StockSearchRow {
  accountId: string;
  token: string;
  stockId: string;
}

/** Search tokens: account first, because nearly every search is one account's. */
export const stockSearchTable = new EntitySchema<StockSearchRow>({
  name: 'stock_search',
  columns: {
    accountId: { ...column.id, name: 'account_id', primary: true },
    token: { ...column.code, primary: true },
    stockId: { ...column.id, name: 'stock_id', primary: true },
  },
  indices: [
    { name: 'stock_search_token', columns: ['token'] },
    { name: 'stock_search_stock', columns: ['stockId'] },
  ],
});

/** Every change of what is on hand, by row and time. */
export const stockMovementTable = new EntitySchema<StockMovement>({
  name: 'stock_movement',
  columns: {
    id: { ...column.id, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    stockId: { ...column.id, name: 'stock_id' },
    kind: { ...column.state },
    quantity: { ...column.decimal },
    status: { ...column.state },
    reason: { ...column.state, nullable: true },
    note: { ...column.line, nullable: true },
    shipmentId: { ...column.id, name: 'shipment_id', nullable: true },
    inboundId: { ...column.id, name: 'inbound_id', nullable: true },
    adjustmentId: { ...column.id, name: 'adjustment_id', nullable: true },
    number: { ...column.state, nullable: true },
    by: { ...column.name, name: 'done_by' },
    at: { ...column.instant, name: 'happened_at' },
  },
  indices: [
    { name: 'stock_movement_stock', columns: ['stockId', 'at', 'id'] },
    { name: 'stock_movement_adjustment', columns: ['adjustmentId'] },
  ],
});

/** Corrections. */
export const stockAdjustmentTable = new EntitySchema<StockAdjustment>({
  name: 'stock_adjustment',
  columns: {
    id: { ...column.id, primary: true },
    number: { ...column.state },
    accountId: { ...column.id, name: 'account_id' },
    warehouse: { ...column.code },
    reason: { ...column.state },
    note: { ...column.line, nullable: true },
    by: { ...column.name, name: 'done_by' },
    at: { ...column.instant, name: 'happened_at' },
  },
  indices: [{ name: 'stock_adjustment_account', columns: ['accountId', 'at', 'id'] }],
});

/** A key that an account has used for an adjustment or a move, and the row that was answered. */
export interface StockKeyRow {
  accountId: string;
  idempotencyKey: string;
  stockId: string;
}

/** Keys that were used, each once per account. */
export const stockKeyTable = new EntitySchema<StockKeyRow>({
  name: 'stock_key',
  columns: {
    accountId: { ...column.id, name: 'account_id', primary: true },
    idempotencyKey: { ...column.code, name: 'idempotency_key', primary: true },
    stockId: { ...column.id, name: 'stock_id' },
  },
});

/** What of a row is set aside for a line of an order. */
export interface ReservationRow {
  id: string;
  shipmentId: string;
  accountId: string;
  lineNumber: number;
  stockId: string;
  quantity: number;
}

/** Reservations that have not been taken or given back yet. */
export const reservationTable = new EntitySchema<ReservationRow>({
  name: 'stock_reservation',
  columns: {
    id: { ...column.id, primary: true },
    shipmentId: { ...column.id, name: 'shipment_id' },
    accountId: { ...column.id, name: 'account_id' },
    lineNumber: { ...column.whole, name: 'line_number' },
    stockId: { ...column.id, name: 'stock_id' },
    quantity: { ...column.decimal },
  },
  indices: [
    { name: 'stock_reservation_shipment', columns: ['shipmentId'] },
    { name: 'stock_reservation_stock', columns: ['stockId'] },
  ],
});
