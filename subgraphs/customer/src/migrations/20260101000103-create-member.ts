import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** Who signs in. */
export class CreateMember1767225600103 implements MigrationInterface {
  readonly name = 'CreateMember1767225600103';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'member',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'name', ...column.name },
          { name: 'email', ...column.line },
          { name: 'role', ...column.state },
          { name: 'account_id', ...column.id, isNullable: true },
          { name: 'org_unit_id', ...column.id, isNullable: true },
          { name: 'unit_path', ...column.line, isNullable: true },
          { name: 'locale', ...column.state },
          { name: 'time_zone', ...column.code },
          { name: 'active', ...column.flag },
          { name: 'last_sign_in_at', ...column.bigint, isNullable: true },
          { name: 'version', ...column.whole },
        ],
        indices: [
          new TableIndex({ name: 'member_account', columnNames: ['account_id'] }),
          new TableIndex({ name: 'member_unit_path', columnNames: ['unit_path'] }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('member');
  }
}
