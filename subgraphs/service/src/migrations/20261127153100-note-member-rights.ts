import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

/** What a person of the company may and sees beyond and within the role, as the customer subgraph tells it. */
export class NoteMemberRights1795793460000 implements MigrationInterface {
  readonly name = 'NoteMemberRights1795793460000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('member_directory', [
      new TableColumn({ name: 'permissions', ...column.text, isNullable: true }),
      new TableColumn({ name: 'data_rights', ...column.text, isNullable: true }),
    ]);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('member_directory', ['permissions', 'data_rights']);
  }
}
