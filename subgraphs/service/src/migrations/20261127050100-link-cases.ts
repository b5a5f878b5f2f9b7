import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

export class CreateLinkCase1795755660000 implements MigrationInterface {
  readonly name = 'CreateLinkCase1795755660000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'link_case',
        columns: [
          { name: 'case_id', ...column.id, isPrimary: true },
          { name: 'link_id', ...column.id },
          { name: 'account_id', ...column.id },
          { name: 'shipment_id', ...column.id },
        ],
        indices: [new TableIndex({ name: 'link_case_link', columnNames: ['link_id', 'case_id'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('link_case');
  }
}
