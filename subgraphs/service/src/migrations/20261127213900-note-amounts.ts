import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

const AMOUNT = new TableColumn({ name: 'amount_minor', type: column.long.type, isNullable: true });
const CURRENCY = new TableColumn({ name: 'currency', ...column.state, isNullable: true });

/** News of an offer or a price say how much it is. */
export class NoteAmounts1795815540000 implements MigrationInterface {
  readonly name = 'NoteAmounts1795815540000';
  async up(runner: QueryRunner): Promise<void> {
    for (const added of [AMOUNT, CURRENCY]) {
      // A step of MySQL commits by itself: it may have been done when the note of it was lost.
      if (!(await runner.hasColumn('notification', added.name))) await runner.addColumn('notification', added);
    }
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('notification', [AMOUNT, CURRENCY]);
  }
}
