import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { updateRows } from '../db/bulk.ts';
import type { Database } from '../db/database.ts';
import { isDuplicateKey } from '../db/database.ts';
import type { Predicate } from '../db/reach.ts';
import { rowReader } from '../db/row-reader.ts';
import type { EventBus } from '../events/bus.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import { toEnvelope } from './event-log.ts';
import { type EventRow, eventTable, type RelayRow, readEvents, relayTable } from './table.ts';

const ROW = 'relay';
const LEASE_MS = 5_000;
const LEASE_RETRY_MS = 100;
const BATCH = 500;
/** Under load, steps are so far apart that many commits share one; the first event after a pause goes at once. */
const PACE_MS = 20;
const relays = rowReader(relayTable);
const UNSTAMPED: Predicate = { sql: 't.position IS NULL', parameters: {} };

/**
 * Stamps committed events with a gap-free position and hands them to the bus, in order. One relay per store works at a
 * time, by a lease; a late commit gets a later position and is never skipped, which no "last id" cursor can promise.
 */
export class Relay {
  readonly #source: string;
  readonly #db: Database;
  readonly #bus: EventBus;
  readonly #log: Log;
  readonly #owner = newId();
  readonly #pollMs: number;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  /** When events were last found. */
  #busyAt = 0;
  #unlisten: (() => void) | null = null;

  constructor(options: { source: string; db: Database; bus: EventBus; log: Log; pollMs?: number }) {
    this.#source = options.source;
    this.#db = options.db;
    this.#bus = options.bus;
    this.#log = options.log;
    this.#pollMs = options.pollMs ?? 500;
  }

  async start(): Promise<void> {
    await this.#db.write((em) => insertRelayRow(em));
    this.#unlisten = this.#db.onCommit(() => this.wake());
    // The wake-up after a commit is the fast way; the poll finds what other processes wrote and what a crash left.
    this.#timer = setInterval(() => this.wake(), this.#pollMs);
    this.#timer.unref();
    this.wake();
  }

