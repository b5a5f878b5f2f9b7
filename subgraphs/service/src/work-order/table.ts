import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import { itemColumns, itemIndices } from '../item/columns.ts';
import type { WorkOrder } from './work-order.ts';

/** One row per job; the proof is read with it, so it is JSON. */
export const workOrderTable = new EntitySchema<WorkOrder>({
  name: 'work_order',
  columns: {
    ...itemColumns,
    service: { ...column.state },
    contractId: { ...column.id, name: 'contract_id' },
    quantity: { ...column.decimal },
    unit: { ...column.state },
    sku: { ...column.code, nullable: true },
    instructions: { ...column.text },
    proof: { ...column.json },
  },
  indices: itemIndices('work_order'),
});
