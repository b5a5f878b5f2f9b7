import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

export class CreateEdiRejection1795748400000 implements MigrationInterface {
  readonly name = 'CreateEdiRejection1795748400000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'edi_rejection',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'state', ...column.state },
          { name: 'case_id', ...column.id, isNullable: true },
          { name: 'attempts', ...column.whole },
          { name: 'due_at', ...column.bigint },
          { name: 'note', ...column.text, isNullable: true },
        ],
        indices: [new TableIndex({ name: 'edi_rejection_state', columnNames: ['state', 'due_at'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('edi_rejection');
  }
}
