import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

export class CreateSavedView1795748400001 implements MigrationInterface {
  readonly name = 'CreateSavedView1795748400001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'saved_view',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'member_id', ...column.id },
          { name: 'name', ...column.code },
          { name: 'filter', ...column.text },
          { name: 'created_at', ...column.bigint },
        ],
        indices: [new TableIndex({ name: 'saved_view_name', columnNames: ['member_id', 'name'], isUnique: true })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('saved_view');
  }
}
