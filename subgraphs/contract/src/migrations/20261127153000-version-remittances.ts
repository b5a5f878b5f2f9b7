import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

/** A payment may change after it came: what is left of it is applied by hand. */
export class VersionRemittances1795793400000 implements MigrationInterface {
  readonly name = 'VersionRemittances1795793400000';
  async up(runner: QueryRunner): Promise<void> {
    const version = { name: 'version', ...column.whole };
    await runner.addColumn('remittance', new TableColumn({ ...version, isNullable: true }));
    await runner.query('UPDATE remittance SET version = 1');
    await runner.changeColumn('remittance', 'version', new TableColumn(version));
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('remittance', 'version');
  }
}
