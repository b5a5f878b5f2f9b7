import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume, ofTypes } from '@quayside/shared/events/inbox';
import type { EntityManager } from 'typeorm';
import { ACTIVITY_SOURCE } from '../activity-events.ts';
import { ORDER_AWAITS_PAYMENT, type OrderAwaits } from '../credit-events.ts';
import { CONTRACT_SOURCE } from '../events.ts';
import {
  COLLECTION_STEP_TAKEN,
  DISPUTE_DECIDED,
  INVOICE_ISSUED,
  LINE_DISPUTED,
  RECEIVABLE_CHANGED,
  REMITTANCE_CHANGED,
} from '../money-events.ts';
import { lookAt } from './look-commands.ts';
import { liftPaid } from './payment-commands.ts';
import { endAwaiting, putAwaiting } from './prepayment-store.ts';

const MOVES = [
  INVOICE_ISSUED,
  RECEIVABLE_CHANGED,
  REMITTANCE_CHANGED,
  COLLECTION_STEP_TAKEN,
  LINE_DISPUTED,
  DISPUTE_DECIDED,
];

/**
 * Looks at an account as soon as its money has moved, as of the moment in which it did: whoever pays is off hold at once,
 * orders that waited for their payment go on, and a past that is told again does not age by today's calendar.
 */
export const followMoney = (db: Database, bus: EventBus): Promise<BusSubscription> =>
  consume({
    name: 'contract-credit',
    source: CONTRACT_SOURCE,
    db,
    bus,
    concerns: ofTypes(...MOVES),
    handle: async (em, events) => {
      const last = events.at(-1);
      if (!last) return;
      const accounts = [...new Set(events.flatMap(({ accountId }) => accountId ?? []))];
      const occasion = { at: last.at, correlationId: last.correlationId };
      await lookAt(em, occasion, accounts);
      await liftPaid(em, occasion, accounts);
    },
  });

// A subgraph imports no other: what shipments tell stands here as text.
const ENDS: readonly string[] = [
  'shipment.state-changed.v1',
  'shipment.tender-answered.v1',
  'shipment.milestone-recorded.v1',
];
const DROPPED: readonly string[] = ['CANCELLED', 'DECLINED'];
const DONE: readonly string[] = ['DELIVERED', 'RETURNED'];

interface ShipmentEnd {
  readonly shipmentId: string;
  readonly state: string;
}

const endsAs = ({ type, data }: EventEnvelope, states: readonly string[]): boolean =>
  ENDS.includes(type) && states.includes((data as ShipmentEnd).state);

/** Keeps which orders wait for their payment, and lets those go on whose money is there already. */
export const followAwaiting = (db: Database, bus: EventBus): Promise<BusSubscription> =>
  consume({
    name: 'contract-awaiting',
    source: ACTIVITY_SOURCE,
    db,
    bus,
    concerns: (event) => event.type === ORDER_AWAITS_PAYMENT || endsAs(event, DROPPED) || endsAs(event, DONE),
    handle: keepAwaiting,
  });

async function keepAwaiting(em: EntityManager, events: readonly EventEnvelope[]): Promise<void> {
  const told = events.filter(({ type }) => type === ORDER_AWAITS_PAYMENT);
  await putAwaiting(
    em,
    told.map(({ at, data }) => {
      const { shipmentId: id, accountId, orderNumber, deeds } = data as OrderAwaits;
      return { id, accountId, orderNumber, deeds, state: 'WAITS', currency: null, keptMinor: 0, toldAt: at };
    }),
  );
  const idsOf = (states: readonly string[]) =>
    events.filter((event) => endsAs(event, states)).map(({ data }) => (data as ShipmentEnd).shipmentId);
  await endAwaiting(em, { done: idsOf(DONE), dropped: idsOf(DROPPED) });
  const last = told.at(-1);
  if (!last) return;
  const accounts = [...new Set(told.flatMap(({ accountId }) => accountId ?? []))];
  await liftPaid(em, { at: last.at, correlationId: last.correlationId }, accounts);
}
