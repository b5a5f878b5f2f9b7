import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

export class FileClaimsOnce1795755600000 implements MigrationInterface {
  readonly name = 'FileClaimsOnce1795755600000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'claim_filed_once',
        columns: [
          { name: 'id', ...column.line, isPrimary: true },
          { name: 'claim_id', ...column.id },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('claim_filed_once');
  }
}
