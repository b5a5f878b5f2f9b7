import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** Who was asked by mail how content they are. */
export class CreateRateInvite1795797300000 implements MigrationInterface {
  readonly name = 'CreateRateInvite1795797300000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'rate_invite',
        columns: [
          { name: 'token_hash', ...column.code, isPrimary: true },
          { name: 'member_id', ...column.id },
          { name: 'occasion', ...column.state },
          { name: 'subject_id', ...column.id },
          { name: 'account_id', ...column.id },
          { name: 'number', ...column.code },
          { name: 'expires_at', ...column.bigint },
        ],
        indices: [new TableIndex({ name: 'rate_invite_expiry', columnNames: ['expires_at'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('rate_invite');
  }
}
