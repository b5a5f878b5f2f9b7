import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

export class CreateEdiDue1767225600104 implements MigrationInterface {
  readonly name = 'CreateEdiDue1767225600104';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'edi_due',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'subject', ...column.line },
          { name: 'partner_id', ...column.code },
          { name: 'set_type', ...column.state },
          { name: 'shipment_id', ...column.id },
          { name: 'origin_id', ...column.id },
          { name: 'facts', ...column.text },
          { name: 'state', ...column.state },
          { name: 'attempts', ...column.whole },
          { name: 'due_at', ...column.bigint },
          { name: 'note', ...column.text, isNullable: true },
        ],
        indices: [
          new TableIndex({ name: 'edi_due_subject', columnNames: ['subject'], isUnique: true }),
          new TableIndex({ name: 'edi_due_state', columnNames: ['state', 'due_at'] }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('edi_due');
  }
}
