import * as column from '@quayside/shared/db/columns';
import { localDate } from '@quayside/shared/instant';
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

/** An invoice says since when the work is that it bills: not all of it needs to be of its period. */
export class TellOlderWork1795853400000 implements MigrationInterface {
  readonly name = 'TellOlderWork1795853400000';
  async up(runner: QueryRunner): Promise<void> {
    // A step of MySQL commits by itself: it may have been done when the note of it was lost.
    if (!(await runner.hasColumn('invoice', 'bills_from')))
      await runner.addColumn('invoice', new TableColumn({ name: 'bills_from', ...column.state, isNullable: true }));
    await runner.query('UPDATE invoice SET bills_from = period_from');
    const invoices: { id: string; since: number | string; billsFrom: string }[] = await runner.query(
      `SELECT i.id AS id, MIN(l.done_at) AS since, i.period_from AS billsFrom FROM invoice i
       JOIN invoice_line l ON l.invoice_id = i.id GROUP BY i.id, i.period_from`,
    );
    for (const { id, since, billsFrom } of invoices) {
      const day = localDate(Number(since));
      if (day < billsFrom) await runner.query('UPDATE invoice SET bills_from = ? WHERE id = ?', [day, id]);
    }
    await runner.changeColumn(
      'invoice',
      'bills_from',
      new TableColumn({ name: 'bills_from', ...column.state, isNullable: false }),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('invoice', 'bills_from');
  }
}
