import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** People and receivers under an account. */
export class CreateParties1767225600102 implements MigrationInterface {
  readonly name = 'CreateParties1767225600102';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'contact',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'name', ...column.name },
          { name: 'job_title', ...column.name, isNullable: true },
          { name: 'email', ...column.line, isNullable: true },
          { name: 'phone', ...column.code, isNullable: true },
          { name: 'topics', ...column.text },
          { name: 'version', ...column.whole },
        ],
        indices: [new TableIndex({ name: 'contact_account', columnNames: ['account_id'] })],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'consignee',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'code', ...column.code, isNullable: true },
          { name: 'name', ...column.name },
          { name: 'identity', ...column.line },
          { name: 'name_key', ...column.line },
          { name: 'address', ...column.text, isNullable: true },
          { name: 'phone', ...column.code, isNullable: true },
          { name: 'email', ...column.line, isNullable: true },
          { name: 'needs', ...column.text, isNullable: true },
          { name: 'time_zone', ...column.code, isNullable: true },
          { name: 'version', ...column.whole },
        ],
        indices: [
          new TableIndex({ name: 'consignee_identity', columnNames: ['account_id', 'identity'], isUnique: true }),
          new TableIndex({ name: 'consignee_name_key', columnNames: ['account_id', 'name_key'] }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('consignee');
    await runner.dropTable('contact');
  }
}
