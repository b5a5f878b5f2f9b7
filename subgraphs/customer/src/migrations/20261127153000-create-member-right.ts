import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** What people of the company may do and see beyond and within their role. */
export class CreateMemberRight1795793400000 implements MigrationInterface {
  readonly name = 'CreateMemberRight1795793400000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'member_right',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'member_id', ...column.id },
          { name: 'kind', ...column.state },
          { name: 'effect', ...column.state },
          { name: 'subject', ...column.code },
          { name: 'path', ...column.line, isNullable: true },
          { name: 'from_at', ...column.bigint, isNullable: true },
          { name: 'until_at', ...column.bigint, isNullable: true },
          { name: 'reason', ...column.text },
          { name: 'granted_by', ...column.name },
          { name: 'granted_at', ...column.bigint },
          { name: 'withdrawn_by', ...column.name, isNullable: true },
          { name: 'withdrawn_at', ...column.bigint, isNullable: true },
          { name: 'told', ...column.flag },
        ],
        indices: [
          new TableIndex({ name: 'member_right_member', columnNames: ['member_id', 'granted_at'] }),
          new TableIndex({ name: 'member_right_until', columnNames: ['withdrawn_at', 'until_at'] }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('member_right');
  }
}

/** What was done to the place and the rights of people of the company, and by whom. */
export class CreateStaffRecord1795793400001 implements MigrationInterface {
  readonly name = 'CreateStaffRecord1795793400001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'staff_record',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'member_id', ...column.id },
          { name: 'at', ...column.bigint },
          { name: 'actor', ...column.name },
          { name: 'action', ...column.state },
          { name: 'detail', ...column.text },
        ],
        indices: [new TableIndex({ name: 'staff_record_member', columnNames: ['member_id', 'at'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('staff_record');
  }
}
