import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

const TERMS = [
  { name: 'name', ...column.name },
  { name: 'state', ...column.state },
  { name: 'valid_from', ...column.state },
  { name: 'valid_to', ...column.state },
  { name: 'terms', ...column.text },
];

export class CreateContract1767225600010 implements MigrationInterface {
  readonly name = 'CreateContract1767225600010';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'contract',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'number', ...column.code },
          { name: 'account_id', ...column.id },
          ...TERMS,
          { name: 'version', ...column.whole },
          { name: 'created_at', ...column.bigint },
        ],
        indices: [
          new TableIndex({ name: 'contract_number', columnNames: ['number'], isUnique: true }),
          new TableIndex({ name: 'contract_account', columnNames: ['account_id', 'created_at', 'id'] }),
          new TableIndex({ name: 'contract_created', columnNames: ['created_at', 'id'] }),
          new TableIndex({ name: 'contract_expiry', columnNames: ['state', 'valid_to'] }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('contract');
  }
}

export class CreateContractVersion1767225600011 implements MigrationInterface {
  readonly name = 'CreateContractVersion1767225600011';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'contract_version',
        columns: [
          { name: 'contract_id', ...column.id, isPrimary: true },
          { name: 'version', ...column.whole, isPrimary: true },
          ...TERMS,
          { name: 'amended_at', ...column.bigint },
          { name: 'reason', ...column.text, isNullable: true },
          { name: 'actor', ...column.name },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('contract_version');
  }
}
