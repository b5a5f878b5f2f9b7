import type { Database } from '@quayside/shared/db/database';
import { Mutex } from '@quayside/shared/db/mutex';
import { AppError, forbidden } from '@quayside/shared/errors';
import type { Viewer } from '@quayside/shared/identity';
import type { Log } from '@quayside/shared/log';
import type { Archive } from '../archive.ts';
import type { FileReport } from '../check/report.ts';
import { changeMessage, loadMessage } from '../message/ledger.ts';
import { type MessageRow, messageTable } from '../message/table.ts';
import type { Partner } from '../partner/partner.ts';
import { fileStart } from '../x12/place.ts';
import { businessFault } from './faults.ts';
import type { Inbound, ProcessedMessage } from './inbound.ts';
import { type Arrival, partnerOfMessage, receiveBytes } from './receiving.ts';

/** After this many failures a person looks at a message instead of the machine. */
const ATTEMPTS = 5;

/** The one way in: receives, then processes the messages of each partner one after the other. */
export class Intake {
  readonly #parts: { db: Database; archive: Archive; inbound: Inbound; log: Log; now: () => number };
  readonly #turns = new Map<string, Mutex>();
  readonly #inHand = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #later = new Set<Promise<void>>();
  /** Called when a message has been processed: acknowledgements may be due. */
  onProcessed: () => void = () => undefined;

  constructor(parts: { db: Database; archive: Archive; inbound: Inbound; log: Log; now: () => number }) {
    this.#parts = parts;
  }

  /**
   * Archives, records and processes one file.
   * @throws AppError FORBIDDEN when the viewer may not send as the addressee; the bytes are kept and shown as HELD.
   * @throws AppError UNAVAILABLE when it could not be processed now; it is archived and will be.
   */
  async receive(
    arrival: Arrival,
    bytes: AsyncIterable<Uint8Array>,
    viewer: Viewer,
    limit?: number,
  ): Promise<ProcessedMessage> {
    // In hand before its row exists: the retry timer must not take it from under us.
    this.#inHand.add(arrival.messageId);
    try {
      const { db, archive, now } = this.#parts;
      const parts = { db, archive, now, ...(limit === undefined ? {} : { limit }) };
      const { row, partner } = await receiveBytes(parts, arrival, bytes, viewer);
      if (row.state === 'HELD' && !partner) throw forbidden(`send as the partner "${arrival.addressee}"`);
      if (row.state !== 'RECEIVED') return { row, report: emptyReport(row) };
      return await this.#process(row, partner);
    } finally {
      this.#inHand.delete(arrival.messageId);
    }
  }

  /**
   * Archives and records one file from a sender who must not wait until it is processed: that goes on afterwards.
   * @throws AppError FORBIDDEN as `receive` does.
   */
  async accept(arrival: Arrival, bytes: readonly Uint8Array[], viewer: Viewer): Promise<void> {
    this.#inHand.add(arrival.messageId);
    const release = () => this.#inHand.delete(arrival.messageId);
    try {
      const { row, partner } = await receiveBytes(this.#parts, arrival, each(bytes), viewer);
      if (row.state === 'HELD' && !partner) throw forbidden(`send as the partner "${arrival.addressee}"`);
      if (row.state === 'RECEIVED') this.#processLater(row, partner, release);
      else release();
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Resolves when nothing is processed any more that was accepted before. */
  async quiet(): Promise<void> {
    await Promise.all(this.#later);
  }

  #processLater(row: MessageRow, partner: Partner | null, release: () => void): void {
    const later = this.#process(row, partner)
      .catch((error: unknown) =>
        this.#parts.log.warn({ err: error, message: row.id }, 'message not processed, will retry'),
      )
      .then(() => {
        release();
        this.#later.delete(later);
      });
    this.#later.add(later);
  }

  /** Takes up what is RECEIVED and in nobody's hand: after a crash, a failure or a replay. */
  async resume(): Promise<void> {
    const { db, log } = this.#parts;
    const waiting = await db.read((em) =>
      em.getRepository(messageTable).find({
        where: { state: 'RECEIVED', direction: 'IN' },
        order: { id: 'ASC' },
        take: 100,
      }),
    );
    for (const row of waiting.filter(({ id }) => !this.#inHand.has(id))) {
      this.#inHand.add(row.id);
      try {
        await this.#process(row, await partnerOfMessage(db, row));
      } catch (error) {
        log.warn({ err: error, message: row.id }, 'message not processed, will retry');
      } finally {
        this.#inHand.delete(row.id);
      }
    }
  }

  /** True when a message is in the ledger, so that its bytes are in the archive. */
  knows(messageId: string): Promise<boolean> {
    return this.#parts.db.read((em) => em.getRepository(messageTable).existsBy({ id: messageId }));
  }

  async #process(row: MessageRow, partner: Partner | null): Promise<ProcessedMessage> {
    const key = partner?.id ?? '';
    const turn = this.#turns.get(key) ?? new Mutex();
    this.#turns.set(key, turn);
    try {
      const processed = await turn.run(() => this.#parts.inbound.process(row, partner));
      this.#failures.delete(row.id);
      this.onProcessed();
      return processed;
    } catch (error) {
      await this.#failed(row, error);
      throw new AppError('UNAVAILABLE', `The file is archived as ${row.id} and will be processed later.`);
    }
  }

  async #failed(row: MessageRow, error: unknown): Promise<void> {
    const { db, log, now } = this.#parts;
    const failures = (this.#failures.get(row.id) ?? 0) + 1;
    this.#failures.set(row.id, failures);
    log.error({ err: error, message: row.id, failures }, 'processing failed');
    const unavailable = error instanceof AppError && error.code === 'UNAVAILABLE';
    if (failures < ATTEMPTS || unavailable) return;
    const message = `It could not be processed in ${failures} attempts. Replay it when the cause is mended.`;
    await db.write(async (em) => {
      const current = await loadMessage(em, row.id);
      if (current?.state !== 'RECEIVED') return;
      const change = { state: 'HELD' as const, summary: message, errors: [businessFault('NOT_PROCESSED', message)] };
      await changeMessage(em, current, change, { at: now(), correlationId: row.id });
    });
  }
}

async function* each(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** The report on a file that nobody could look into. */
const emptyReport = (row: MessageRow): FileReport => ({
  file: row.fileName ?? '',
  sha256: row.sha256,
  verdict: 'rejected',
  errors: row.errors.map(({ code, message, fix }) => ({ code, message, fix: fix ?? '', at: { ...fileStart } })),
  interchanges: [],
});
