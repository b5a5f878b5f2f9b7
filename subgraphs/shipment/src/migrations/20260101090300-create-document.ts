import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';
import { part } from './part-columns.ts';

/** Stored files and their roles. */
export class CreateDocument1767258180000 implements MigrationInterface {
  readonly name = 'CreateDocument1767258180000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'stored_file',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id, isNullable: true },
          { name: 'shipment_id', ...column.id, isNullable: true },
          { name: 'uploaded_by', ...column.code },
          { name: 'sha256', ...column.code },
          { name: 'file_name', ...column.name },
          { name: 'media_type', ...column.name },
          { name: 'size_bytes', ...column.bigint },
          { name: 'created_at', ...column.bigint },
        ],
        indices: [new TableIndex({ name: 'stored_file_account', columnNames: ['account_id', 'created_at'] })],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'shipment_document',
        columns: [
          ...part,
          { name: 'file_id', ...column.id },
          { name: 'kind', ...column.state },
          { name: 'file_name', ...column.name },
          { name: 'media_type', ...column.name },
          { name: 'size_bytes', ...column.bigint },
          { name: 'sha256', ...column.code },
          { name: 'created_at', ...column.bigint },
        ],
        indices: [
          new TableIndex({
            name: 'shipment_document_file',
            columnNames: ['shipment_id', 'file_id', 'kind'],
            isUnique: true,
          }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('shipment_document');
    await runner.dropTable('stored_file');
  }
}
