import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

export class CreateEdiClaim1795752000000 implements MigrationInterface {
  readonly name = 'CreateEdiClaim1795752000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'edi_claim',
        columns: [
          { name: 'claim_id', ...column.id, isPrimary: true },
          { name: 'message_id', ...column.id, isPrimary: true },
        ],
        indices: [new TableIndex({ name: 'edi_claim_message', columnNames: ['message_id'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('edi_claim');
  }
}
