import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { equals } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows } from '@quayside/shared/db/sql';
import type { EntityManager } from 'typeorm';
import type { Checkout } from './online-payment.ts';
import {
  checkoutTable,
  type OnlinePayment,
  onlinePaymentTable,
  type PaymentEvent,
  paymentEventTable,
} from './table.ts';

const readCheckouts = rowReader(checkoutTable);
const readEvents = rowReader(paymentEventTable);
const readPayments = rowReader(onlinePaymentTable);

/** Asked for invoices that have been found in reach. */
export const checkoutBy = async (em: EntityManager, fingerprint: string): Promise<Checkout | null> =>
  (await readCheckouts(em, equals('t.fingerprint', 'fingerprint', fingerprint)))[0] ?? null;

/** Asked by the product itself, for an event of the provider. */
export const findCheckout = async (em: EntityManager, id: string): Promise<Checkout | null> =>
  (await readCheckouts(em, equals('t.id', 'id', id)))[0] ?? null;

export const insertCheckout = (em: EntityManager, checkout: Checkout): Promise<void> =>
  insertRows(em, checkoutTable, [checkout]);

/** Saves a change. @throws AppError CONFLICT when somebody else was faster. */
export const saveCheckout = (em: EntityManager, { id, version, ...change }: Checkout): Promise<void> =>
  guardedUpdate(em, checkoutTable, { id, version }, change);

export const findEvent = async (em: EntityManager, id: string): Promise<PaymentEvent | null> =>
  (await readEvents(em, equals('t.id', 'id', id)))[0] ?? null;

/** Events that came before that moment, and that the books still do not know of. */
export const eventsWaiting = (em: EntityManager, before: number, most: number): Promise<PaymentEvent[]> =>
  readEvents(
    em,
    { sql: 't.state = :state AND t.received_at < :before', parameters: { state: 'RECEIVED', before } },
    `ORDER BY t.received_at LIMIT ${most}`,
  );

export const insertEvent = (em: EntityManager, event: PaymentEvent): Promise<void> =>
  insertRows(em, paymentEventTable, [event]);

export const settleEvent = (em: EntityManager, id: string, state: PaymentEvent['state']): Promise<number> =>
  changeRows(em, 'UPDATE payment_event SET state = :state WHERE id = :id', { id, state });

export const findPayment = async (em: EntityManager, id: string): Promise<OnlinePayment | null> =>
  (await readPayments(em, equals('t.id', 'id', id)))[0] ?? null;

export const insertPayment = (em: EntityManager, payment: OnlinePayment): Promise<void> =>
  insertRows(em, onlinePaymentTable, [payment]);

/** Saves a change. @throws AppError CONFLICT when another event was faster; it comes again. */
export const savePayment = (em: EntityManager, { id, version, ...change }: OnlinePayment): Promise<void> =>
  guardedUpdate(em, onlinePaymentTable, { id, version }, change);
