import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** The customers: tenants of everything else. */
export class CreateAccount1767225600101 implements MigrationInterface {
  readonly name = 'CreateAccount1767225600101';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'account',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'name', ...column.name },
          { name: 'legal_name', ...column.name },
          { name: 'search_text', ...column.text },
          { name: 'kind', ...column.state },
          { name: 'grade', ...column.state },
          { name: 'region', ...column.code },
          { name: 'industry', ...column.name },
          { name: 'tax_number', ...column.code, isNullable: true },
          { name: 'phone', ...column.code, isNullable: true },
          { name: 'bank_account', ...column.code, isNullable: true },
          { name: 'address', ...column.text, isNullable: true },
          { name: 'credit_limit_minor', ...column.bigint, isNullable: true },
          { name: 'credit_currency', ...column.state, isNullable: true },
          { name: 'customer_since', ...column.state, isNullable: true },
          { name: 'parent_id', ...column.id, isNullable: true },
          { name: 'branch_id', ...column.id },
          { name: 'account_manager_id', ...column.id, isNullable: true },
          { name: 'opened_at', ...column.bigint },
          { name: 'version', ...column.whole },
        ],
        indices: [
          new TableIndex({ name: 'account_opened', columnNames: ['opened_at', 'id'] }),
          new TableIndex({ name: 'account_parent', columnNames: ['parent_id'] }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('account');
  }
}
