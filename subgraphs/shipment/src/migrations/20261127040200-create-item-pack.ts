import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

export class CreateItemPack1795752120000 implements MigrationInterface {
  readonly name = 'CreateItemPack1795752120000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'item_pack',
        columns: [
          { name: 'account_id', ...column.id, isPrimary: true },
          { name: 'sku', ...column.code, isPrimary: true },
          { name: 'unit', ...column.state, isPrimary: true },
          { name: 'quantity', ...column.decimal },
          { name: 'holds_unit', ...column.state },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('item_pack');
  }
}
