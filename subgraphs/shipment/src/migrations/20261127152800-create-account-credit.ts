import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** To whom orders are taken on credit, from the events of the contract subgraph. */
export class CreateAccountCredit1795793280000 implements MigrationInterface {
  readonly name = 'CreateAccountCredit1795793280000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'account_credit',
        columns: [
          { name: 'account_id', ...column.id, isPrimary: true },
          { name: 'state', ...column.state },
          { name: 'reason', ...column.state },
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'released_order',
        columns: [
          { name: 'account_id', ...column.id, isPrimary: true },
          { name: 'order_number', ...column.code, isPrimary: true },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('released_order');
    await runner.dropTable('account_credit');
  }
}
