import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** What each customer bought, month by month. The consumer fills it from the log. */
export class CreateServiceBought1795839960000 implements MigrationInterface {
  readonly name = 'CreateServiceBought1795839960000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'service_bought',
        columns: [
          { name: 'account_id', ...column.id, isPrimary: true },
          { name: 'kind', ...column.state, isPrimary: true },
          { name: 'value', ...column.state, isPrimary: true },
          { name: 'month', ...column.state, isPrimary: true },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('service_bought');
  }
}
