import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** Facts about customers as the logs tell them, one row each. */
export class CreateCustomerFact1795773600000 implements MigrationInterface {
  readonly name = 'CreateCustomerFact1795773600000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'customer_fact',
        columns: [
          { name: 'id', ...column.code, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'kind', ...column.state },
          { name: 'at', ...column.bigint },
          { name: 'subject_kind', ...column.state },
          { name: 'subject_id', ...column.code },
          { name: 'subject_number', ...column.code, isNullable: true },
          { name: 'amount_minor', ...column.bigint, isNullable: true },
          { name: 'currency', ...column.state, isNullable: true },
          { name: 'quantity', ...column.decimal },
          { name: 'service', ...column.state, isNullable: true },
        ],
        indices: [new TableIndex({ name: 'customer_fact_kind', columnNames: ['account_id', 'kind', 'at', 'id'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('customer_fact');
  }
}

/** The same summed up by month, which figures are worked out from. */
export class CreateCustomerMonth1795773600001 implements MigrationInterface {
  readonly name = 'CreateCustomerMonth1795773600001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'customer_month',
        columns: [
          { name: 'id', ...column.code, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'month', ...column.state },
          { name: 'tally', ...column.text },
        ],
        indices: [new TableIndex({ name: 'customer_month_account', columnNames: ['account_id', 'month'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('customer_month');
  }
}

/** Contracts as they were last told. */
export class CreateCustomerAgreement1795773600002 implements MigrationInterface {
  readonly name = 'CreateCustomerAgreement1795773600002';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'customer_agreement',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'number', ...column.code },
          { name: 'state', ...column.state },
          { name: 'valid_from', ...column.state },
          { name: 'valid_to', ...column.state },
          { name: 'services', ...column.text },
        ],
        indices: [new TableIndex({ name: 'customer_agreement_account', columnNames: ['account_id', 'valid_to'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('customer_agreement');
  }
}
