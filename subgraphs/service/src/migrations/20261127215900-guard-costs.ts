import type { MigrationInterface, QueryRunner } from 'typeorm';

// What a message was is only told by the line that was kept of it, such as `210: F-1 held for a person`.
const BILLS = ['210 %', '210:%', '210,%', '%, 210%', '%× 210%'];

/** What carriers bill us lies before those who may see margins. */
export class GuardCosts1795816740000 implements MigrationInterface {
  readonly name = 'GuardCosts1795816740000';
  async up(runner: QueryRunner): Promise<void> {
    // A step of MySQL commits by itself: it may have been done when the note of it was lost. Plain SQL: on SQLite TypeORM
    // would make the table anew as it was before columns were added so.
    if (!(await runner.hasColumn('queue_item', 'permission')))
      await runner.query('ALTER TABLE queue_item ADD COLUMN permission varchar(32) NULL');
    const named = BILLS.map(() => 'title LIKE ?').join(' OR ');
    await runner.query(
      `UPDATE queue_item SET permission = 'SEE_VALUE' WHERE kind = 'EDI_MESSAGE' AND (${named})`,
      BILLS,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE queue_item DROP COLUMN permission');
  }
}
