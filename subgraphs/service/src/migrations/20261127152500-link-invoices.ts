import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableColumn } from 'typeorm';

/** A case may be about an invoice of its account. */
export class LinkInvoices1795793100000 implements MigrationInterface {
  readonly name = 'LinkInvoices1795793100000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'invoice_directory',
        columns: [
          { name: 'invoice_id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id },
        ],
      }),
    );
    await runner.addColumn('service_case', new TableColumn({ name: 'invoice_id', ...column.id, isNullable: true }));
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('service_case', 'invoice_id');
    await runner.dropTable('invoice_directory');
  }
}
