import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import { itemColumns, itemIndices } from '../item/columns.ts';
import type { ReturnOrder } from './return-order.ts';

/** One row per return; its lines are read with it, so they are JSON. */
export const returnOrderTable = new EntitySchema<ReturnOrder>({
  name: 'return_order',
  columns: {
    ...itemColumns,
    rmaNumber: { ...column.code, name: 'rma_number', nullable: true },
    reason: { ...column.state },
    explanation: { ...column.text },
    contractId: { ...column.id, name: 'contract_id' },
    lines: { ...column.json, name: 'return_lines' },
    warehouse: { ...column.code, nullable: true },
    creditMinor: { ...column.long, name: 'credit_minor', nullable: true },
    creditCurrency: { type: 'varchar', length: '3', name: 'credit_currency', nullable: true },
    chargeId: { ...column.id, name: 'charge_id', nullable: true },
  },
  indices: itemIndices('return_order'),
});
