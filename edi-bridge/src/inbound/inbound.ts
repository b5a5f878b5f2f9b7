import type { Database } from '@quayside/shared/db/database';
import { isDuplicateKey } from '@quayside/shared/db/database';
import { AppError } from '@quayside/shared/errors';
import type { Outcome } from '@quayside/shared/gatherer';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Archive } from '../archive.ts';
import type { MessageRow } from '../message/table.ts';
import type { Partner } from '../partner/partner.ts';
import { claimAll, type ExaminedMessage } from './claiming.ts';
import { Effects } from './effects.ts';
import { examine } from './examining.ts';
import type { Fate } from './fate.ts';
import { type CarriedOutMessage, finishAll, type ProcessedMessage } from './finishing.ts';

const CLAIM_ATTEMPTS = 3;

/**
 * Takes received messages to their end: check, decide, claim, carry out, acknowledge. Every step can be repeated after a
 * crash: the claim and the sets are in the ledger, and the graph refuses an order number twice.
 */
export class Inbound {
  readonly #parts: { readonly db: Database; readonly archive: Archive; readonly now: () => number };
  readonly #effects: Effects;

  constructor(parts: {
    db: Database;
    archive: Archive;
    graph: GraphClient;
    now: () => number;
    onDue: () => void;
  }) {
    this.#parts = parts;
    this.#effects = new Effects(parts);
  }

  /**
   * Messages of one partner, in their order. Each step is taken for all of them together; where one of them hinders the
   * others, each is processed alone. A message with an error stays RECEIVED, to be processed again.
   */
  async process(partner: Partner | null, rows: readonly MessageRow[]): Promise<Outcome<ProcessedMessage>[]> {
    try {
      const processed = await this.#processTogether(partner, rows);
      return processed.map((value) => ({ value }));
    } catch (error) {
      const down = error instanceof AppError && error.code === 'UNAVAILABLE';
      if (rows.length === 1 || down) return rows.map(() => ({ error }));
    }
    const outcomes: Outcome<ProcessedMessage>[] = [];
    for (const row of rows) outcomes.push(...(await this.process(partner, [row])));
    return outcomes;
  }

  async #processTogether(partner: Partner | null, rows: readonly MessageRow[]): Promise<ProcessedMessage[]> {
    const { archive, now } = this.#parts;
    const messages: ExaminedMessage[] = [];
    for (const row of rows) messages.push({ row, examined: await examine(archive, row, partner) });
    const fates = await this.#claim(partner, messages);
    const pending = messages.map(({ row, examined }) => {
      return { id: row.id, correlationId: row.id, at: now(), bytes: examined.bytes() };
    });
    if (partner) await this.#effects.run(partner, pending);
    const carriedOut = messages.map((message, index) => ({ ...message, fates: fates[index] ?? [] }));
    const processed: ProcessedMessage[] = [];
    for (const run of runsOf(carriedOut)) processed.push(...(await finishAll(this.#parts, partner, run)));
    return processed;
  }

  async #claim(partner: Partner | null, messages: readonly ExaminedMessage[]): Promise<Fate[][]> {
    const { db, now } = this.#parts;
    for (let attempt = 1; ; attempt++) {
      try {
        return await db.write((em) => claimAll(em, partner, messages, now()));
      } catch (error) {
        // Another process took a number between our look and our claim: look again.
        if (!isDuplicateKey(error) || attempt === CLAIM_ATTEMPTS) throw error;
      }
    }
  }
}

/** A copy is answered as its original was: where both came together, the original has to be finished before. */
function runsOf(messages: readonly CarriedOutMessage[]): CarriedOutMessage[][] {
  const runs: CarriedOutMessage[][] = [];
  for (const message of messages) {
    const run = runs.at(-1);
    const originals = message.fates.flatMap((fate) => (fate.kind === 'duplicate' ? fate.of : []));
    if (run && !run.some(({ row }) => originals.includes(row.id))) run.push(message);
    else runs.push([message]);
  }
  return runs;
}
