import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { openItemStore } from '../item/store.ts';
import { type WorkOrderRow, workOrderTable } from './table.ts';
import type { WorkOrder } from './work-order.ts';

const toItem = (row: WorkOrderRow): WorkOrder => ({ ...row, steps: row.steps ?? [] });

/** The reads and writes of work orders. */
export const workOrders = openItemStore<WorkOrder, WorkOrderRow>({
  table: workOrderTable,
  searched: ['t.sku', 't.instructions'],
  toItem,
  toRow: (order) => order,
});

const read = rowReader(workOrderTable);

/** The jobs of a branch between two days, both included. @param from, to YYYY-MM-DD */
export async function scheduledOrders(
  em: EntityManager,
  viewer: Viewer,
  branch: string,
  { from, to }: { from: string; to: string },
): Promise<WorkOrder[]> {
  const days = { sql: 't.scheduled_day >= :from AND t.scheduled_day <= :to', parameters: { from, to } };
  const reach = withinReach(viewer, { account: 't.account_id' });
  const rows = await read(
    em,
    allOf([equals('t.branch', 'branch', branch), days, reach]),
    'ORDER BY t.scheduled_day, t.id',
  );
  return rows.map(toItem);
}

/** The jobs that repair the goods of these returns. */
export async function repairsOf(em: EntityManager, viewer: Viewer, returnIds: readonly string[]): Promise<WorkOrder[]> {
  const reach = withinReach(viewer, { account: 't.account_id' });
  const rows = await read(em, allOf([oneOf('t.return_order_id', 'ids', returnIds), reach]), 'ORDER BY t.id');
  return rows.map(toItem);
}
