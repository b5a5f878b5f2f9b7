import type { EntityManager } from 'typeorm';
import { insertAtCommit } from '../db/at-commit.ts';
import { newId } from '../ids.ts';
import { type EventRow, eventTable } from './table.ts';

export interface NewEvent<Data = unknown> {
  /** Past tense and version, such as `shipment.delivered.v1`. */
  readonly type: string;
  readonly accountId: string | null;
  /** Id of the aggregate. */
  readonly subject: string;
  /** Version of the aggregate after the change. */
  readonly seq: number;
  readonly at: number;
  readonly correlationId: string;
  readonly data: Data;
}

/** Writes events in the caller's transaction: they exist exactly when the change exists. */
export async function appendEvents(em: EntityManager, events: readonly NewEvent[]): Promise<void> {
  const rows = events.map((event): EventRow => ({ ...event, id: newId(), position: null }));
  await insertAtCommit(em, eventTable, rows);
}
