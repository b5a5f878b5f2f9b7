import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { BusSubscription, EventBus, EventReader, SubscribeOptions } from './bus.ts';
import type { EventEnvelope } from './envelope.ts';

const BATCH = 200;
/** Events that wait for a follower in memory; it reads the others from the log. */
const MOST_WAITING = 2_000;
const RETRY_MS = 200;

/** The bus of a single process. What a consumer missed while the process was down it reads from the source's log. */
export class MemoryBus implements EventBus {
  readonly #logs = new Map<string, EventReader>();
  readonly #followers = new Map<string, Set<Follower>>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  register(source: string, log: EventReader): void {
    this.#logs.set(source, log);
    for (const follower of this.#followers.get(source) ?? []) follower.wake();
  }

  async publish(event: EventEnvelope): Promise<void> {
    for (const follower of this.#followers.get(event.source) ?? []) follower.offer(event);
  }

  async subscribe(options: SubscribeOptions): Promise<BusSubscription> {
    const reader = (): EventReader | undefined => this.#logs.get(options.source);
    const after = options.after ?? (await reader()?.head()) ?? 0;
    const follower = new Follower(options, after, reader, this.#log);
    const followers = this.#followers.get(options.source) ?? new Set();
    this.#followers.set(options.source, followers.add(follower));
    follower.wake();
    return {
      stop: async () => {
        followers.delete(follower);
        await follower.stop();
      },
    };
  }

  /** Resolves when every subscriber has dealt with what was published before the call. */
  async settle(): Promise<void> {
    for (const followers of this.#followers.values()) {
      for (const follower of followers) await follower.idle();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#followers.values()].flatMap((set) => [...set].map((one) => one.stop())));
    this.#followers.clear();
  }
}

/** One subscriber: takes the next event as it is offered, or reads the gap from the log. */
class Follower {
  readonly #options: SubscribeOptions;
  readonly #reader: () => EventReader | undefined;
  readonly #log: Log;
  #queue: EventEnvelope[] = [];
  #position: number;
  #behind = true;
  /** That the position is one which the source has reached. */
  #placed = false;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(options: SubscribeOptions, after: number, reader: () => EventReader | undefined, log: Log) {
    this.#options = options;
    this.#position = after;
    this.#reader = reader;
    this.#log = log;
  }

  offer(event: EventEnvelope): void {
    if (this.#queue.length < MOST_WAITING) this.#queue.push(event);
    else this.#behind = true;
    this.#run();
  }

  wake(): void {
    this.#behind = true;
    this.#run();
  }

  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  #run(): void {
    this.#running ??= this.#drain().finally(() => {
      this.#running = null;
      if (!this.#stopped && (this.#queue.length > 0 || this.#behind)) this.#run();
    });
  }

  async #drain(): Promise<void> {
    while (!this.#stopped && (this.#queue.length > 0 || this.#behind)) {
      try {
        await this.#step();
      } catch (error) {
        // The store of the source is away: what it holds is read when it is back.
        this.#behind = true;
        const { source, consumer } = this.#options;
        this.#log.error({ err: error, source, consumer }, 'events could not be read, will retry');
        await sleep(RETRY_MS);
      }
    }
  }

  async #step(): Promise<void> {
    if (!this.#placed) await this.#place();
    const run = this.#takeRun();
    if (run.length > 0) await this.#deliver(run);
    else if (this.#queue.length > 0 || this.#behind) await this.#readGap();
  }

  /** Compares the position with the source's head, once its log is there to be asked. */
  async #place(): Promise<void> {
    const head = await this.#reader()?.head();
    if (head === undefined) return;
    if (head < this.#position) {
      const { source, consumer, onAhead } = this.#options;
      const position = this.#position;
      this.#log.error({ source, consumer, position, head }, 'consumer was ahead of its source, set back');
      await onAhead?.(head);
      this.#position = head;
    }
    this.#placed = true;
  }

  /** Takes from the queue what follows on the last position without a gap. */
  #takeRun(): EventEnvelope[] {
    const known = this.#queue.findIndex((event) => event.position > this.#position);
    if (known !== 0) this.#queue.splice(0, known === -1 ? this.#queue.length : known);
    let length = 0;
    while (this.#queue[length]?.position === this.#position + length + 1) length++;
    return this.#queue.splice(0, length);
  }

  async #readGap(): Promise<void> {
    this.#behind = false;
    const reader = this.#reader();
    if (!reader) {
      this.#queue = [];
      return;
    }
    const events = await reader.readAfter(this.#position, BATCH);
    if (events.length > 0) await this.#deliver(events);
    // What was offered ahead of the log is read from it at the next wake-up.
    else this.#queue = [];
    if (events.length === BATCH) this.#behind = true;
  }

  async #deliver(events: readonly EventEnvelope[]): Promise<void> {
    if (events.length > 1 && this.#options.handleMany && (await this.#deliverTogether(events))) return;
    for (const event of events) {
      if (this.#stopped) return;
      if (event.position > this.#position) await this.#deliverOne(event);
    }
  }

  /** False when one of them failed: then each is delivered alone, so that only the faulty one waits. */
  async #deliverTogether(events: readonly EventEnvelope[]): Promise<boolean> {
    try {
      await this.#options.handleMany?.(events);
      this.#position = events.at(-1)?.position ?? this.#position;
      return true;
    } catch {
      return false;
    }
  }

  async #deliverOne(event: EventEnvelope): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#options.handle(event);
        this.#position = event.position;
        return;
      } catch (error) {
        const { consumer } = this.#options;
        this.#log.error({ err: error, event: event.id, consumer }, 'event handler failed, will retry');
        await sleep(RETRY_MS);
      }
    }
  }
}
