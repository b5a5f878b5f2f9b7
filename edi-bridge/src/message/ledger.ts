import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { EDI_MESSAGE_CHANGED, EDI_MESSAGE_RECORDED, type EdiMessageFacts } from '../events.ts';
import { MAX_FAULTS, shorten } from './message.ts';
import {
  type InterchangeRow,
  interchangeTable,
  type MessageRow,
  messageTable,
  type SetRow,
  setTable,
} from './table.ts';

/** A text column of MySQL ends at 64 KiB. */
const FAULT_BYTES = 60_000;

/** Writes a message that came or goes, with its event. */
export async function recordMessage(em: EntityManager, row: MessageRow, correlationId: string): Promise<void> {
  const fitting = fit(row);
  await em.getRepository(messageTable).insert(fitting as never);
  await tell(em, fitting, EDI_MESSAGE_RECORDED, correlationId, row.at);
}

/** Changes a message with its event. @throws AppError CONFLICT when somebody else changed it meanwhile. */
export async function changeMessage(
  em: EntityManager,
  row: MessageRow,
  change: Partial<MessageRow>,
  when: { at: number; correlationId: string; type?: string },
): Promise<MessageRow> {
  const changed = fit({ ...row, ...change, version: row.version + 1 });
  await guardedUpdate(em, messageTable, row, { ...fit({ ...row, ...change }), id: row.id });
  await tell(em, changed, when.type ?? EDI_MESSAGE_CHANGED, when.correlationId, when.at);
  return changed;
}

/** A row of the ledger by its id, for the bridge itself. */
export const loadMessage = (em: EntityManager, id: string): Promise<MessageRow | null> =>
  em.getRepository(messageTable).findOneBy({ id });

/** Writes what a file holds: its interchanges, with their claims, and its sets. A taken claim fails the transaction. */
export async function recordContents(
  em: EntityManager,
  interchanges: readonly InterchangeRow[],
  sets: readonly SetRow[],
): Promise<void> {
  await insertRows(em, interchangeTable, interchanges);
  await insertRows(
    em,
    setTable,
    sets.map((set) => ({ ...set, businessKey: set.businessKey?.slice(0, 64) ?? null })),
  );
}

async function tell(em: EntityManager, row: MessageRow, type: string, correlationId: string, at: number) {
  const data: EdiMessageFacts = {
    messageId: row.id,
    direction: row.direction,
    state: row.state,
    partnerId: row.partnerId,
    accountId: row.accountId,
  };
  await appendEvents(em, [
    { type, accountId: row.accountId, subject: row.id, seq: row.version, at, correlationId, data },
  ]);
}

function fit(row: MessageRow): MessageRow {
  const errors = row.errors.slice(0, MAX_FAULTS);
  while (Buffer.byteLength(JSON.stringify(errors)) > FAULT_BYTES) errors.length = Math.floor(errors.length / 2);
  return {
    ...row,
    errors,
    summary: shorten(row.summary, 255),
    fileName: row.fileName?.slice(0, 255) ?? null,
    setTypes: row.setTypes.slice(0, 255),
    interchangeControl: row.interchangeControl?.slice(0, 32) ?? null,
  };
}
