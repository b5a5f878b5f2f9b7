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
          { name: 'test', ...column.flag },
          { name: 'state', ...column.state },
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

export class CreateEdiPartnerVersion1767225600105 implements MigrationInterface {
  readonly name = 'CreateEdiPartnerVersion1767225600105';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'edi_partner_version',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'partner_id', ...column.code },
          { name: 'number', ...column.whole },
          { name: 'effective_from', ...column.bigint },
          { name: 'profile', ...column.text },
          { name: 'note', ...column.text, isNullable: true },
          { name: 'made_by', ...column.name },
          { name: 'made_at', ...column.bigint },
        ],
        indices: [
          new TableIndex({
            name: 'edi_partner_version_number',
            columnNames: ['partner_id', 'number'],
            isUnique: true,
          }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('edi_partner_version');
  }
}
