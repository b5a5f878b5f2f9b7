import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

export class CreateShipmentDirectory1767225600010 implements MigrationInterface {
  readonly name = 'CreateShipmentDirectory1767225600010';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'shipment_directory',
        columns: [
          { name: 'shipment_id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'number', ...column.code },
          { name: 'state', ...column.state },
          { name: 'carrier_scac', ...column.code, isNullable: true },
          { name: 'consignee_id', ...column.id, isNullable: true },
          { name: 'contract_id', ...column.id, isNullable: true },
          { name: 'delivered_at', ...column.bigint, isNullable: true },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('shipment_directory');
  }
}

export class CreateAccountDirectory1767225600011 implements MigrationInterface {
  readonly name = 'CreateAccountDirectory1767225600011';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'account_directory',
        columns: [
          { name: 'account_id', ...column.id, isPrimary: true },
          { name: 'name', ...column.name },
          { name: 'account_manager_id', ...column.id, isNullable: true },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('account_directory');
  }
}

export class CreateContractTerms1767225600012 implements MigrationInterface {
  readonly name = 'CreateContractTerms1767225600012';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'contract_terms',
        columns: [
          { name: 'contract_id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'terms', ...column.text },
        ],
        indices: [new TableIndex({ name: 'contract_terms_account', columnNames: ['account_id'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('contract_terms');
  }
}
