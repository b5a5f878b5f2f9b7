import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';

const COLUMNS = [
  { name: 'terms', ...column.text },
  { name: 'quote', ...column.text },
  { name: 'branch', ...column.line },
  { name: 'scheduled_day', ...column.state },
  { name: 'planned_minutes', ...column.whole },
  { name: 'steps', ...column.text },
  { name: 'charge_id', ...column.id },
  { name: 'return_order_id', ...column.id },
  { name: 'score', ...column.whole },
  { name: 'score_comment', ...column.text },
  { name: 'rated_at', ...column.bigint },
];
const INDICES = [
  { name: 'work_order_day', columnNames: ['scheduled_day', 'branch', 'id'] },
  { name: 'work_order_return', columnNames: ['return_order_id'] },
];

/** Price, day, steps and verdict of a job; jobs from before have none of them. */
export class PriceWorkOrders1795762800010 implements MigrationInterface {
  readonly name = 'PriceWorkOrders1795762800010';
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns(
      'work_order',
      COLUMNS.map((one) => new TableColumn({ ...one, isNullable: true })),
    );
    await runner.createIndices(
      'work_order',
      INDICES.map((one) => new TableIndex(one)),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of INDICES) await runner.dropIndex('work_order', name);
    await runner.dropColumns(
      'work_order',
      COLUMNS.map(({ name }) => name),
    );
  }
}

/** How much a branch works, and how much of it is booked. */
export class CreateWorkDay1795762800020 implements MigrationInterface {
  readonly name = 'CreateWorkDay1795762800020';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'work_day',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'branch', ...column.line },
          { name: 'day', ...column.state },
          { name: 'minutes', ...column.whole, isNullable: true },
          { name: 'booked_minutes', ...column.whole },
          { name: 'version', ...column.whole },
        ],
        indices: [new TableIndex({ name: 'work_day_branch', columnNames: ['branch', 'day'], isUnique: true })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('work_day');
  }
}
