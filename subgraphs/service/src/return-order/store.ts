import { openItemStore } from '../item/store.ts';
import type { ReturnOrder } from './return-order.ts';
import { returnOrderTable } from './table.ts';

/** The reads and writes of returns. */
export const returnOrders = openItemStore<ReturnOrder, ReturnOrder>({
  table: returnOrderTable,
  // SKUs stand in the lines, which are text to a search.
  searched: ['t.rma_number', 't.explanation', 't.return_lines'],
  toItem: (row) => row,
  toRow: (order) => order,
});
