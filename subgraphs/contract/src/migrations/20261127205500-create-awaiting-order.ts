import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** Which orders their account pays before work starts. */
export class CreateAwaitingOrder1795812900000 implements MigrationInterface {
  readonly name = 'CreateAwaitingOrder1795812900000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'awaiting_order',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'order_number', ...column.code },
          { name: 'state', ...column.state },
          { name: 'deeds', ...column.text },
          { name: 'currency', type: 'varchar', length: '3', isNullable: true },
          { name: 'kept_minor', ...column.bigint },
          { name: 'told_at', ...column.bigint },
        ],
        indices: [new TableIndex({ name: 'awaiting_order_account', columnNames: ['account_id', 'state', 'told_at'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('awaiting_order');
  }
}
