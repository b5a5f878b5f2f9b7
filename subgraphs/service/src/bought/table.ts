import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Bought } from './bought.ts';

/** One row for what a customer bought in a month. */
export const boughtTable = new EntitySchema<Bought>({
  name: 'service_bought',
  columns: {
    accountId: { ...column.id, name: 'account_id', primary: true },
    kind: { ...column.state, primary: true },
    value: { ...column.state, primary: true },
    month: { ...column.state, primary: true },
  },
  indices: [{ name: 'service_bought_month', columns: ['month', 'accountId'] }],
});
