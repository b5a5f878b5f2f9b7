import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** Every time that somebody of ours and somebody of a customer had to do with each other. */
export class CreateTouch1795773720000 implements MigrationInterface {
  readonly name = 'CreateTouch1795773720000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'customer_touch',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'channel', ...column.state },
          { name: 'direction', ...column.state },
          { name: 'purpose', ...column.state },
          { name: 'held_at', ...column.bigint },
          { name: 'our_side', ...column.line },
          { name: 'their_side', ...column.line },
          { name: 'contact_id', ...column.id, isNullable: true },
          { name: 'notes', ...column.text },
          { name: 'outcome', ...column.state },
          { name: 'follow_up_on', ...column.state, isNullable: true },
          { name: 'logged_by', ...column.name },
          { name: 'logged_at', ...column.bigint },
          { name: 'once_key', ...column.code, isNullable: true },
        ],
        indices: [
          new TableIndex({ name: 'customer_touch_account', columnNames: ['account_id', 'held_at', 'id'] }),
          new TableIndex({ name: 'customer_touch_once', columnNames: ['account_id', 'once_key'], isUnique: true }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('customer_touch');
  }
}

/** What happened with customers before they were here, so that it is taken once. */
export class CreateHistoryImport1795773720001 implements MigrationInterface {
  readonly name = 'CreateHistoryImport1795773720001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'history_import',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'once_key', ...column.code },
          { name: 'row_count', ...column.whole },
          { name: 'imported_by', ...column.name },
          { name: 'imported_at', ...column.bigint },
        ],
        indices: [
          new TableIndex({ name: 'history_import_once', columnNames: ['account_id', 'once_key'], isUnique: true }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('history_import');
  }
}
