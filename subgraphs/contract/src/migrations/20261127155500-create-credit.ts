import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

const index = (name: string, columnNames: string[], isUnique = false) =>
  new TableIndex({ name, columnNames, isUnique });

/** On which terms accounts order, how that came about, and the orders that go on all the same. */
export class CreateCredit1795794900000 implements MigrationInterface {
  readonly name = 'CreateCredit1795794900000';
  async up(runner: QueryRunner): Promise<void> {
    const graded = [
      { name: 'state', ...column.state },
      { name: 'reason', ...column.state },
      { name: 'grade', ...column.state, isNullable: true },
      { name: 'score', ...column.decimal, isNullable: true },
    ];
    await runner.createTable(
      new Table({
        name: 'credit_standing',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          ...graded,
          { name: 'decision', ...column.text, isNullable: true },
          { name: 'since', ...column.bigint },
          { name: 'looked_on', ...column.state },
          { name: 'version', ...column.whole },
        ],
        indices: [
          index('credit_standing_looked', ['looked_on', 'id']),
          index('credit_standing_state', ['state', 'id']),
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'credit_assessment',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'assessed_at', ...column.bigint },
          { name: 'cause', ...column.state },
          { name: 'assessed_by', ...column.name, isNullable: true },
          ...graded,
          { name: 'inputs', ...column.text },
          { name: 'note', ...column.text, isNullable: true },
        ],
        indices: [index('credit_assessment_account', ['account_id', 'assessed_at', 'id'])],
      }),
      true,
    );
    await createReleases(runner);
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['credit_policy', 'credit_release', 'credit_assessment', 'credit_standing']) {
      await runner.dropTable(name);
    }
  }
}

async function createReleases(runner: QueryRunner): Promise<void> {
  await runner.createTable(
    new Table({
      name: 'credit_release',
      columns: [
        { name: 'id', ...column.id, isPrimary: true },
        { name: 'account_id', ...column.id },
        { name: 'order_number', ...column.code },
        { name: 'reason', ...column.text },
        { name: 'released_by', ...column.name },
        { name: 'released_at', ...column.bigint },
      ],
      indices: [index('credit_release_order', ['account_id', 'order_number'], true)],
    }),
    true,
  );
  await runner.createTable(
    new Table({
      name: 'credit_policy',
      columns: [
        { name: 'id', ...column.state, isPrimary: true },
        { name: 'policy', ...column.text },
        { name: 'changed_at', ...column.bigint },
        { name: 'changed_by', ...column.name },
      ],
    }),
    true,
  );
}
