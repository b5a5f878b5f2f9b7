import { EntitySchema, type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';
import * as column from '../db/columns.ts';
import { rowReader } from '../db/row-reader.ts';

/** The outbox and, once a position is stamped, the event log that consumers and cursors resume from. */
export interface EventRow {
  id: string;
  type: string;
  accountId: string | null;
  subject: string;
  seq: number;
  correlationId: string;
  at: number;
  data: unknown;
  position: number | null;
}

export const eventTable = new EntitySchema<EventRow>({
  name: 'event',
  columns: {
    id: { ...column.id, primary: true },
    type: { ...column.code },
    accountId: { ...column.id, name: 'account_id', nullable: true },
    subject: { ...column.id },
    seq: { ...column.long },
    correlationId: { ...column.code, name: 'correlation_id' },
    at: { ...column.instant },
    data: { ...column.json },
    position: { ...column.long, nullable: true },
  },
  indices: [
    { name: 'event_position', columns: ['position'], unique: true },
    { name: 'event_subject', columns: ['subject', 'seq'] },
  ],
});

/** Events as plain rows: thousands a second pass here. */
export const readEvents = rowReader(eventTable);

/** One row: who relays, until when, and how far. */
export interface RelayRow {
  id: string;
  owner: string;
  leaseUntil: number;
  /** Last position stamped. */
  stamped: number;
  /** Last position that the bus has taken. */
  published: number;
}

export const relayTable = new EntitySchema<RelayRow>({
  name: 'event_relay',
  columns: {
    id: { ...column.id, primary: true },
    owner: { ...column.code },
    leaseUntil: { ...column.instant, name: 'lease_until' },
    stamped: { ...column.long },
    published: { ...column.long },
  },
});

export class CreateEventLog1767225600000 implements MigrationInterface {
  readonly name = 'CreateEventLog1767225600000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'event',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'type', ...column.code },
          { name: 'account_id', ...column.id, isNullable: true },
          { name: 'subject', ...column.id },
          { name: 'seq', ...column.bigint },
          { name: 'correlation_id', ...column.code },
          { name: 'at', ...column.bigint },
          { name: 'data', ...column.text },
          { name: 'position', ...column.bigint, isNullable: true },
        ],
        indices: [
          new TableIndex({ name: 'event_position', columnNames: ['position'], isUnique: true }),
          new TableIndex({ name: 'event_subject', columnNames: ['subject', 'seq'] }),
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'event_relay',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'owner', ...column.code },
          { name: 'lease_until', ...column.bigint },
          { name: 'stamped', ...column.bigint },
          { name: 'published', ...column.bigint },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('event_relay');
    await runner.dropTable('event');
  }
}
