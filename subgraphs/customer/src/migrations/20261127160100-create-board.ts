import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** Months and moves of each customer as boards sum them up; they are filled as customers are valued again. */
export class CreateBoard1795795260000 implements MigrationInterface {
  readonly name = 'CreateBoard1795795260000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'board_month',
        columns: [
          { name: 'account_id', ...column.id, isPrimary: true },
          { name: 'month', ...column.state, isPrimary: true },
          { name: 'cohort', ...column.state, isNullable: true },
          { name: 'orders', ...column.whole },
          { name: 'revenue_minor', ...column.bigint },
          { name: 'carrier_cost_minor', ...column.bigint },
          { name: 'serve_cost_minor', ...column.bigint },
          { name: 'claims_paid_minor', ...column.bigint },
          { name: 'incomplete', ...column.flag },
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'board_move',
        columns: [
          { name: 'account_id', ...column.id, isPrimary: true },
          { name: 'place', ...column.whole, isPrimary: true },
          { name: 'month', ...column.state },
          { name: 'from_stage', ...column.state },
          { name: 'to_stage', ...column.state },
        ],
        indices: [
          new TableIndex({
            name: 'board_move_month',
            columnNames: ['month', 'from_stage', 'to_stage', 'account_id'],
          }),
        ],
      }),
      true,
    );
    await runner.query('UPDATE customer_value SET stale = 1, version = version + 1');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('board_move');
    await runner.dropTable('board_month');
  }
}
