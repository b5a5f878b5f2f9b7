import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** How members sign in: logins, counted tries, sessions. */
export class CreateSignIn1767225600104 implements MigrationInterface {
  readonly name = 'CreateSignIn1767225600104';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'login',
        columns: [
          { name: 'member_id', ...column.id, isPrimary: true },
          { name: 'email_key', ...column.line },
          { name: 'password_hash', ...column.line },
          { name: 'changed_at', ...column.bigint },
        ],
        indices: [new TableIndex({ name: 'login_email', columnNames: ['email_key'], isUnique: true })],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'sign_in_attempt',
        columns: [
          { name: 'login_hash', ...column.code, isPrimary: true },
          { name: 'failures', ...column.whole },
          { name: 'last_at', ...column.bigint },
          { name: 'locked_until', ...column.bigint },
        ],
        indices: [new TableIndex({ name: 'sign_in_attempt_last', columnNames: ['last_at'] })],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'session',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'token_hash', ...column.code },
          { name: 'member_id', ...column.id },
          { name: 'user_agent', ...column.line, isNullable: true },
          { name: 'opened_at', ...column.bigint },
          { name: 'last_used_at', ...column.bigint },
          { name: 'ends_at', ...column.bigint },
          { name: 'closed_at', ...column.bigint, isNullable: true },
        ],
        indices: [
          new TableIndex({ name: 'session_token', columnNames: ['token_hash'], isUnique: true }),
          new TableIndex({ name: 'session_member', columnNames: ['member_id', 'ends_at'] }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('session');
    await runner.dropTable('sign_in_attempt');
    await runner.dropTable('login');
  }
}
