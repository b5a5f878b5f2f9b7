import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';
import { part } from './part-columns.ts';

/** Capability links and what their holders say. */
export class CreateTrackingLink1767258240000 implements MigrationInterface {
  readonly name = 'CreateTrackingLink1767258240000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'tracking_link',
        columns: [
          ...part,
          { name: 'token_hash', ...column.code },
          { name: 'scopes', ...column.text },
          { name: 'created_at', ...column.bigint },
          { name: 'expires_at', ...column.bigint },
          { name: 'revoked_at', ...column.bigint, isNullable: true },
          { name: 'last_used_at', ...column.bigint, isNullable: true },
        ],
        indices: [
          new TableIndex({ name: 'tracking_link_token', columnNames: ['token_hash'], isUnique: true }),
          new TableIndex({ name: 'tracking_link_shipment', columnNames: ['shipment_id'] }),
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'delivery_instruction',
        columns: [
          ...part,
          { name: 'instruction', ...column.text },
          { name: 'given_by', ...column.name },
          { name: 'given_at', ...column.bigint },
        ],
        indices: [new TableIndex({ name: 'delivery_instruction_shipment', columnNames: ['shipment_id'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('delivery_instruction');
    await runner.dropTable('tracking_link');
  }
}
