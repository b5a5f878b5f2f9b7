import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** The house currency with the rates into it, as the customer subgraph told them last: limits are compared by them. */
export class KnowExchange1795855500000 implements MigrationInterface {
  readonly name = 'KnowExchange1795855500000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'house_exchange',
        columns: [
          { name: 'id', ...column.state, isPrimary: true },
          { name: 'version', ...column.whole },
          { name: 'currency', ...column.state },
          { name: 'exchange', ...column.text },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('house_exchange');
  }
}