  wake(): void {
    this.#again = true;
    this.#running ??= this.#drain().finally(() => {
      this.#running = null;
      if (this.#again && !this.#stopped) this.wake();
    });
  }

  /** Resolves when everything committed before the call has been published. */
  async settle(): Promise<void> {
    this.wake();
    await this.#running;
    // A run that was ending when it was woken is followed by another.
    await this.#running;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unlisten?.();
    if (this.#timer) clearInterval(this.#timer);
    await this.#running;
    // Whoever comes next need not wait for the lease to run out.
    await this.#db
      .write((em) => em.getRepository(relayTable).update({ id: ROW, owner: this.#owner }, { leaseUntil: 0 }))
      .catch((error: unknown) => this.#log.warn({ err: error, source: this.#source }, 'lease not given back'));
  }

  async #drain(): Promise<void> {
    try {
      while (this.#again && !this.#stopped) {
        await this.#pause();
        this.#again = false;
        let stamped = await this.#step();
        while (!this.#stopped && stamped === BATCH) stamped = await this.#step();
        if (stamped !== null || this.#stopped) continue;
        // Asking for the lease commits, and a commit wakes: without a pause this would spin.
        await sleep(LEASE_RETRY_MS);
        this.#again = true;
      }
    } catch (error) {
      this.#log.error({ err: error, source: this.#source }, 'relay failed, will retry on the next wake-up');
    }
  }

  async #pause(): Promise<void> {
    const wait = this.#busyAt + PACE_MS - performance.now();
    if (wait > 0 && !this.#stopped) await sleep(wait);
  }

  /** Stamps one batch and publishes it; returns how many events were new, null while another relay holds the lease. */
  async #step(): Promise<number | null> {
    const pending = await this.#db.read((em) => pendingWork(em));
    if (!pending) return 0;
    this.#busyAt = performance.now();
    const stamped = await this.#db.write((em) => stampBatch(em, this.#owner));
    if (!stamped) return null;
    const { relay, rows: fresh } = stamped;
    // What an earlier process left unpublished comes first, and then has to be read.
    const behind = relay.published + fresh.length < relay.stamped;
    for (let rows = behind ? null : fresh; ; rows = null) {
      rows ??= await this.#db.read((em) => unpublished(em, relay));
      const last = rows.at(-1);
      if (!last?.position) break;
      for (const row of rows) await this.#bus.publish(toEnvelope(this.#source, row));
      relay.published = last.position;
      await this.#db.write((em) => notePublished(em, this.#owner, last.position ?? 0));
      if (relay.published === relay.stamped) break;
    }
    return fresh.length;
  }
}

const notePublished = (em: EntityManager, owner: string, published: number): Promise<unknown> =>
  em.query('UPDATE event_relay SET published = ? WHERE id = ? AND owner = ?', [published, ROW, owner]);

async function insertRelayRow(em: EntityManager): Promise<void> {
  const relays = em.getRepository(relayTable);
  if (await relays.existsBy({ id: ROW })) return;
  try {
    await relays.insert({ id: ROW, owner: '', leaseUntil: 0, stamped: 0, published: 0 });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

async function pendingWork(em: EntityManager): Promise<boolean> {
  // Plain SQL: every commit asks.
  const sql = 'SELECT id FROM event WHERE position IS NULL LIMIT 1';
  if (((await em.query(sql)) as unknown[]).length > 0) return true;
  const behind = 'SELECT id FROM event_relay WHERE id = ? AND published < stamped';
  return ((await em.query(behind, [ROW])) as unknown[]).length > 0;
}

/** Takes or renews the lease, and stamps what has no position yet. Null when another relay holds the lease. */
async function stampBatch(em: EntityManager, owner: string): Promise<{ relay: RelayRow; rows: EventRow[] } | null> {
  const now = await databaseNow(em);
  const sql = 'UPDATE event_relay SET owner = ?, lease_until = ? WHERE id = ? AND (owner = ? OR lease_until < ?)';
  await em.query(sql, [owner, now + LEASE_MS, ROW, owner, now]);
  const [relay] = await relays(em, { sql: 't.id = :row AND t.owner = :owner', parameters: { row: ROW, owner } });
  if (!relay) return null;
  const rows = await readEvents(em, UNSTAMPED, `ORDER BY t.id LIMIT ${BATCH}`);
  const stamped = inAggregateOrder(rows).map((row) => ({ ...row, position: ++relay.stamped }));
  await updateRows(em, eventTable, ['position'], stamped);
  await em.query('UPDATE event_relay SET stamped = ? WHERE id = ?', [relay.stamped, ROW]);
  return { relay, rows: stamped };
}

const unpublished = (em: EntityManager, relay: RelayRow): Promise<EventRow[]> =>
  readEvents(
    em,
    {
      sql: 't.position > :published AND t.position <= :stamped',
      parameters: { published: relay.published, stamped: relay.stamped },
    },
    `ORDER BY t.position LIMIT ${BATCH}`,
  );

/** Ids of two processes may disagree with the order of versions; the version of the aggregate decides. */
function inAggregateOrder(rows: readonly EventRow[]): EventRow[] {
  const bySubject = new Map<string, EventRow[]>();
  for (const row of rows) bySubject.set(row.subject, [...(bySubject.get(row.subject) ?? []), row]);
  for (const list of bySubject.values()) list.sort((a, b) => a.seq - b.seq);
  return rows.map((row) => bySubject.get(row.subject)?.shift() as EventRow);
}

/** The database's clock: two nodes may disagree about the time, the lease may not. */
async function databaseNow(em: EntityManager): Promise<number> {
  const sql =
    em.connection.options.type === 'mysql'
      ? 'SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS UNSIGNED) AS now'
      : `SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER) AS now`;
  const [row] = (await em.query(sql)) as { now: number | string }[];
  return Number(row?.now);
}
