import { openItemStore } from '../item/store.ts';
import { workOrderTable } from './table.ts';
import type { WorkOrder } from './work-order.ts';

/** The reads and writes of work orders. */
export const workOrders = openItemStore<WorkOrder, WorkOrder>({
  table: workOrderTable,
  searched: ['t.sku', 't.instructions'],
  toItem: (row) => row,
  toRow: (order) => order,
});
