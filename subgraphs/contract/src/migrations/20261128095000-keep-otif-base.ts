import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

const BY_CHARGE = { name: 'by_charge', ...column.flag };

/** Periods that were closed before they were credited of what was promised within them were credited of what was charged. */
export class KeepOtifBase1795859400000 implements MigrationInterface {
  readonly name = 'KeepOtifBase1795859400000';
  async up(runner: QueryRunner): Promise<void> {
    // A step of MySQL commits by itself: it may have been done when the note of it was lost.
    if (!(await runner.hasColumn('otif_period', BY_CHARGE.name)))
      await runner.addColumn('otif_period', new TableColumn({ ...BY_CHARGE, isNullable: true }));
    await runner.query('UPDATE otif_period SET by_charge = 1 WHERE by_charge IS NULL');
    await runner.changeColumn('otif_period', BY_CHARGE.name, new TableColumn(BY_CHARGE));
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('otif_period', BY_CHARGE.name);
  }
}
