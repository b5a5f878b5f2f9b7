import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

/** Who or what has released an order, and why. */
export class ExplainReleases1795812900010 implements MigrationInterface {
  readonly name = 'ExplainReleases1795812900010';
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('released_order', [
      new TableColumn({ name: 'released_by', ...column.name, isNullable: true }),
      new TableColumn({ name: 'reason', ...column.text, isNullable: true }),
      new TableColumn({ name: 'by_payment', ...column.flag, isNullable: true }),
      new TableColumn({ name: 'released_at', ...column.bigint, isNullable: true }),
    ]);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('released_order', ['released_at', 'by_payment', 'reason', 'released_by']);
  }
}
