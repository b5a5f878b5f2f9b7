import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { HeardCredit } from './credit.ts';

/** The credit of accounts, as this subgraph last heard it; without a row an account is open. */
export const heardCreditTable = new EntitySchema<HeardCredit>({
  name: 'account_credit',
  columns: {
    accountId: { ...column.id, name: 'account_id', primary: true },
    state: { ...column.state },
    reason: { ...column.state },
  },
});

/** An order that goes on in spite of the credit of its account. */
export interface ReleasedOrder {
  accountId: string;
  orderNumber: string;
  /** The person, or the payment; null for orders that were released before it was told, as are the others. */
  releasedBy: string | null;
  reason: string | null;
  byPayment: boolean | null;
  releasedAt: number | null;
}

export const releasedOrderTable = new EntitySchema<ReleasedOrder>({
  name: 'released_order',
  columns: {
    accountId: { ...column.id, name: 'account_id', primary: true },
    orderNumber: { ...column.code, name: 'order_number', primary: true },
    releasedBy: { ...column.name, name: 'released_by', nullable: true },
    reason: { ...column.text, nullable: true },
    byPayment: { ...column.flag, name: 'by_payment', nullable: true },
    releasedAt: { ...column.instant, name: 'released_at', nullable: true },
  },
});
