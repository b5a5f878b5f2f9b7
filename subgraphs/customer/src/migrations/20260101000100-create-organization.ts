import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** The company's own tree. */
export class CreateOrganization1767225600100 implements MigrationInterface {
  readonly name = 'CreateOrganization1767225600100';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'org_unit',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'parent_id', ...column.id, isNullable: true },
          { name: 'name', ...column.name },
          { name: 'kind', ...column.state },
          { name: 'path', ...column.line },
          { name: 'time_zone', ...column.code },
        ],
        indices: [
          new TableIndex({ name: 'org_unit_path', columnNames: ['path'], isUnique: true }),
          new TableIndex({ name: 'org_unit_parent', columnNames: ['parent_id'] }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('org_unit');
  }
}
