import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const MONTH_INDICES = [
  new TableIndex({
    name: 'board_month_sums',
    columnNames: [
      ...['month', 'account_id', 'orders', 'revenue_minor', 'carrier_cost_minor', 'serve_cost_minor'],
      ...['claims_paid_minor', 'incomplete'],
    ],
  }),
  new TableIndex({ name: 'board_month_cohort', columnNames: ['cohort', 'month', 'account_id', 'orders'] }),
];
const STAGE = new TableIndex({
  name: 'customer_value_stage',
  columnNames: ['stage', 'id', 'profit_minor', 'stale', 'valued_at'],
});

/** Sums of boards read indices alone. */
export class IndexBoards1795796400000 implements MigrationInterface {
  readonly name = 'IndexBoards1795796400000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndices('board_month', MONTH_INDICES);
    await runner.createIndex('customer_value', STAGE);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('customer_value', STAGE);
    await runner.dropIndices('board_month', MONTH_INDICES);
  }
}
