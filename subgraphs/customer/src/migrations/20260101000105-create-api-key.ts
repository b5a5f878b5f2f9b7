import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** Keys for machines. */
export class CreateApiKey1767225600105 implements MigrationInterface {
  readonly name = 'CreateApiKey1767225600105';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'api_key',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'secret_hash', ...column.code },
          { name: 'prefix', ...column.state },
          { name: 'name', ...column.name },
          { name: 'account_id', ...column.id },
          { name: 'scopes', ...column.text },
          { name: 'created_at', ...column.bigint },
          { name: 'last_used_at', ...column.bigint, isNullable: true },
          { name: 'expires_at', ...column.bigint, isNullable: true },
          { name: 'revoked_at', ...column.bigint, isNullable: true },
        ],
        indices: [
          new TableIndex({ name: 'api_key_secret', columnNames: ['secret_hash'], isUnique: true }),
          new TableIndex({ name: 'api_key_account', columnNames: ['account_id', 'created_at'] }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('api_key');
  }
}
