import { isDeepStrictEqual } from 'node:util';
import type { Database } from '@quayside/shared/db/database';
import { AppError, forbidden } from '@quayside/shared/errors';
import { Gatherer, type Outcome } from '@quayside/shared/gatherer';
import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import type { Log } from '@quayside/shared/log';
import type { Archive } from '../archive.ts';
import type { FileReport } from '../check/report.ts';
import { changeMessage, loadMessage } from '../message/ledger.ts';
import { type MessageRow, messageTable } from '../message/table.ts';
import type { Partner } from '../partner/partner.ts';
import { fileStart } from '../x12/place.ts';
import { businessFault } from './faults.ts';
import type { ProcessedMessage } from './finishing.ts';
import type { Inbound } from './inbound.ts';
import type { Arrival } from './received-row.ts';
import { partnerOfMessage, Receiving } from './receiving.ts';

/** After this many failures a person looks at a message instead of the machine. */
const ATTEMPTS = 5;

/** What is processed together: more would only make the first of them wait. */
const MOST_TOGETHER = 50;
const MOST_BYTES_TOGETHER = 2 * 1024 * 1024;
/** In a crowd: long enough to share a transaction, and a fifth of what a sender may have to wait. */
const PACE_MS = 200;
/** So many files on their way at once are a crowd: fewer would only be kept waiting. */
const CROWD = 8;

interface Waiting {
  readonly row: MessageRow;
  readonly partner: Partner | null;
}

const rowOf = ({ row }: Waiting): MessageRow => row;

/** A partner whose profile has changed in between is another one. */
const goTogether = (items: readonly Waiting[], next: Waiting): boolean =>
  items.length < MOST_TOGETHER &&
  items.reduce((sum, { row }) => sum + row.sizeBytes, next.row.sizeBytes) <= MOST_BYTES_TOGETHER &&
  isDeepStrictEqual(items[0]?.partner, next.partner);

/** The one way in: receives, then processes the messages of each partner one after the other. */
export class Intake {
  readonly #parts: { db: Database; archive: Archive; inbound: Inbound; log: Log; now: () => number };
  readonly #turns = new Map<string, Gatherer<Waiting, ProcessedMessage>>();
  readonly #inHand = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #later = new Set<Promise<void>>();
  /** Called when messages have been processed: acknowledgements may be due. */
  onProcessed: () => void = () => undefined;

  readonly #receiving: Receiving;
  readonly #crowded = (): boolean => this.#inHand.size > CROWD;

  constructor(parts: { db: Database; archive: Archive; inbound: Inbound; log: Log; now: () => number }) {
    this.#parts = parts;
    this.#receiving = new Receiving(parts, this.#crowded);
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
    const process = await this.take(arrival, bytes, viewer, limit);
    return process();
  }

  /**
   * Archives and records one file, and gives what processes it: files that were taken at the same time are processed in
   * the order of these calls. @throws AppError FORBIDDEN as `receive` does.
   */
  async take(
    arrival: Arrival,
    bytes: AsyncIterable<Uint8Array>,
    viewer: Viewer,
    limit?: number,
  ): Promise<() => Promise<ProcessedMessage>> {
    // In hand before its row exists: the retry timer must not take it from under us.
    this.#inHand.add(arrival.messageId);
    const release = (): void => void this.#inHand.delete(arrival.messageId);
    try {
      const { row, partner } = await this.#receiving.receive(arrival, bytes, viewer, limit);
      if (row.state === 'HELD' && !partner) throw forbidden(`send as the partner "${arrival.addressee}"`);
      if (row.state === 'RECEIVED') return () => this.#process(row, partner).finally(release);
      release();
      return async () => ({ row, report: emptyReport(row) });
    } catch (error) {
      release();
      throw error;
    }
  }

  /**
   * Archives and records one file from a sender who must not wait until it is processed: that goes on afterwards.
   * @throws AppError FORBIDDEN as `receive` does.
   */
  async accept(arrival: Arrival, bytes: readonly Uint8Array[], viewer: Viewer): Promise<void> {
    this.#processLater(arrival.messageId, await this.take(arrival, each(bytes), viewer));
  }

