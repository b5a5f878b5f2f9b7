import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

const index = (name: string, columnNames: string[], isUnique = false) =>
  new TableIndex({ name, columnNames, isUnique });

/** What jobs cost and returns are credited with. */
export class CreateCharge1795762800010 implements MigrationInterface {
  readonly name = 'CreateCharge1795762800010';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'charge',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'number', ...column.code },
          { name: 'account_id', ...column.id },
          { name: 'contract_id', ...column.id },
          { name: 'source', ...column.state },
          { name: 'subject_id', ...column.id },
          { name: 'subject_number', ...column.code },
          { name: 'reason', ...column.state },
          { name: 'service', ...column.state },
          { name: 'quantity', ...column.decimal },
          { name: 'unit', ...column.state },
          { name: 'amount_minor', ...column.bigint },
          { name: 'currency', type: 'varchar', length: '3' },
          { name: 'charged_at', ...column.bigint },
        ],
        indices: [
          index('charge_number', ['number'], true),
          index('charge_subject', ['source', 'subject_id'], true),
          index('charge_account', ['account_id', 'charged_at', 'id']),
          index('charge_contract', ['contract_id', 'charged_at', 'id']),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('charge');
  }
}
