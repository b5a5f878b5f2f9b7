import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/**
 * What a house had set before units could set it holds on where no unit does, so its rows stay. Made anew only where a
 * version that was never released has dropped the tables; they were there before, so undoing takes nothing.
 */
export class KeepMoneyStandards1795829400000 implements MigrationInterface {
  readonly name = 'KeepMoneyStandards1795829400000';
  async up(runner: QueryRunner): Promise<void> {
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
  async down(): Promise<void> {}
}
