import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

export class CreateClock1795744800000 implements MigrationInterface {
  readonly name = 'CreateClock1795744800000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'clock',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'item_kind', ...column.state },
          { name: 'item_id', ...column.id },
          { name: 'account_id', ...column.id },
          { name: 'leg_id', ...column.id, isNullable: true },
          { name: 'kind', ...column.state },
          { name: 'about', ...column.state },
          { name: 'regime', ...column.state },
          { name: 'regime_version', ...column.whole },
          { name: 'party', ...column.code },
          { name: 'calendar_version', ...column.whole },
          { name: 'phase', ...column.state },
          { name: 'started_at', ...column.bigint },
          { name: 'due_at', ...column.bigint },
          { name: 'paused_for', ...column.state, isNullable: true },
          { name: 'next_at', ...column.bigint, isNullable: true },
          { name: 'seq', ...column.whole },
          { name: 'internal', ...column.whole },
        ],
        indices: [
          new TableIndex({ name: 'clock_item', columnNames: ['item_id', 'id'] }),
          new TableIndex({ name: 'clock_next', columnNames: ['next_at', 'id'] }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('clock');
  }
}

export class CreateClockTransition1795744800001 implements MigrationInterface {
  readonly name = 'CreateClockTransition1795744800001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'clock_transition',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'clock_id', ...column.id },
          { name: 'seq', ...column.whole },
          { name: 'item_id', ...column.id },
          { name: 'account_id', ...column.id },
          { name: 'change_kind', ...column.state },
          { name: 'at', ...column.bigint },
          { name: 'actor', ...column.name },
          { name: 'reason', ...column.line, isNullable: true },
          { name: 'regime', ...column.state },
          { name: 'regime_version', ...column.whole },
          { name: 'start_facts', ...column.text, isNullable: true },
        ],
        indices: [
          new TableIndex({ name: 'clock_transition_seq', columnNames: ['clock_id', 'seq'], isUnique: true }),
          new TableIndex({ name: 'clock_transition_item', columnNames: ['item_id', 'clock_id', 'seq'] }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('clock_transition');
  }
}

export class CreateBusinessCalendar1795744800002 implements MigrationInterface {
  readonly name = 'CreateBusinessCalendar1795744800002';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'business_calendar',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'party', ...column.code },
          { name: 'version', ...column.whole },
          { name: 'account_id', ...column.id, isNullable: true },
          { name: 'time_zone', ...column.code },
          { name: 'rest_days', ...column.text },
          { name: 'country', ...column.state, isNullable: true },
          { name: 'holidays', ...column.text },
          { name: 'changed_by', ...column.name },
          { name: 'changed_at', ...column.bigint },
        ],
        indices: [
          new TableIndex({ name: 'business_calendar_party', columnNames: ['party', 'version'], isUnique: true }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('business_calendar');
  }
}
