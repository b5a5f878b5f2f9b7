import type { Database } from '@quayside/shared/db/database';
import { AppError } from '@quayside/shared/errors';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Viewer } from '@quayside/shared/identity';
import { envelopeRules } from '../check/judge.ts';
import { type SetRow, setTable } from '../message/table.ts';
import type { Partner } from '../partner/partner.ts';
import { loadTender } from '../transactions/load-tender-204.ts';
import type { MapSegment } from '../transactions/segments.ts';
import { warehouseOrder } from '../transactions/warehouse-order-940.ts';
import { readEnvelopes } from '../x12/envelope.ts';
import type { ScannedSet } from '../x12/segment.ts';
import { readSet } from '../x12/set-model.ts';
import { carryOut, type SetResult } from './carry-out.ts';
import { GraphOrders } from './graph-orders.ts';
import { reconcile } from './reconcile.ts';

// The graph's last word: asking again would bring the same answer.
const FINAL = ['BAD_USER_INPUT', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'];

/** The partner as the graph knows it: a machine of its account, with the rights of a key. */
export const partnerViewer = (partner: Partner): Viewer => ({
  kind: 'key',
  id: `edi:${partner.id}`,
  name: `EDI ${partner.id}`,
  role: null,
  reach: { kind: 'account', accountId: partner.accountId },
  scopes: ['read', 'write', 'edi'],
});

/** Carries out the sets of one message that are still pending, one after the other, as the file streams by. */
export class Effects {
  readonly #db: Database;
  readonly #graph: GraphClient;

  constructor(db: Database, graph: GraphClient) {
    this.#db = db;
    this.#graph = graph;
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
      const result = await this.#carryOut(message, partner, set);
      const businessKey = result.businessKey?.slice(0, 64) ?? null;
      await this.#db.write((em) => em.getRepository(setTable).update({ id: row.id }, { ...result, businessKey }));
    }
  }

  async #carryOut(
    message: { id: string; correlationId: string; at: number },
    partner: Partner,
    set: ScannedSet,
  ): Promise<SetResult> {
    const model = readSet(set);
    if (!model.ok) return nothing('QUARANTINED', model.refusal.message);
    const segments = model.value.segments.map(
      ({ tag, size, element }): MapSegment => ({
        tag,
        elements: [tag, ...Array.from({ length: size }, (_, index) => element(index + 1))],
      }),
    );
    if (set.type === '997' || set.type === '999')
      return this.#db.write((em) => reconcile(em, partner, segments, message));
    const map = MAPS[set.type];
    if (!map) return nothing('HELD', `There is no rule for a ${set.type} yet: a person has to read it.`);
    const orders = new GraphOrders(this.#graph, partnerViewer(partner), partner.accountId);
    const mapped = map(segments);
    try {
      return await carryOut(orders, mapped, `EDI:${message.id}`);
    } catch (error) {
      if (error instanceof AppError && FINAL.includes(error.code))
        return { ...nothing('REFUSED', error.message), businessKey: mapped.key || null };
      throw error;
    }
  }
}

const MAPS: Readonly<Record<string, typeof warehouseOrder>> = { '940': warehouseOrder, '204': loadTender };

const nothing = (outcome: SetResult['outcome'], note: string): SetResult => ({
  outcome,
  businessKey: null,
  shipmentId: null,
  note,
});

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
