import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** What units of the company have set for themselves and all below them. */
export class CreateParameterSetting1795796700000 implements MigrationInterface {
  readonly name = 'CreateParameterSetting1795796700000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'parameter_setting',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'name', ...column.code },
          { name: 'org_unit_id', ...column.id },
          { name: 'path', ...column.line },
          { name: 'value', ...column.bigint, isNullable: true },
          { name: 'changed_by', ...column.name },
          { name: 'changed_at', ...column.bigint },
          { name: 'version', ...column.whole },
        ],
        indices: [
          new TableIndex({ name: 'parameter_setting_unit', columnNames: ['name', 'org_unit_id'], isUnique: true }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('parameter_setting');
  }
}

/** Who changed which of them, and why. */
export class CreateParameterChange1795796700001 implements MigrationInterface {
  readonly name = 'CreateParameterChange1795796700001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'parameter_change',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'name', ...column.code },
          { name: 'org_unit_id', ...column.id },
          { name: 'value_before', ...column.bigint, isNullable: true },
          { name: 'value_after', ...column.bigint, isNullable: true },
          { name: 'changed_by', ...column.name },
          { name: 'changed_at', ...column.bigint },
          { name: 'reason', ...column.text },
        ],
        indices: [new TableIndex({ name: 'parameter_change_name', columnNames: ['name', 'changed_at'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('parameter_change');
  }
}
