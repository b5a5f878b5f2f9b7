import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';

const ADDED = [
  new TableColumn({ name: 'thread_kind', ...column.state, isNullable: true }),
  new TableColumn({ name: 'thread_id', ...column.id, isNullable: true }),
  new TableColumn({ name: 'thread_number', ...column.code, isNullable: true }),
];
const INDEX = new TableIndex({
  ...{ name: 'customer_touch_thread', columnNames: ['thread_id', 'account_id', 'held_at'] },
});

/** The conversation that a touch was a message of. What was said before is read from the log, as far as it tells. */
export class TouchThreads1795840200000 implements MigrationInterface {
  readonly name = 'TouchThreads1795840200000';
  async up(runner: QueryRunner): Promise<void> {
    for (const added of ADDED) {
      // A step of MySQL commits by itself: it may have been done when the note of it was lost.
      if (!(await runner.hasColumn('customer_touch', added.name))) await runner.addColumn('customer_touch', added);
    }
    const table = await runner.getTable('customer_touch');
    if (!table?.indices.some(({ name }) => name === INDEX.name)) await runner.createIndex('customer_touch', INDEX);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM customer_touch WHERE thread_id IS NOT NULL');
    await runner.dropIndex('customer_touch', INDEX);
    await runner.dropColumns('customer_touch', ADDED);
  }
}
