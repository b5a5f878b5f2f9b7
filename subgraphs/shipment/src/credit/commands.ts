import { ORDER_AWAITS_PAYMENT } from '@quayside/contract/credit-events';
import { systemViewer } from '@quayside/shared/identity';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { readLines, readReferences, readStops } from '../shipment/part-store.ts';
import type { Shipment } from '../shipment/shipment.ts';
import { ordersBeforeWork } from '../shipment/store.ts';
import { awaits, awaitsPayment, type PricedParts } from './awaiting.ts';
import { creditGates } from './store.ts';

/** When something happens, and what it belongs to. */
interface Occasion {
  readonly at: number;
  readonly correlationId: string;
}

const product = systemViewer('credit');

/** Says which orders wait for their payment, with what their price depends on: whoever knows prices releases them. */
export async function tellAwaiting(
  em: EntityManager,
  { at, correlationId }: Occasion,
  orders: readonly PricedParts[],
  known: Awaited<ReturnType<typeof creditGates>> | null = null,
): Promise<void> {
  const shipments = orders.map(({ shipment }) => shipment);
  const gateOf = known ?? (await creditGates(em, shipments));
  await appendEvents(
    em,
    orders
      .filter(({ shipment }) => awaitsPayment(shipment, gateOf(shipment)))
      .map((order) => ({
        ...{ type: ORDER_AWAITS_PAYMENT, accountId: order.shipment.accountId, subject: order.shipment.id },
        ...{ seq: order.shipment.version, at, correlationId, data: awaits(order, at) },
      })),
  );
}

/** So many orders of an account are told when it is asked to pay first. */
const MOST_TOLD = 500;

/** Says of the orders that an account has placed already that they wait now. */
export async function tellAllAwaiting(em: EntityManager, occasion: Occasion, accountId: string): Promise<void> {
  const shipments: Shipment[] = await ordersBeforeWork(em, product, accountId, MOST_TOLD);
  if (shipments.length === 0) return;
  const ids = shipments.map(({ id }) => id);
  const [lines, stops, references] = [
    await readLines(em, product, ids),
    await readStops(em, product, ids),
    await readReferences(em, product, ids),
  ];
  const orders = shipments.map((shipment) => {
    const own = <P extends { readonly shipmentId: string }>(parts: readonly P[]) =>
      parts.filter(({ shipmentId }) => shipmentId === shipment.id);
    return { shipment, lines: own(lines), stops: own(stops), references: own(references) };
  });
  await tellAwaiting(em, occasion, orders);
}
