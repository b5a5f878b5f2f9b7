import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

/** What was measured or read when a fact happened. */
export class AddMilestoneReadings1795745520000 implements MigrationInterface {
  readonly name = 'AddMilestoneReadings1795745520000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('milestone', [
      new TableColumn({ name: 'temperature_celsius', ...column.decimal, isNullable: true }),
      new TableColumn({ name: 'seal_numbers', ...column.text, isNullable: true }),
      new TableColumn({ name: 'scanned_units', ...column.text, isNullable: true }),
    ]);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('milestone', ['scanned_units', 'seal_numbers', 'temperature_celsius']);
  }
}
