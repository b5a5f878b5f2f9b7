import type { ConsigneeRegistered } from '@quayside/customer/events';
import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';

/** Whose a consignee is. */
export const consigneeAccountTable = new EntitySchema<ConsigneeRegistered>({
  name: 'consignee_account',
  columns: {
    consigneeId: { ...column.id, name: 'consignee_id', primary: true },
    accountId: { ...column.id, name: 'account_id' },
  },
});
