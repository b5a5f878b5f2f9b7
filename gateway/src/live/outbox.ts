import type { WebSocket } from 'ws';

/** One update, ready to write: everything after the subscription's id is shared by all who asked the same. */
export interface LiveUpdate {
  /** Position in the owner's log; null when the event could not be read. */
  readonly position: number | null;
  /** The aggregate it is about: a newer update of the same subject replaces an unsent one. */
  readonly subject: string;
  /** `,"type":"next","payload":…}` */
  readonly tail: string;
}

export interface OutboxLimits {
  /** Bytes in the socket's buffer above which updates wait and coalesce. */
  readonly highWater: number;
  /** Bytes above which the outbox wants to know when the buffer drains. */
  readonly lowWater: number;
  /** Waiting updates, after coalescing, that are too many. */
  readonly pending: number;
  /** How long a client may stay behind. */
  readonly stuckMs: number;
}

export const OUTBOX_LIMITS: OutboxLimits = {
  highWater: 1024 * 1024,
  lowWater: 256 * 1024,
  pending: 1_000,
  stuckMs: 30_000,
};

/** Counts what the outbox does; the metrics of the gateway. */
export interface OutboxMeter {
  written(): void;
  coalesced(): void;
  tooSlow(): void;
}

const TRY_AGAIN_LATER = 1013;
const CHECK_MS = 250;
const TERMINATE_AFTER_MS = 2_000;

/**
 * The updates of one socket. `ws` never blocks and buffers without bound, so beyond the high-water mark only the latest
 * state of each subject waits here; a client that stays behind is told to come back later.
 */
export class Outbox {
  readonly #socket: WebSocket;
  readonly #limits: OutboxLimits;
  readonly #meter: OutboxMeter;
  readonly #pending = new Map<string, { readonly id: string; readonly update: LiveUpdate }>();
  #stuckSince = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(socket: WebSocket, meter: OutboxMeter, limits: OutboxLimits = OUTBOX_LIMITS) {
    this.#socket = socket;
    this.#meter = meter;
    this.#limits = limits;
  }

  /** @param id the subscription's id as the client named it. */
  write(id: string, update: LiveUpdate): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#pending.size === 0 && this.#socket.bufferedAmount <= this.#limits.highWater) this.#send(id, update);
    else this.#keep(id, update);
  }

  /** Drops what waits for a subscription that is over. */
  forget(id: string): void {
    for (const [key, waiting] of this.#pending) if (waiting.id === id) this.#pending.delete(key);
    if (this.#pending.size === 0) this.#relax();
  }

  /** Number of updates that wait. */
  get waiting(): number {
    return this.#pending.size;
  }

  close(): void {
    this.#pending.clear();
    this.#relax();
  }

  #send(id: string, update: LiveUpdate): void {
    this.#meter.written();
    const text = `{"id":${JSON.stringify(id)}${update.tail}`;
    // A callback costs on every message, so it is asked for only when there may be something to flush afterwards.
    if (this.#socket.bufferedAmount < this.#limits.lowWater) this.#socket.send(text);
    else this.#socket.send(text, () => this.#flush());
  }

  #keep(id: string, update: LiveUpdate): void {
    const key = `${id} ${update.subject}`;
    // Deleting first moves the subject to the end: updates leave in the order of their cursors, so any of them can be
    // resumed from.
    if (this.#pending.delete(key)) this.#meter.coalesced();
    this.#pending.set(key, { id, update });
    if (this.#timer) return;
    this.#stuckSince = Date.now();
    this.#timer = setInterval(() => this.#check(), CHECK_MS);
    this.#timer.unref();
  }

  #flush(): void {
    for (const [key, { id, update }] of this.#pending) {
      if (this.#socket.bufferedAmount > this.#limits.highWater) return;
      this.#pending.delete(key);
      this.#send(id, update);
    }
    this.#relax();
  }

  #check(): void {
    this.#flush();
    const stuck = this.#timer !== null && Date.now() - this.#stuckSince > this.#limits.stuckMs;
    if (stuck || this.#pending.size > this.#limits.pending) this.#giveUp();
  }

  #giveUp(): void {
    this.#meter.tooSlow();
    this.close();
    this.#socket.close(TRY_AGAIN_LATER, 'Too slow');
    // The close frame waits behind the bytes that the client does not read.
    setTimeout(() => this.#socket.terminate(), TERMINATE_AFTER_MS).unref();
  }

  #relax(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }
}
