import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { BoardLine, BoardMove } from './board-line.ts';

/** One row for each customer and month in which something happened: boards are sums over them. */
export const boardMonthTable = new EntitySchema<BoardLine>({
  name: 'board_month',
  columns: {
    accountId: { ...column.id, name: 'account_id', primary: true },
    month: { ...column.state, primary: true },
    cohort: { ...column.state, nullable: true },
    orders: { ...column.whole },
    revenueMinor: { ...column.long, name: 'revenue_minor' },
    carrierCostMinor: { ...column.long, name: 'carrier_cost_minor' },
    serveCostMinor: { ...column.long, name: 'serve_cost_minor' },
    claimsPaidMinor: { ...column.long, name: 'claims_paid_minor' },
    incomplete: { ...column.flag },
  },
  // Each holds all that its sum reads, in the order in which it is grouped.
  indices: [
    {
      name: 'board_month_sums',
      columns: [
        ...['month', 'accountId', 'orders', 'revenueMinor', 'carrierCostMinor', 'serveCostMinor', 'claimsPaidMinor'],
        'incomplete',
      ],
    },
    { name: 'board_month_cohort', columns: ['cohort', 'month', 'accountId', 'orders'] },
  ],
});

/** One row for each move of a customer from stage to stage. */
export const boardMoveTable = new EntitySchema<BoardMove>({
  name: 'board_move',
  columns: {
    accountId: { ...column.id, name: 'account_id', primary: true },
    place: { ...column.whole, primary: true },
    month: { ...column.state },
    fromStage: { ...column.state, name: 'from_stage' },
    toStage: { ...column.state, name: 'to_stage' },
  },
  indices: [{ name: 'board_move_month', columns: ['month', 'fromStage', 'toStage', 'accountId'] }],
});
