import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

export class CreateEdiUsage1795748520000 implements MigrationInterface {
  readonly name = 'CreateEdiUsage1795748520000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'edi_usage',
        columns: [
          { name: 'id', ...column.name, isPrimary: true },
          { name: 'partner_id', ...column.code },
          { name: 'hour', ...column.bigint },
          { name: 'files', ...column.whole },
          { name: 'bytes', ...column.bigint },
        ],
        indices: [new TableIndex({ name: 'edi_usage_partner', columnNames: ['partner_id', 'hour'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('edi_usage');
  }
}
