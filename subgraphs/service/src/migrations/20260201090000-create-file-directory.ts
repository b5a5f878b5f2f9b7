import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** What may be attached, from the events of the shipment subgraph, which keeps the files. */
export class CreateFileDirectory1769936400010 implements MigrationInterface {
  readonly name = 'CreateFileDirectory1769936400010';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'file_directory',
        columns: [
          { name: 'file_id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id, isNullable: true },
          { name: 'linked_shipment_id', ...column.id, isNullable: true },
          { name: 'uploaded_by', ...column.code },
          { name: 'media_type', ...column.name },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('file_directory');
  }
}
