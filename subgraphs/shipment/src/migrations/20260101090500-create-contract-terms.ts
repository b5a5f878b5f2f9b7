import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** What contracts allow, from the events of the contract subgraph. */
export class CreateContractTerms1767258300000 implements MigrationInterface {
  readonly name = 'CreateContractTerms1767258300000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'contract_terms',
        columns: [
          { name: 'contract_id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'state', ...column.state },
          { name: 'services', ...column.text },
          { name: 'valid_from', ...column.state },
          { name: 'valid_to', ...column.state },
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
