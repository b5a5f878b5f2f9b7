import { ok, type Result, refuse } from '@quayside/shared/result';
import type { CreateShipmentInput } from '../shipment/order-input.ts';
import type { Shipment } from '../shipment/shipment.ts';

/** The order again, whole, as it is wanted now. */
export interface ChangeOrderInput extends Omit<CreateShipmentInput, 'accountId' | 'kind' | 'orderNumber'> {
  readonly id: string;
  readonly orderNumber?: string | null | undefined;
}

/** An order may change until somebody has begun to pick it. */
export function mayChange(shipment: Shipment, input: Pick<ChangeOrderInput, 'orderNumber'>): Result<Shipment> {
  const { number, state, kind, orderNumber } = shipment;
  if (kind !== 'WAREHOUSE_ORDER') {
    return refuse('SHIPMENT_NOT_ORDERED', `${number} was tendered, not ordered.`, { fix: 'Tender it again with 04.' });
  }
  if (input.orderNumber && input.orderNumber.trim() !== orderNumber) {
    return refuse('ORDER_NUMBER_FIXED', `${number} is order ${orderNumber}, not ${input.orderNumber}.`, {
      field: 'orderNumber',
      fix: 'Cancel it and order anew under the other number.',
    });
  }
  if (state === 'CANCELLED') {
    return refuse('SHIPMENT_STATE_FORBIDS', `${number} is CANCELLED: it cannot be changed any more.`);
  }
  if (state !== 'BOOKED') {
    return refuse('SHIPMENT_PICKED', `${number} is ${state}: what was picked cannot be ordered otherwise.`, {
      fix: 'Cancel it if it has not left yet, or order the difference anew.',
    });
  }
  return ok(shipment);
}
