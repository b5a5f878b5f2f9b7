import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** What was agreed and holds from a later day. */
export class CreateAgreedChange1795825800000 implements MigrationInterface {
  readonly name = 'CreateAgreedChange1795825800000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'agreed_change',
        columns: [
          { name: 'contract_id', ...column.id, isPrimary: true },
          { name: 'begins_on', ...column.state, isPrimary: true },
          { name: 'terms', ...column.text },
          { name: 'reason', ...column.text },
          { name: 'actor', ...column.name },
          { name: 'agreed_at', ...column.bigint },
        ],
      }),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('agreed_change');
  }
}
