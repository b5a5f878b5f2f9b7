import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

export class SuperviseWork1795755720000 implements MigrationInterface {
  readonly name = 'SuperviseWork1795755720000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(drawTable(), true);
    await runner.createTable(reviewTable(), true);
    const closed = new TableIndex({ name: 'queue_item_closed', columnNames: ['closed_at', 'kind'] });
    await runner.createIndex('queue_item', closed);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('queue_item', 'queue_item_closed');
    await runner.dropTable('review');
    await runner.dropTable('review_draw');
  }
}

const drawTable = () =>
  new Table({
    name: 'review_draw',
    columns: [
      { name: 'id', ...column.id, isPrimary: true },
      { name: 'number', ...column.code },
      { name: 'kind', ...column.state },
      { name: 'closed_from', ...column.bigint },
      { name: 'closed_to', ...column.bigint },
      { name: 'percent', ...column.whole },
      { name: 'seed', ...column.line },
      { name: 'candidates', ...column.whole },
      { name: 'chosen', ...column.whole },
      { name: 'unit_path', ...column.line },
      { name: 'drawn_by', ...column.name },
      { name: 'drawn_at', ...column.bigint },
    ],
    indices: [new TableIndex({ name: 'review_draw_seed', columnNames: ['seed'], isUnique: true })],
  });

const reviewTable = () =>
  new Table({
    name: 'review',
    columns: [
      { name: 'id', ...column.id, isPrimary: true },
      { name: 'draw_id', ...column.id },
      { name: 'item_kind', ...column.state },
      { name: 'item_id', ...column.id },
      { name: 'number', ...column.code },
      { name: 'title', ...column.line },
      { name: 'account_id', ...column.id },
      { name: 'owner_id', ...column.id, isNullable: true },
      { name: 'opened_at', ...column.bigint },
      { name: 'due_at', ...column.bigint },
      { name: 'closed_at', ...column.bigint },
      { name: 'position', ...column.whole },
      { name: 'state', ...column.state },
      { name: 'score', ...column.whole, isNullable: true },
      { name: 'remarks', ...column.text, isNullable: true },
      { name: 'follow_up', ...column.text, isNullable: true },
      { name: 'reviewed_by', ...column.name, isNullable: true },
      { name: 'reviewed_at', ...column.bigint, isNullable: true },
      { name: 'follow_up_result', ...column.text, isNullable: true },
      { name: 'followed_up_by', ...column.name, isNullable: true },
      { name: 'followed_up_at', ...column.bigint, isNullable: true },
      { name: 'version', ...column.whole },
    ],
    indices: [
      new TableIndex({ name: 'review_draw_position', columnNames: ['draw_id', 'position'], isUnique: true }),
      new TableIndex({ name: 'review_item', columnNames: ['item_id'] }),
      new TableIndex({ name: 'review_closed', columnNames: ['closed_at', 'account_id'] }),
    ],
  });
