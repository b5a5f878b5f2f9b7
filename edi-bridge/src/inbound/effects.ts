import { updateRows } from '@quayside/shared/db/bulk';
import type { Database } from '@quayside/shared/db/database';
import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { AppError } from '@quayside/shared/errors';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { envelopeRules } from '../check/judge.ts';
import { readSets } from '../message/ledger.ts';
import { type SetRow, setTable } from '../message/table.ts';
import { noteDue } from '../outbound/due.ts';
import type { Partner } from '../partner/partner.ts';
import type { Mapped } from '../transactions/mapped.ts';
import type { MapSegment } from '../transactions/segments.ts';
import { readEnvelopes } from '../x12/envelope.ts';
import type { ScannedSet } from '../x12/segment.ts';
import { answerByRule } from './answer-by-rule.ts';
import { answerTo } from './answer-to.ts';
import { carryOut } from './carry-out.ts';
import { carryOutOrders } from './carry-out-orders.ts';
import { mapFor } from './maps.ts';
import { reconcile } from './reconcile.ts';
import { result, type SetResult } from './set-result.ts';
import { segmentsOf } from './set-segments.ts';

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

interface PendingSet {
  readonly message: PendingMessage;
  readonly row: SetRow;
}
interface PendingOrder extends PendingSet {
  readonly mapped: Extract<Mapped, { kind: 'order' }>;
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
  readonly #graph: GraphClient;

  readonly #onDue: () => void;

  /** `onDue` is called inside the transaction in which an answer becomes due. */
  constructor(parts: { db: Database; graph: GraphClient; onDue: () => void }) {
    this.#db = parts.db;
    this.#graph = parts.graph;
    this.#onDue = parts.onDue;
  }

  /** @throws whatever hinders the graph; what has been done by then is remembered. */
  async run(partner: Partner, messages: readonly PendingMessage[]): Promise<void> {
    let orders: PendingOrder[] = [];
    const flush = async (): Promise<void> => {
      if (orders.length > 0) await this.#remember(partner, await this.#carryOutRun(partner, orders));
      orders = [];
    };
    for await (const { message, row, set } of this.#pendingSets(messages)) {
      const read = readFor(partner, set);
      if ('mapped' in read && read.mapped.kind === 'order') {
        orders.push({ message, row, mapped: read.mapped });
        if (orders.length >= RUN_LENGTH) await flush();
        continue;
      }
      await flush();
      await this.#remember(partner, [{ message, row, ...(await this.#carryOut(partner, message, read)) }]);
    }
    await flush();
  }

  async *#pendingSets(messages: readonly PendingMessage[]): AsyncGenerator<PendingSet & { set: ScannedSet }> {
    const ids = messages.map(({ id }) => id);
    const pendingOnes = allOf([oneOf('t.message_id', 'ids', ids), equals('t.outcome', 'outcome', 'PENDING')]);
    const rows = await this.#db.read((em) => readSets(em, pendingOnes));
    for (const message of messages) {
      const pending = new Map(rows.filter((row) => row.messageId === message.id).map((row) => [row.place, row]));
      if (pending.size === 0) continue;
      for await (const { row, set } of streamSets(message.bytes, pending)) yield { message, row, set };
    }
  }

  async #carryOutRun(partner: Partner, orders: readonly PendingOrder[]): Promise<CarriedOut[]> {
    try {
      const run = orders.map(({ mapped, message }) => ({ mapped, messageId: message.id }));
      const results = await carryOutOrders(this.#graph, partner, run);
      return orders.map((order, index) => ({ ...order, result: results[index] as SetResult }));
    } catch (error) {
      if (error instanceof AppError && error.code === 'UNAVAILABLE') throw error;
      // One of them spoils the run: alone, each gets what it deserves.
      for (const { message, row, mapped } of orders)
        await this.#remember(partner, [{ message, row, ...(await this.#carryOut(partner, message, { mapped })) }]);
      return [];
    }
  }

  async #carryOut(
    partner: Partner,
    message: PendingMessage,
    read: ReadSet,
  ): Promise<{ mapped: Mapped | null; result: SetResult }> {
    if ('result' in read) return { mapped: null, result: read.result };
    if ('answer' in read)
      return { mapped: null, result: await this.#db.write((em) => reconcile(em, partner, read.answer, message)) };
    const { mapped } = read;
    try {
      const done = await carryOut({ graph: this.#graph, partner, messageId: message.id }, mapped);
      return { mapped, result: await answerByRule(this.#graph, partner, mapped, done) };
    } catch (error) {
      if (!(error instanceof AppError) || !FINAL.includes(error.code)) throw error;
      return { mapped, result: result('REFUSED', mapped.key || null, error.message) };
    }
  }

  /** Writes down what has been done, with the answers that have become due by it. */
  #remember(partner: Partner, done: readonly CarriedOut[]): Promise<void> {
    const changes = done.map(({ row, result }) => ({
      ...result,
      id: row.id,
      businessKey: result.businessKey?.slice(0, 64) ?? null,
    }));
    return this.#db.write(async (em) => {
      await updateRows(em, setTable, ['outcome', 'businessKey', 'shipmentId', 'note'], changes);
      for (const { message, row, mapped, result } of done) {
        const answer = answerTo(row, mapped, result, message.at);
        if (answer && (await noteDue(em, partner, answer, message.id))) this.#onDue();
      }
    });
  }
}

/** What a set asks for; or an acknowledgement of ours; or what becomes of a set that asks for nothing. */
type ReadSet =
  | { readonly mapped: Mapped }
  | { readonly answer: readonly MapSegment[] }
  | { readonly result: SetResult };

function readFor(partner: Partner, set: ScannedSet): ReadSet {
  const read = segmentsOf(set, partner);
  if (!read.ok) return { result: result('QUARANTINED', null, read.refusal.message) };
  const segments = read.value;
  if (set.type === '997' || set.type === '999') return { answer: segments };
  const map = mapFor(set.type, partner);
  if (map) return { mapped: map(segments, partner) };
  return { result: result('HELD', null, `There is no rule for a ${set.type} yet: a person has to read it.`) };
}

/** The pending sets of a file in its order; the next chunk is read only when the last one is dealt with. */
async function* streamSets(
  bytes: AsyncIterable<Buffer>,
  pending: ReadonlyMap<number, SetRow>,
): AsyncGenerator<{ row: SetRow; set: ScannedSet }> {
  let place = 0;
  let queue: { row: SetRow; set: ScannedSet }[] = [];
  const nobody = (): void => undefined;
  const scanner = readEnvelopes(
    {
      interchange: nobody,
      brokenInterchange: nobody,
      group: nobody,
      groupEnd: nobody,
      interchangeEnd: nobody,
      acknowledgement: nobody,
      stray: nobody,
      set: (set) => {
        const row = pending.get(++place);
        if (row) queue.push({ row, set });
      },
    },
    envelopeRules,
  );
  for await (const chunk of bytes) {
    scanner.push(chunk);
    yield* queue;
    queue = [];
  }
  scanner.end();
  yield* queue;
}
