import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { ITEM_COLUMNS, itemIndices } from './item-columns.ts';

/** Goods that come back. */
export class CreateReturnOrder1795762800030 implements MigrationInterface {
  readonly name = 'CreateReturnOrder1795762800030';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'return_order',
        columns: [
          ...ITEM_COLUMNS,
          { name: 'rma_number', ...column.code, isNullable: true },
          { name: 'reason', ...column.state },
          { name: 'explanation', ...column.text },
          { name: 'contract_id', ...column.id },
          { name: 'return_lines', ...column.text },
          { name: 'warehouse', ...column.code, isNullable: true },
          { name: 'credit_minor', ...column.bigint, isNullable: true },
          { name: 'credit_currency', type: 'varchar', length: '3', isNullable: true },
          { name: 'charge_id', ...column.id, isNullable: true },
        ],
        indices: itemIndices('return_order'),
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('return_order');
  }
}
