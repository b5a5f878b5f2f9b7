import { updateRows } from '@quayside/shared/db/bulk';
import type { Database } from '@quayside/shared/db/database';
import { oneOf } from '@quayside/shared/db/predicate';
import { AppError } from '@quayside/shared/errors';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Archive } from '../archive.ts';
import { linkClaims, linkInvoices, readSets } from '../message/ledger.ts';
import { type SetRow, setTable } from '../message/table.ts';
import { noteDue } from '../outbound/due.ts';
import type { Partner } from '../partner/partner.ts';
import type { Mapped } from '../transactions/mapped.ts';
import type { MapSegment } from '../transactions/segments.ts';
import type { ScannedSet } from '../x12/segment.ts';
import { answerByRule } from './answer-by-rule.ts';
import { answerTo } from './answer-to.ts';
import { carryOut } from './carry-out.ts';
import { carryOutOrders, numberIn } from './carry-out-orders.ts';
import { type CameBefore, contentOf, EarlierContents, type SetContent } from './earlier-contents.ts';
import { mapFor } from './maps.ts';
import { reconcile } from './reconcile.ts';
import { result, type SetResult } from './set-result.ts';
import { segmentsOf } from './set-segments.ts';
import { streamSets } from './stream-sets.ts';

// The graph's last word: asking again would bring the same answer.
const FINAL = ['BAD_USER_INPUT', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'];
/** Orders that go to the graph together: enough to share the costs of a transaction, few enough not to hold others up. */
const RUN_LENGTH = 100;

/** A message whose sets are to be carried out, and its bytes. */
export interface PendingMessage {
  readonly id: string;
  readonly correlationId: string;
  readonly at: number;
  readonly bytes: AsyncIterable<Buffer>;
}

type NewOrder = Extract<Mapped, { kind: 'order' }>;

interface PendingSet {
  readonly message: PendingMessage;
  readonly row: SetRow;
}
interface PendingOrder extends PendingSet {
  readonly mapped: NewOrder;
  readonly cameBefore: CameBefore;
}
interface CarriedOut extends PendingSet {
  readonly mapped: Mapped | null;
  readonly result: SetResult;
}

/**
 * Carries out the sets of messages that are still pending, in their order, as the files stream by. New orders that
 * follow on each other go to the graph as one run; everything else is asked for alone.
 */
export class Effects {
  readonly #db: Database;
  readonly #archive: Archive;
  readonly #graph: GraphClient;

  readonly #onDue: () => void;

  /** `onDue` is called inside the transaction in which an answer becomes due. */
  constructor(parts: { db: Database; archive: Archive; graph: GraphClient; onDue: () => void }) {
    this.#db = parts.db;
    this.#archive = parts.archive;
    this.#graph = parts.graph;
    this.#onDue = parts.onDue;
  }

  /** @throws whatever hinders the graph; what has been done by then is remembered. */
  async run(partner: Partner, messages: readonly PendingMessage[]): Promise<void> {
    const { pending, booked } = await this.#known(messages);
    let orders: PendingOrder[] = [];
    const earlier = new EarlierContents({ db: this.#db, archive: this.#archive }, partner);
    const cameBefore =
      (about: SetContent): CameBefore =>
      (source) =>
        earlier.hold(source, about);
    const flush = async (): Promise<void> => {
      if (orders.length > 0) await this.#carryOutRun(partner, orders, booked);
      orders = [];
    };
    for await (const { message, row, set } of streamAll(messages, pending)) {
      const read = readFor(partner, set);
      if ('order' in read) {
        const { order: mapped, content } = read;
        orders.push({ message, row, mapped, cameBefore: cameBefore({ type: set.type, key: mapped.key, content }) });
        if (orders.length >= RUN_LENGTH) await flush();
        continue;
      }
      await flush();
      const before: CameBefore =
        'mapped' in read
          ? cameBefore({ type: set.type, key: read.mapped.key, content: read.content })
          : async () => false;
      await this.#remember(partner, [{ message, row, ...(await this.#carryOut(partner, message, read, before)) }]);
    }
    await flush();
  }

  /** The sets that are still to be carried out, and what was booked before a crash or a failure. */
  async #known(messages: readonly PendingMessage[]): Promise<{ pending: SetRow[]; booked: Set<string> }> {
    const ids = messages.map(({ id }) => id);
    const rows = await this.#db.read((em) => readSets(em, oneOf('t.message_id', 'ids', ids)));
    const booked = new Set<string>();
    for (const { messageId, outcome, businessKey, shipmentId } of rows)
      if (outcome === 'DONE' && businessKey !== null && shipmentId !== null)
        booked.add(numberIn(messageId, businessKey));
    return { pending: rows.filter(({ outcome }) => outcome === 'PENDING'), booked };
  }

  async #carryOutRun(partner: Partner, orders: readonly PendingOrder[], booked: Set<string>): Promise<void> {
    const done = await this.#resultsOf(partner, orders, booked);
    if (done) {
      await this.#remember(partner, done);
      for (const { message, mapped, result } of done)
        if (result.outcome === 'DONE') booked.add(numberIn(message.id, mapped.key));
      return;
    }
    // One of them spoils the run: alone, each gets what it deserves.
    for (const order of orders) await this.#carryOutRun(partner, [order], booked);
  }

  /** Null when several have to be tried one by one. */
  async #resultsOf(partner: Partner, orders: readonly PendingOrder[], booked: ReadonlySet<string>) {
    const run = orders.map(({ mapped, message, cameBefore }) => ({ mapped, cameBefore, messageId: message.id }));
    try {
      const results = await carryOutOrders(this.#graph, partner, run, booked);
      return orders.map((order, index) => ({ ...order, result: results[index] as SetResult }));
    } catch (error) {
      if (orders.length === 1) return orders.map((order) => ({ ...order, result: refusedBy(error, order.mapped) }));
      if (error instanceof AppError && error.code === 'UNAVAILABLE') throw error;
      return null;
    }
  }

  async #carryOut(
    partner: Partner,
    message: PendingMessage,
    read: Exclude<ReadSet, { order: unknown }>,
    cameBefore: CameBefore,
  ): Promise<{ mapped: Mapped | null; result: SetResult }> {
    if ('result' in read) return { mapped: null, result: read.result };
    if ('answer' in read)
      return { mapped: null, result: await this.#db.write((em) => reconcile(em, partner, read.answer, message)) };
    const { mapped } = read;
    try {
      const done = await carryOut({ graph: this.#graph, partner, messageId: message.id, cameBefore }, mapped);
      return { mapped, result: await answerByRule(this.#graph, partner, mapped, done) };
    } catch (error) {
      return { mapped, result: refusedBy(error, mapped) };
    }
  }

  /** Writes down what has been done, with the answers that have become due by it. */
  #remember(partner: Partner, done: readonly CarriedOut[]): Promise<void> {
    const changes = done.map(({ row, result }) => ({
      ...result,
      id: row.id,
      rule: result.rule ?? null,
      businessKey: result.businessKey?.slice(0, 64) ?? null,
    }));
    return this.#db.write(async (em) => {
      await updateRows(em, setTable, ['outcome', 'businessKey', 'shipmentId', 'note', 'rule'], changes);
      for (const { message, row, mapped, result } of done) {
        if (result.claimIds) await linkClaims(em, message.id, result.claimIds);
        if (result.invoiceIds) await linkInvoices(em, message.id, result.invoiceIds);
        const answer = answerTo(row, mapped, result, message.at);
        if (answer && (await noteDue(em, partner, answer, message.id))) this.#onDue();
      }
    });
  }
}

/** @throws the error again, when asking once more may bring another answer. */
function refusedBy(error: unknown, { key }: Mapped): SetResult {
  if (!(error instanceof AppError) || !FINAL.includes(error.code)) throw error;
  return result('REFUSED', key || null, error.message);
}

/** A new order; or what else a set asks for; or an answer to us; or what becomes of a set that asks for nothing. */
type ReadSet =
  | { readonly order: NewOrder; readonly content: string }
  | { readonly mapped: Exclude<Mapped, NewOrder>; readonly content: string }
  | { readonly answer: readonly MapSegment[] }
  | { readonly result: SetResult };

function readFor(partner: Partner, set: ScannedSet): ReadSet {
  const read = segmentsOf(set, partner);
  if (!read.ok) return { result: result('QUARANTINED', null, read.refusal.message) };
  const segments = read.value;
  if (set.type === '997' || set.type === '999') return { answer: segments };
  const map = mapFor(set.type, partner);
  const mapped = map?.(segments, partner);
  if (mapped) {
    const content = contentOf(segments);
    return mapped.kind === 'order' ? { order: mapped, content } : { mapped, content };
  }
  return { result: result('HELD', null, `There is no rule for a ${set.type} yet: a person has to read it.`) };
}

async function* streamAll(
  messages: readonly PendingMessage[],
  rows: readonly SetRow[],
): AsyncGenerator<PendingSet & { set: ScannedSet }> {
  for (const message of messages) {
    const pending = new Map(rows.filter((row) => row.messageId === message.id).map((row) => [row.place, row]));
    if (pending.size === 0) continue;
    for await (const { place, set } of streamSets(message.bytes)) {
      const row = pending.get(place);
      if (row) yield { message, row, set };
    }
  }
}
