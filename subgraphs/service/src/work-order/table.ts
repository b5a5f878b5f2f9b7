import type { CatalogueItem } from '@quayside/contract/events';
import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import { itemColumns, itemIndices } from '../item/columns.ts';
import type { Quote } from './quote.ts';
import type { WorkStep } from './steps.ts';
import type { WorkOrder } from './work-order.ts';

/** Jobs from before there were prices and steps have none. */
export interface WorkOrderRow extends Omit<WorkOrder, 'steps'> {
  readonly steps: readonly WorkStep[] | null;
  readonly terms: CatalogueItem | null;
  readonly quote: Quote | null;
}

/** One row per job; proof, price and steps are read with it, so they are JSON. */
export const workOrderTable = new EntitySchema<WorkOrderRow>({
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
    terms: { ...column.json, nullable: true },
    quote: { ...column.json, nullable: true },
    branch: { ...column.line, nullable: true },
    day: { ...column.state, name: 'scheduled_day', nullable: true },
    plannedMinutes: { ...column.whole, name: 'planned_minutes', nullable: true },
    steps: { ...column.json, nullable: true },
    chargeId: { ...column.id, name: 'charge_id', nullable: true },
    returnOrderId: { ...column.id, name: 'return_order_id', nullable: true },
    score: { ...column.whole, nullable: true },
    scoreComment: { ...column.text, name: 'score_comment', nullable: true },
    ratedAt: { ...column.instant, name: 'rated_at', nullable: true },
  },
  indices: [
    ...itemIndices('work_order'),
    { name: 'work_order_day', columns: ['day', 'branch', 'id'] },
    { name: 'work_order_return', columns: ['returnOrderId'] },
  ],
});
