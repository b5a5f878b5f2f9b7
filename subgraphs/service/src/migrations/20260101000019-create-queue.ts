import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

export class CreateQueueItem1767225600019 implements MigrationInterface {
  readonly name = 'CreateQueueItem1767225600019';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'queue_item',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'kind', ...column.state },
          { name: 'number', ...column.code },
          { name: 'title', ...column.line },
          { name: 'state', ...column.state },
          { name: 'priority', ...column.state },
          { name: 'account_id', ...column.id },
          { name: 'shipment_id', ...column.id, isNullable: true },
          { name: 'owner_id', ...column.id, isNullable: true },
          { name: 'opened_at', ...column.bigint },
          { name: 'due_at', ...column.bigint },
          { name: 'closed_at', ...column.bigint, isNullable: true },
          { name: 'is_open', ...column.whole },
        ],
        indices: [
          new TableIndex({ name: 'queue_item_due', columnNames: ['is_open', 'due_at', 'id', 'account_id'] }),
          new TableIndex({ name: 'queue_item_owner', columnNames: ['is_open', 'owner_id', 'due_at', 'id'] }),
          new TableIndex({ name: 'queue_item_account', columnNames: ['is_open', 'account_id', 'due_at', 'id'] }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('queue_item');
  }
}
