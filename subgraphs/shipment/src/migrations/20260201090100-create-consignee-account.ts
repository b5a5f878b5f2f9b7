import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Whose a consignee is, from the events of the customer subgraph. */
export class CreateConsigneeAccount1769936460000 implements MigrationInterface {
  readonly name = 'CreateConsigneeAccount1769936460000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'consignee_account',
        columns: [
          { name: 'consignee_id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('consignee_account');
  }
}
