import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

export class CreateMessage1767225600017 implements MigrationInterface {
  readonly name = 'CreateMessage1767225600017';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'message',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'item_id', ...column.id },
          { name: 'account_id', ...column.id },
          { name: 'author', ...column.name },
          { name: 'author_kind', ...column.state },
          { name: 'body', ...column.text },
          { name: 'internal', ...column.whole },
          { name: 'attachments', ...column.text },
          { name: 'at', ...column.bigint },
        ],
        indices: [new TableIndex({ name: 'message_item', columnNames: ['item_id', 'id'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('message');
  }
}

export class CreateHistoryEntry1767225600018 implements MigrationInterface {
  readonly name = 'CreateHistoryEntry1767225600018';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'history_entry',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'item_id', ...column.id },
          { name: 'account_id', ...column.id },
          { name: 'at', ...column.bigint },
          { name: 'actor', ...column.name },
          { name: 'what', ...column.code },
          { name: 'from_value', ...column.text, isNullable: true },
          { name: 'to_value', ...column.text, isNullable: true },
        ],
        indices: [new TableIndex({ name: 'history_entry_item', columnNames: ['item_id', 'id'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('history_entry');
  }
}
