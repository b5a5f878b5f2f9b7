import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

export class CreateEdiPartner1767225600103 implements MigrationInterface {
  readonly name = 'CreateEdiPartner1767225600103';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'edi_partner',
        columns: [
          { name: 'id', ...column.code, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'name', ...column.name },
          { name: 'sender_id', ...column.code },
          { name: 'receiver_id', ...column.code },
          { name: 'version', ...column.state },
          { name: 'acknowledgement', ...column.state },
          { name: 'out_sets', ...column.text },
          { name: 'delimiters', ...column.state },
          { name: 'test', ...column.flag },
          { name: 'created_at', ...column.bigint },
        ],
        indices: [new TableIndex({ name: 'edi_partner_account', columnNames: ['account_id'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('edi_partner');
  }
}
