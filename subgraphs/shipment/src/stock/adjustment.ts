import { ok, type Refusal, type Result, refuse } from '@quayside/shared/result';
import type { AdjustmentReason, StockStatus } from '../events.ts';
import { CODE, LINE, productIdFault, textFault } from '../shipment/order-checks.ts';
import type { ProductId } from '../shipment/parts.ts';
import { quantityFault, type StockPlace } from './stock.ts';

type Maybe<T> = T | null | undefined;

/** A correction as it comes in. */
export interface AdjustStockInput {
  /** Either the row, or everything that tells it. */
  readonly stockId?: Maybe<string>;
  readonly accountId?: Maybe<string>;
  readonly warehouse?: Maybe<string>;
  readonly location?: Maybe<string>;
  readonly sku?: Maybe<string>;
  readonly lot?: Maybe<string>;
  readonly unit?: Maybe<string>;
  readonly status?: Maybe<StockStatus>;
  /** Signed. */
  readonly quantity: number;
  readonly reason: AdjustmentReason;
  readonly note?: Maybe<string>;
  readonly toStatus?: Maybe<StockStatus>;
  readonly description?: Maybe<string>;
  readonly productIds?: Maybe<readonly ProductId[]>;
  readonly idempotencyKey?: Maybe<string>;
}

/** From one location to another. */
export interface MoveStockInput {
  readonly stockId: string;
  readonly location: string;
  readonly quantity: number;
  readonly note?: Maybe<string>;
  readonly idempotencyKey?: Maybe<string>;
}

/** What some reasons say of the sign; the others go either way. */
const SIGNS: Partial<Record<AdjustmentReason, 1 | -1>> = { DECREASE: -1, DESTROYED: -1, INCREASE: 1 };

/** What is wrong with a correction before anything is looked up. */
export function adjustFault(input: AdjustStockInput): Refusal | null {
  const { quantity, reason, toStatus } = input;
  const sign = toStatus ? 1 : SIGNS[reason];
  const contradicts = sign !== undefined && Math.sign(quantity) !== sign;
  return (
    quantityFault('quantity', quantity) ??
    (contradicts
      ? {
          code: 'QUANTITY_CONTRADICTS_REASON',
          message: `${toStatus ? 'A change of status' : reason} with ${quantity}: the quantity must be ${sign > 0 ? 'positive' : 'negative'}.`,
          field: 'quantity',
        }
      : null) ??
    textFault([
      ['warehouse', input.warehouse, CODE],
      ['location', input.location, CODE],
      ['sku', input.sku, CODE],
      ['lot', input.lot, CODE],
      ['unit', input.unit, 32],
      ['note', input.note, LINE],
      ['description', input.description, LINE],
      ['idempotencyKey', input.idempotencyKey, CODE],
    ]) ??
    productIdFault('productIds', input.productIds)
  );
}

/** What is wrong with a move before anything is looked up. */
export const moveFault = ({ quantity, location, note, idempotencyKey }: MoveStockInput): Refusal | null =>
  quantityFault('quantity', quantity) ??
  (quantity < 0 ? { code: 'NUMBER_NEGATIVE', message: `quantity is ${quantity}.`, field: 'quantity' } : null) ??
  (location.trim() === '' ? { code: 'TEXT_EMPTY', message: 'location is empty.', field: 'location' } : null) ??
  textFault([
    ['location', location, CODE],
    ['note', note, LINE],
    ['idempotencyKey', idempotencyKey, CODE],
  ]);

/** The place that a correction without a row names. */
export function placeOf(input: AdjustStockInput): Result<StockPlace> {
  const { accountId, status } = input;
  const [warehouse, location, sku, unit, lot] = [input.warehouse, input.location, input.sku, input.unit, input.lot].map(
    (text) => text?.trim() ?? '',
  );
  if (!accountId || !warehouse || !location || !sku || !unit) {
    return refuse('STOCK_NOT_NAMED', 'Name the row, or account, warehouse, location, SKU and unit.', {
      field: 'stockId',
    });
  }
  return ok({ accountId, warehouse, location, sku, unit, lot: lot || null, status: status ?? 'AVAILABLE' });
}
