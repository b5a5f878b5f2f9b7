import type { OrderAwaits } from '@quayside/contract/credit-events';
import type { ShipmentParts } from '../shipment/parts.ts';
import type { Shipment } from '../shipment/shipment.ts';
import { waitsForWork } from '../shipment/transitions.ts';
import { shipmentActivity, shippedPieces } from '../shipping/activity.ts';
import type { CreditGate } from './credit.ts';

/** An order with what its price depends on. */
export interface PricedParts extends Pick<ShipmentParts, 'lines' | 'stops' | 'references'> {
  readonly shipment: Shipment;
}

/** True for an order on which work starts when it is paid. */
export const awaitsPayment = (shipment: Shipment, { credit, released }: CreditGate): boolean =>
  credit?.state === 'PREPAY' && !released && waitsForWork(shipment);

/** What an order would be charged for, as if it were done now: handling out of our warehouse, and the move. */
export function awaits({ shipment, lines, stops, references }: PricedParts, at: number): OrderAwaits {
  const surroundings = { stops, references, quantities: shippedPieces(lines) };
  const kinds = shipment.kind === 'WAREHOUSE_ORDER' ? (['SHIPPED', 'DELIVERED'] as const) : (['DELIVERED'] as const);
  const deeds = kinds.map((kind) =>
    shipmentActivity(shipment, { activityId: `${shipment.id}:${kind}`, kind, code: null, at }, surroundings),
  );
  const { id: shipmentId, accountId, orderNumber } = shipment;
  return { shipmentId, accountId, orderNumber, deeds };
}
