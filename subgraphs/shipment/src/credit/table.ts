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
}

export const releasedOrderTable = new EntitySchema<ReleasedOrder>({
  name: 'released_order',
  columns: {
    accountId: { ...column.id, name: 'account_id', primary: true },
    orderNumber: { ...column.code, name: 'order_number', primary: true },
  },
});
