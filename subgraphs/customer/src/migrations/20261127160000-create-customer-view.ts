import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** Looks of people of the company at the portal as a customer sees it. */
export class CreateCustomerView1795795200000 implements MigrationInterface {
  readonly name = 'CreateCustomerView1795795200000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'customer_view',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'session_id', ...column.id },
          { name: 'member_id', ...column.id },
          { name: 'by_name', ...column.name },
          { name: 'account_id', ...column.id },
          { name: 'reason', ...column.text },
          { name: 'locale', ...column.state },
          { name: 'time_zone', ...column.code },
          { name: 'opened_at', ...column.bigint },
          { name: 'ends_at', ...column.bigint },
          { name: 'ended_at', ...column.bigint, isNullable: true },
        ],
        indices: [
          new TableIndex({ name: 'customer_view_session', columnNames: ['session_id', 'ended_at'] }),
          new TableIndex({ name: 'customer_view_ends', columnNames: ['ended_at', 'ends_at'] }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('customer_view');
  }
}
