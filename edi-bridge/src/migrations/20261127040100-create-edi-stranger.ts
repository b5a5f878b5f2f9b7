import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

export class CreateEdiStranger1795752060000 implements MigrationInterface {
  readonly name = 'CreateEdiStranger1795752060000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'edi_stranger',
        columns: [
          { name: 'id', ...column.name, isPrimary: true },
          { name: 'partner_id', ...column.code },
          { name: 'hour', ...column.bigint },
          { name: 'tries', ...column.whole },
          { name: 'last_at', ...column.bigint },
        ],
        indices: [new TableIndex({ name: 'edi_stranger_partner', columnNames: ['partner_id', 'hour'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('edi_stranger');
  }
}
