import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

export class CreateWarehouseName1795752180000 implements MigrationInterface {
  readonly name = 'CreateWarehouseName1795752180000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'warehouse_name',
        columns: [
          { name: 'account_id', ...column.id, isPrimary: true },
          { name: 'code', ...column.code, isPrimary: true },
          { name: 'name', ...column.code },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('warehouse_name');
  }
}