  /**
   * Why a partner may send nothing more now, for doors that ask before a file comes; null while it may. A person sees
   * that it was refused.
   */
  async overQuota(partner: Partner, channel: string): Promise<string | null> {
    const fault = await this.#receiving.quotas.faultOf(partner);
    const arrival = { messageId: newId(), addressee: partner.id, channel, fileName: null };
    if (fault) await this.#receiving.refuse(arrival, partner, fault);
    return fault;
  }

  /**
   * Files that an addressee may still send now, for folders that are emptied by us; without end for one that is no
   * partner, whose files a person has to see. A person sees that there is no room.
   */
  async roomFor(addressee: string, channel: string): Promise<number> {
    const partner = await this.#receiving.partnerNamed(addressee);
    if (!partner) return Number.POSITIVE_INFINITY;
    return (await this.overQuota(partner, channel)) ? 0 : this.#receiving.quotas.roomFor(partner);
  }

  /** Resolves when nothing is processed any more that was accepted before. */
  async quiet(): Promise<void> {
    await Promise.all(this.#later);
  }

  #processLater(messageId: string, process: () => Promise<ProcessedMessage>): void {
    const later = process()
      .catch((error: unknown) =>
        this.#parts.log.warn({ err: error, message: messageId }, 'message not processed, will retry'),
      )
      .then(() => void this.#later.delete(later));
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
    const free = waiting.filter(({ id }) => !this.#inHand.has(id));
    for (const { id } of free) this.#inHand.add(id);
    const take = async (row: MessageRow): Promise<void> => {
      try {
        await this.#process(row, await partnerOfMessage(db, row));
      } catch (error) {
        log.warn({ err: error, message: row.id }, 'message not processed, will retry');
      } finally {
        this.#inHand.delete(row.id);
      }
    };
    // In their order for each partner; none waits for another.
    const addressees = new Set(free.map(({ addressee }) => addressee));
    await Promise.all(
      [...addressees].map(async (addressee) => {
        for (const row of free.filter((one) => one.addressee === addressee)) await take(row);
      }),
    );
  }

  /** True when a message is in the ledger, so that its bytes are in the archive. */
  knows(messageId: string): Promise<boolean> {
    return this.#parts.db.read((em) => em.getRepository(messageTable).existsBy({ id: messageId }));
  }

  async #process(row: MessageRow, partner: Partner | null): Promise<ProcessedMessage> {
    try {
      const processed = await this.#turnOf(partner).run({ row, partner });
      this.#failures.delete(row.id);
      return processed;
    } catch (error) {
      await this.#failed(row, error);
      throw new AppError('UNAVAILABLE', `The file is archived as ${row.id} and will be processed later.`);
    }
  }

  /** No partner waits for another; the messages of one are processed in their order. */
  #turnOf(partner: Partner | null): Gatherer<Waiting, ProcessedMessage> {
    const key = partner?.id ?? '';
    const turn =
      this.#turns.get(key) ?? new Gatherer((items) => this.#processAll(items), goTogether, PACE_MS, this.#crowded);
    this.#turns.set(key, turn);
    return turn;
  }

  async #processAll(items: readonly Waiting[]): Promise<Outcome<ProcessedMessage>[]> {
    const outcomes = await this.#parts.inbound.process(items[0]?.partner ?? null, items.map(rowOf));
    this.onProcessed();
    return outcomes;
  }

  async #failed(row: MessageRow, error: unknown): Promise<void> {
    const { db, log, now } = this.#parts;
    const failures = (this.#failures.get(row.id) ?? 0) + 1;
    this.#failures.set(row.id, failures);
    log.error({ err: error, message: row.id, failures }, 'processing failed');
    const unavailable = error instanceof AppError && error.code === 'UNAVAILABLE';
    if (failures < ATTEMPTS || unavailable) return;
    this.#failures.delete(row.id);
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
