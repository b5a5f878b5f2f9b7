import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { oneOf } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import { appendEvents, type NewEvent } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { EDI_MESSAGE_CHANGED, EDI_MESSAGE_RECORDED, type EdiMessageFacts } from '../events.ts';
import { MAX_FAULTS, shorten } from './message.ts';
import {
  claimTable,
  type InterchangeRow,
  interchangeTable,
  invoiceTable,
  type MessageRow,
  messageTable,
  type SetRow,
  setTable,
} from './table.ts';

/** A text column of MySQL ends at 64 KiB. */
const FAULT_BYTES = 60_000;

/** Writes messages that came or go, each with its event. Where no other correlation is given, an answer has that of its cause. */
export async function recordMessages(
  em: EntityManager,
  rows: readonly MessageRow[],
  correlationId: string | null = null,
): Promise<void> {
  const fitting = rows.map(fit);
  await insertRows(em, messageTable, fitting);
  const costs = await costsAmong(em, fitting);
  await appendEvents(
    em,
    fitting.map((row) => {
      const cause = correlationId ?? row.relatesToId ?? row.id;
      return eventOf(row, EDI_MESSAGE_RECORDED, { at: row.at, correlationId: cause, costs });
    }),
  );
}

/** Changes a message with its event. @throws AppError CONFLICT when somebody else changed it meanwhile. */
export async function changeMessage(
  em: EntityManager,
  row: MessageRow,
  change: Partial<MessageRow>,
  when: When & { readonly type?: string },
): Promise<MessageRow> {
  const [changed] = await changeMessages(em, [{ row, change }], when);
  return changed as MessageRow;
}

/** Changes several messages, each with its event. @throws AppError CONFLICT when somebody else changed one of them. */
export async function changeMessages(
  em: EntityManager,
  changes: readonly { readonly row: MessageRow; readonly change: Partial<MessageRow> }[],
  when: Omit<When, 'correlationId'> & Partial<When> & { readonly type?: string },
): Promise<MessageRow[]> {
  const changed: MessageRow[] = [];
  const events: NewEvent<EdiMessageFacts>[] = [];
  const fitting = changes.map(({ row, change }) => ({ row, after: fit({ ...row, ...change }) }));
  const costs = await costsAmong(
    em,
    fitting.map(({ after }) => after),
  );
  for (const { row, after } of fitting) {
    await guardedUpdate(em, messageTable, row, { ...after, id: row.id });
    const next = { ...after, version: row.version + 1 };
    changed.push(next);
    events.push(eventOf(next, when.type ?? EDI_MESSAGE_CHANGED, { correlationId: row.id, costs, ...when }, row.state));
  }
  await appendEvents(em, events);
  return changed;
}

/** Messages, interchanges and sets as plain rows, for the bridge itself: every file of every partner passes here. */
export const readMessages = rowReader(messageTable);
export const readInterchanges = rowReader(interchangeTable);
export const readSets = rowReader(setTable);

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

/** Notes which claims a message speaks of; twice is once. */
export async function linkClaims(em: EntityManager, messageId: string, claimIds: readonly string[]): Promise<void> {
  const links = em.getRepository(claimTable);
  for (const claimId of new Set(claimIds))
    if (!(await links.existsBy({ claimId, messageId }))) await links.insert({ claimId, messageId });
}

/** Notes which of our invoices a message speaks of; twice is once. */
export async function linkInvoices(em: EntityManager, messageId: string, invoiceIds: readonly string[]): Promise<void> {
  const links = em.getRepository(invoiceTable);
  for (const invoiceId of new Set(invoiceIds))
    if (!(await links.existsBy({ invoiceId, messageId }))) await links.insert({ invoiceId, messageId });
}

/** States in which somebody has to read what it was. */
const FOR_A_PERSON: readonly string[] = ['QUARANTINED', 'HELD', 'REJECTED'];

interface When {
  readonly at: number;
  readonly correlationId: string;
}

const isBill = ({ direction, setTypes }: MessageRow): boolean => direction === 'IN' && setTypes.includes(' 210 ');

/** A person is asked about it, or told that it is overdue. */
const onTheDesk = ({ state, ackState }: MessageRow): boolean =>
  FOR_A_PERSON.includes(state) || ackState === 'OVERDUE' || ackState === 'ESCALATED';

/** Of what lies before a person: what a carrier bills us, and our answers to it. Few do, so that the others cost no read. */
async function costsAmong(em: EntityManager, rows: readonly MessageRow[]): Promise<ReadonlySet<string>> {
  const waiting = rows.filter(onTheDesk);
  const causes = waiting.flatMap(({ relatesToId }) => relatesToId ?? []);
  const bills = causes.length === 0 ? [] : (await readMessages(em, oneOf('t.id', 'ids', causes))).filter(isBill);
  const billed = new Set(bills.map(({ id }) => id));
  return new Set(waiting.filter((row) => isBill(row) || billed.has(row.relatesToId ?? '')).map(({ id }) => id));
}

const eventOf = (
  row: MessageRow,
  type: string,
  { at, correlationId, costs }: When & { readonly costs: ReadonlySet<string> },
  changedFrom?: string,
): NewEvent<EdiMessageFacts> => ({
  type,
  accountId: row.accountId,
  subject: row.id,
  seq: row.version,
  at,
  correlationId,
  data: {
    messageId: row.id,
    direction: row.direction,
    state: row.state,
    ...(changedFrom === undefined ? {} : { changedFrom }),
    partnerId: row.partnerId,
    accountId: row.accountId,
    ...(costs.has(row.id) ? { ourCost: true as const } : {}),
    ...(FOR_A_PERSON.includes(row.state) ? { summary: row.summary } : {}),
  },
});

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
