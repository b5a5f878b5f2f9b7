import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

export class HideQueueItems1795748400000 implements MigrationInterface {
  readonly name = 'HideQueueItems1795748400000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('queue_item', [
      new TableColumn({ name: 'hidden_until', ...column.bigint, isNullable: true }),
      new TableColumn({ name: 'hidden_why', ...column.line, isNullable: true }),
    ]);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('queue_item', ['hidden_until', 'hidden_why']);
  }
}
