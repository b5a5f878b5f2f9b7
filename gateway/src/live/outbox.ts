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
  /** Bytes at which a socket is closed at once, whatever they are: pongs and errors pass by the other marks. */
  readonly overflow: number;
}

/** Whatever else is limited on a socket stands in `limits.ts`. */
export const OUTBOX_LIMITS: OutboxLimits = {
  highWater: 1024 * 1024,
  lowWater: 256 * 1024,
  pending: 1_000,
  stuckMs: 30_000,
  overflow: 16 * 1024 * 1024,
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
 * What goes out on one socket. `ws` never blocks and buffers without bound, so beyond the high-water mark only the latest
 * state of each subject waits here, and answers wait before they are executed; a client that stays behind is told to
 * come back later.
 */
export class Outbox {
  readonly #socket: WebSocket;
  readonly #limits: OutboxLimits;
  readonly #meter: OutboxMeter;
  readonly #pending = new Map<string, { readonly id: string; readonly update: LiveUpdate }>();
  /** Queries and mutations that wait until they may be executed. */
  readonly #askers: ((granted: boolean) => void)[] = [];
  readonly #answers: number;
  #answering = 0;
  #closed = false;
  #stuckSince = 0;
  #timer: NodeJS.Timeout | null = null;

  /** @param answers how many queries and mutations may be executed at the same time. */
  constructor(socket: WebSocket, meter: OutboxMeter, limits: OutboxLimits, answers: number) {
    this.#socket = socket;
    this.#meter = meter;
    this.#limits = limits;
    this.#answers = answers;
  }

  /** True while the client has not read what it got: even an error would only be added to that. */
  get full(): boolean {
    return this.#socket.bufferedAmount > this.#limits.highWater;
  }

  /** Called for each message that comes in. */
  heard(): void {
    if (this.#socket.bufferedAmount > this.#limits.overflow) this.giveUp();
  }

  /** Runs what makes an answer once there is room for it; null when the socket ends before. */
  async answer<T>(make: () => Promise<T>): Promise<T | null> {
    const granted = await new Promise<boolean>((grant) => {
      this.#askers.push(grant);
      this.#grant();
    });
    if (!granted) return null;
    try {
      return await make();
    } finally {
      // The answer is written right after this turn; only then the buffer tells whether the next one has room.
      setImmediate(() => {
        this.#answering--;
        this.#grant();
      });
    }
  }

  /** @param id the subscription's id as the client named it. */
  write(id: string, update: LiveUpdate): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#pending.size === 0 && !this.full) this.#send(id, update);
    else this.#keep(id, update);
  }

  /** Drops what waits for a subscription that is over. */
  forget(id: string): void {
    for (const [key, waiting] of this.#pending) if (waiting.id === id) this.#pending.delete(key);
    if (this.#pending.size === 0 && this.#askers.length === 0) this.#relax();
  }

  /** Number of updates that wait. */
  get waiting(): number {
    return this.#pending.size;
  }

  close(): void {
    this.#closed = true;
    this.#pending.clear();
    this.#relax();
    this.#grant();
  }

  /** Tells the client to come back later. */
  giveUp(): void {
    if (this.#closed) return;
    this.#meter.tooSlow();
    this.close();
    this.#socket.close(TRY_AGAIN_LATER, 'Too slow');
    // The close frame waits behind the bytes that the client does not read.
    setTimeout(() => this.#socket.terminate(), TERMINATE_AFTER_MS).unref();
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
    this.#watch();
  }

  #grant(): void {
    while (this.#askers.length > 0 && (this.#closed || this.#answering < this.#answers)) {
      if (this.full && !this.#closed) {
        this.#watch();
        return;
      }
      if (!this.#closed) this.#answering++;
      this.#askers.shift()?.(!this.#closed);
    }
  }

  /** Looks from time to time whether the client has read on. */
  #watch(): void {
    if (this.#timer || this.#closed) return;
    this.#stuckSince = Date.now();
    this.#timer = setInterval(() => this.#check(), CHECK_MS);
    this.#timer.unref();
  }

  #flush(): void {
    for (const [key, { id, update }] of this.#pending) {
      if (this.full) return;
      this.#pending.delete(key);
      this.#send(id, update);
    }
    if (!this.full || this.#askers.length === 0) this.#relax();
    this.#grant();
  }

  #check(): void {
    this.#flush();
    const stuck = this.#timer !== null && Date.now() - this.#stuckSince > this.#limits.stuckMs;
    if (stuck || this.#pending.size > this.#limits.pending) this.giveUp();
  }

  #relax(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }
}
