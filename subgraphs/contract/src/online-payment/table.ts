import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Checkout } from './online-payment.ts';

/** One row per set of invoices with the same amounts open. */
export const checkoutTable = new EntitySchema<Checkout>({
  name: 'online_checkout',
  columns: {
    id: { ...column.id, primary: true },
    fingerprint: { ...column.code },
    accountId: { ...column.id, name: 'account_id' },
    currency: { type: 'varchar', length: '3' },
    amountMinor: { ...column.long, name: 'amount_minor' },
    items: { ...column.json },
    attempt: { ...column.whole },
    openedBy: { ...column.name, name: 'opened_by' },
    openedAt: { ...column.instant, name: 'opened_at' },
    url: { ...column.text, nullable: true },
    version: { ...column.whole },
  },
  indices: [{ name: 'online_checkout_once', columns: ['fingerprint'], unique: true }],
});

/** An event of the provider as it came, and whether the books know of it. */
export interface PaymentEvent {
  readonly id: string;
  readonly type: string;
  /** The bytes as they came: UTF-8. */
  readonly raw: string;
  readonly receivedAt: number;
  /** RECEIVED until the books know of it. */
  readonly state: 'RECEIVED' | 'DONE' | 'IGNORED';
}

export const paymentEventTable = new EntitySchema<PaymentEvent>({
  name: 'payment_event',
  columns: {
    id: { type: 'varchar', length: '255', primary: true },
    type: { ...column.code },
    raw: { ...column.text },
    receivedAt: { ...column.instant, name: 'received_at' },
    state: { ...column.state },
  },
  indices: [{ name: 'payment_event_state', columns: ['state', 'receivedAt'] }],
});

/** Which payment of the provider belongs to which checkout, and how it stands in the books. */
export interface OnlinePayment {
  /** Of the provider, such as pi_…; begins the reference of the payments in the books. */
  readonly id: string;
  readonly checkoutId: string;
  /** The payment that stands in the books; null when it was taken back. */
  readonly remittanceId: string | null;
  readonly amountMinor: number;
  /** Given back so far, as the provider counts it. */
  readonly refunded: number;
  /** How often it has been booked. */
  readonly bookings: number;
  readonly version: number;
}

export const onlinePaymentTable = new EntitySchema<OnlinePayment>({
  name: 'online_payment',
  columns: {
    id: { ...column.code, primary: true },
    checkoutId: { ...column.id, name: 'checkout_id' },
    remittanceId: { ...column.id, name: 'remittance_id', nullable: true },
    amountMinor: { ...column.long, name: 'amount_minor' },
    refunded: { ...column.long },
    bookings: { ...column.whole },
    version: { ...column.whole },
  },
});
