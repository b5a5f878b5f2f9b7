import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';
import { part } from './part-columns.ts';

/** Tracking facts and exceptions. */
export class CreateTracking1767258120000 implements MigrationInterface {
  readonly name = 'CreateTracking1767258120000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'milestone',
        columns: [
          ...part,
          { name: 'code', ...column.state },
          { name: 'reason_code', ...column.state, isNullable: true },
          { name: 'happened_at', ...column.bigint },
          { name: 'time_zone', ...column.code },
          { name: 'source', ...column.code },
          { name: 'stop_sequence', ...column.whole, isNullable: true },
          { name: 'place', ...column.name, isNullable: true },
          { name: 'latitude', ...column.decimal, isNullable: true },
          { name: 'longitude', ...column.decimal, isNullable: true },
          { name: 'note', ...column.text, isNullable: true },
          { name: 'recorded_at', ...column.bigint },
          { name: 'moved_state', ...column.flag },
          { name: 'idempotency_key', ...column.code, isNullable: true },
        ],
        indices: [
          new TableIndex({ name: 'milestone_shipment', columnNames: ['shipment_id', 'happened_at'] }),
          new TableIndex({ name: 'milestone_key', columnNames: ['shipment_id', 'idempotency_key'], isUnique: true }),
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'shipment_exception',
        columns: [
          ...part,
          { name: 'kind', ...column.state },
          { name: 'description', ...column.text },
          { name: 'raised_at', ...column.bigint },
          { name: 'resolved_at', ...column.bigint, isNullable: true },
          { name: 'resolution', ...column.text, isNullable: true },
        ],
        indices: [new TableIndex({ name: 'shipment_exception_shipment', columnNames: ['shipment_id'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('shipment_exception');
    await runner.dropTable('milestone');
  }
}
