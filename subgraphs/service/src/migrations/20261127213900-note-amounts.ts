import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

const AMOUNT = new TableColumn({ name: 'amount_minor', type: column.long.type, isNullable: true });
const CURRENCY = new TableColumn({ name: 'currency', ...column.state, isNullable: true });

/** News of an offer or a price say how much it is. */
export class NoteAmounts1795815540000 implements MigrationInterface {
  readonly name = 'NoteAmounts1795815540000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('notification', [AMOUNT, CURRENCY]);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('notification', [AMOUNT, CURRENCY]);
  }
}
