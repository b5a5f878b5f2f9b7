import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** Where customers of a unit and of all below it pay to, with every change. */
export class CreateBankDetails1795854600000 implements MigrationInterface {
  readonly name = 'CreateBankDetails1795854600000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'bank_details',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'org_unit_id', ...column.id },
          { name: 'path', ...column.line },
          { name: 'currency', type: 'varchar', length: '3' },
          { name: 'details', ...column.text, isNullable: true },
          { name: 'changed_by', ...column.name },
          { name: 'changed_at', ...column.bigint },
          { name: 'reason', ...column.text },
          { name: 'version', ...column.whole },
        ],
        indices: [
          new TableIndex({
            name: 'bank_details_unit',
            columnNames: ['org_unit_id', 'currency', 'version'],
            isUnique: true,
          }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('bank_details');
  }
}
