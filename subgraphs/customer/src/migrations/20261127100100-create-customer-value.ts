import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** What each customer is worth, as last worked out. */
export class CreateCustomerValue1795773660000 implements MigrationInterface {
  readonly name = 'CreateCustomerValue1795773660000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'customer_value',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'stale', ...column.flag },
          { name: 'valued_at', ...column.bigint, isNullable: true },
          { name: 'currency', ...column.state, isNullable: true },
          { name: 'orders', ...column.whole },
          { name: 'revenue_minor', ...column.bigint },
          { name: 'profit_minor', ...column.bigint },
          { name: 'lifetime_minor', ...column.bigint, isNullable: true },
          { name: 'value_index', ...column.decimal, isNullable: true },
          { name: 'loyalty', ...column.decimal, isNullable: true },
          { name: 'growth_percent', ...column.decimal, isNullable: true },
          { name: 'stage', ...column.state },
          { name: 'risk_percent', ...column.decimal, isNullable: true },
          { name: 'risk_level', ...column.state, isNullable: true },
          { name: 'grade', ...column.state, isNullable: true },
          { name: 'grade_stability', ...column.whole, isNullable: true },
          { name: 'summary', ...column.text, isNullable: true },
          { name: 'version', ...column.whole },
        ],
        indices: [new TableIndex({ name: 'customer_value_stale', columnNames: ['stale', 'id'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('customer_value');
  }
}

/** What all customers together are measured by. */
export class CreateValuePortfolio1795773660001 implements MigrationInterface {
  readonly name = 'CreateValuePortfolio1795773660001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'value_portfolio',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'laid_at', ...column.bigint },
          { name: 'yardstick', ...column.text, isNullable: true },
          { name: 'grading', ...column.text },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('value_portfolio');
  }
}

/** By what customers are valued, in versions. */
export class CreateValueSetting1795773660002 implements MigrationInterface {
  readonly name = 'CreateValueSetting1795773660002';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'value_setting',
        columns: [
          { name: 'version', ...column.whole, isPrimary: true },
          { name: 'settings', ...column.text },
          { name: 'changed_by', ...column.name },
          { name: 'changed_at', ...column.bigint },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('value_setting');
  }
}

/** Who brought whom. */
export class CreateReferral1795773660003 implements MigrationInterface {
  readonly name = 'CreateReferral1795773660003';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'referral',
        columns: [
          { name: 'account_id', ...column.id, isPrimary: true },
          { name: 'referrer_id', ...column.id },
          { name: 'noted_by', ...column.name },
          { name: 'noted_at', ...column.bigint },
        ],
        indices: [new TableIndex({ name: 'referral_referrer', columnNames: ['referrer_id'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('referral');
  }
}
