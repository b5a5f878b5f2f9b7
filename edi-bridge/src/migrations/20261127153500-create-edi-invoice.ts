import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** Which messages speak of which invoice of ours. */
export class CreateEdiInvoice1795793700000 implements MigrationInterface {
  readonly name = 'CreateEdiInvoice1795793700000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'edi_invoice',
        columns: [
          { name: 'invoice_id', ...column.id, isPrimary: true },
          { name: 'message_id', ...column.id, isPrimary: true },
        ],
        indices: [new TableIndex({ name: 'edi_invoice_message', columnNames: ['message_id'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('edi_invoice');
  }
}
