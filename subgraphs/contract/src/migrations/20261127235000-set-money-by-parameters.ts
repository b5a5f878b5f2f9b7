import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** When steps of collection are taken, and how far carriers may be off, are parameters of the branches. */
export class SetMoneyByParameters1795823400000 implements MigrationInterface {
  readonly name = 'SetMoneyByParameters1795823400000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.dropTable('collection_rule', true);
    await runner.dropTable('carrier_tolerance', true);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'carrier_tolerance',
        columns: [
          { name: 'id', ...column.state, isPrimary: true },
          { name: 'basis_points', ...column.whole },
          { name: 'amount_minor', ...column.bigint },
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'collection_rule',
        columns: [
          { name: 'id', ...column.state, isPrimary: true },
          { name: 'steps', ...column.text },
          { name: 'changed_at', ...column.bigint },
          { name: 'changed_by', ...column.name },
        ],
      }),
      true,
    );
  }
}
