import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { ItemPack } from './pack.ts';

/** One row for each unit of an item of an account. */
export const itemPackTable = new EntitySchema<ItemPack>({
  name: 'item_pack',
  columns: {
    accountId: { ...column.id, name: 'account_id', primary: true },
    sku: { ...column.code, primary: true },
    unit: { ...column.state, primary: true },
    quantity: { ...column.decimal },
    holdsUnit: { ...column.state, name: 'holds_unit' },
  },
});
