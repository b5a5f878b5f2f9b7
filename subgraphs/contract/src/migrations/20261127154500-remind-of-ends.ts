import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Which ends of contracts have been told. */
export class CreateContractReminder1795794300000 implements MigrationInterface {
  readonly name = 'CreateContractReminder1795794300000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'contract_reminder',
        columns: [
          { name: 'contract_id', ...column.id, isPrimary: true },
          { name: 'valid_to', ...column.state, isPrimary: true },
          { name: 'at', ...column.bigint },
        ],
      }),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('contract_reminder');
  }
}
