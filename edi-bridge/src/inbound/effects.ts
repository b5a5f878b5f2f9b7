import type { Database } from '@quayside/shared/db/database';
import { AppError } from '@quayside/shared/errors';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { envelopeRules } from '../check/judge.ts';
import { type SetRow, setTable } from '../message/table.ts';
import { noteDue } from '../outbound/due.ts';
import type { Partner } from '../partner/partner.ts';
import type { Mapped } from '../transactions/mapped.ts';
import { readEnvelopes } from '../x12/envelope.ts';
import type { ScannedSet } from '../x12/segment.ts';
import { answerByRule } from './answer-by-rule.ts';
import { answerTo } from './answer-to.ts';
import { carryOut } from './carry-out.ts';
import { mapFor } from './maps.ts';
import { reconcile } from './reconcile.ts';
import { result, type SetResult } from './set-result.ts';
import { segmentsOf } from './set-segments.ts';

// The graph's last word: asking again would bring the same answer.
const FINAL = ['BAD_USER_INPUT', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'];

/** Carries out the sets of one message that are still pending, one after the other, as the file streams by. */
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
  async run(
    message: { id: string; correlationId: string; at: number },
    partner: Partner,
    bytes: AsyncIterable<Buffer>,
  ) {
    const rows = await this.#db.read((em) =>
      em.getRepository(setTable).findBy({ messageId: message.id, outcome: 'PENDING' }),
    );
    if (rows.length === 0) return;
    const pending = new Map(rows.map((row) => [row.place, row]));
    for await (const { row, set } of streamSets(bytes, pending)) {
      const { mapped, ...result } = await this.#carryOut(message, partner, set);
      const businessKey = result.businessKey?.slice(0, 64) ?? null;
      const answer = answerTo(row, mapped, result, message.at);
      await this.#db.write(async (em) => {
        await em.getRepository(setTable).update({ id: row.id }, { ...result, businessKey });
        if (answer && (await noteDue(em, partner, answer, message.id))) this.#onDue();
      });
    }
  }

  async #carryOut(
    message: { id: string; correlationId: string; at: number },
    partner: Partner,
    set: ScannedSet,
  ): Promise<SetResult & { mapped: Mapped | null }> {
    const read = segmentsOf(set, partner);
    if (!read.ok) return nothing('QUARANTINED', read.refusal.message);
    const segments = read.value;
    if (set.type === '997' || set.type === '999') {
      const reconciled = await this.#db.write((em) => reconcile(em, partner, segments, message));
      return { ...reconciled, mapped: null };
    }
    const map = mapFor(set.type, partner);
    if (!map) return nothing('HELD', `There is no rule for a ${set.type} yet: a person has to read it.`);
    const mapped = map(segments, partner);
    try {
      const done = await carryOut({ graph: this.#graph, partner, messageId: message.id }, mapped);
      return { ...(await answerByRule(this.#graph, partner, mapped, done)), mapped };
    } catch (error) {
      if (!(error instanceof AppError) || !FINAL.includes(error.code)) throw error;
      return { ...result('REFUSED', mapped.key || null, error.message), mapped };
    }
  }
}

const nothing = (outcome: SetResult['outcome'], note: string) => ({ ...result(outcome, null, note), mapped: null });

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
