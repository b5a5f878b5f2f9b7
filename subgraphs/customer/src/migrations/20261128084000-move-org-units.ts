import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';

/** Units move and close, with a reason that stays. */
export class MoveOrgUnits1795855200000 implements MigrationInterface {
  readonly name = 'MoveOrgUnits1795855200000';
  async up(runner: QueryRunner): Promise<void> {
    const version = { name: 'version', ...column.whole };
    // A step of MySQL commits by itself: it may have been done when the note of it was lost.
    if (!(await runner.hasColumn('org_unit', 'version')))
      await runner.addColumn('org_unit', new TableColumn({ ...version, isNullable: true }));
    await runner.query('UPDATE org_unit SET version = 1 WHERE version IS NULL');
    await runner.changeColumn('org_unit', 'version', new TableColumn(version));
    if (!(await runner.hasColumn('org_unit', 'closed_at')))
      await runner.addColumn('org_unit', new TableColumn({ name: 'closed_at', ...column.bigint, isNullable: true }));
    await runner.createTable(
      new Table({
        name: 'org_unit_change',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'unit_id', ...column.id },
          { name: 'changed_at', ...column.bigint },
          { name: 'changed_by', ...column.name },
          { name: 'action', ...column.state },
          { name: 'parent_before', ...column.id, isNullable: true },
          { name: 'parent_after', ...column.id, isNullable: true },
          { name: 'reason', ...column.text },
        ],
        indices: [new TableIndex({ name: 'org_unit_change_unit', columnNames: ['unit_id', 'changed_at'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('org_unit_change');
    await runner.dropColumns('org_unit', ['closed_at', 'version']);
  }
}
