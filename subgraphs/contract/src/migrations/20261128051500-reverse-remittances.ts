import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

/** A payment may be taken back: a cheque bounces, or it was booked for somebody else. */
export class ReverseRemittances1795842900000 implements MigrationInterface {
  readonly name = 'ReverseRemittances1795842900000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('remittance', [
      new TableColumn({ name: 'reversed_at', ...column.bigint, isNullable: true }),
      new TableColumn({ name: 'reversed_by', ...column.name, isNullable: true }),
      new TableColumn({ name: 'reversal_reason', ...column.text, isNullable: true }),
    ]);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('remittance', ['reversed_at', 'reversed_by', 'reversal_reason']);
  }
}
