import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';

const PATH = { name: 'path', ...column.line };
const VERSION = { name: 'version', ...column.whole };
const POLICY = { name: 'policy', ...column.text };
const INDEX = new TableIndex({ name: 'credit_policy_path', columnNames: ['path'], isUnique: true });

/** Terms of credit are set by unit; those that held for everybody are those of the whole house. */
export class CreditByUnit1795858200000 implements MigrationInterface {
  readonly name = 'CreditByUnit1795858200000';
  async up(runner: QueryRunner): Promise<void> {
    for (const added of [PATH, VERSION]) {
      // A step of MySQL commits by itself: it may have been done when the note of it was lost.
      if (!(await runner.hasColumn('credit_policy', added.name)))
        await runner.addColumn('credit_policy', new TableColumn({ ...added, isNullable: true }));
    }
    await runner.query("UPDATE credit_policy SET path = '/', version = 1 WHERE path IS NULL");
    for (const added of [PATH, VERSION]) await runner.changeColumn('credit_policy', added.name, new TableColumn(added));
    await runner.changeColumn('credit_policy', 'policy', new TableColumn({ ...POLICY, isNullable: true }));
    const table = await runner.getTable('credit_policy');
    if (!table?.indices.some(({ name }) => name === INDEX.name)) await runner.createIndex('credit_policy', INDEX);
    await runner.createTable(
      new Table({
        name: 'credit_policy_change',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          PATH,
          { ...POLICY, isNullable: true },
          { name: 'changed_at', ...column.bigint },
          { name: 'changed_by', ...column.name },
          { name: 'reason', ...column.text },
        ],
        indices: [new TableIndex({ name: 'credit_policy_change_path', columnNames: ['path', 'changed_at'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('credit_policy_change');
    await runner.query("DELETE FROM credit_policy WHERE path <> '/' OR policy IS NULL");
    await runner.dropIndex('credit_policy', INDEX);
    await runner.changeColumn('credit_policy', 'policy', new TableColumn(POLICY));
    await runner.dropColumns('credit_policy', ['version', 'path']);
  }
}
