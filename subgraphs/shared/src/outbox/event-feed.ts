import type { BusSubscription, EventBus } from '../events/bus.ts';
import type { EventEnvelope } from '../events/envelope.ts';
import type { EventLog } from './event-log.ts';

const BATCH = 200;

/** How a follower reads: from where, and whether it stays for what comes. */
export interface FollowOptions {
  /** Position after which to start; null starts with the next event. */
  readonly after: number | null;
  /** End when the log has been read, instead of waiting for more. */
  readonly replayOnly?: boolean;
  /** Ends the events; a reader that waits is woken. */
  readonly signal?: AbortSignal;
}

/** The events of one subgraph for its own live subscriptions: log first, then live, each once and in order. */
export class EventFeed {
  readonly #log: EventLog;
  readonly #bus: EventBus;
  readonly #followers = new Set<Follower>();
  #subscription: BusSubscription | null = null;

  constructor(log: EventLog, bus: EventBus) {
    this.#log = log;
    this.#bus = bus;
  }

  async start(): Promise<void> {
    const handle = (event: EventEnvelope): void => {
      for (const follower of this.#followers) follower.push(event);
    };
    this.#subscription = await this.#bus.subscribe({ source: this.#log.source, consumer: null, after: null, handle });
  }

  async stop(): Promise<void> {
    await this.#subscription?.stop();
    for (const follower of this.#followers) follower.end();
  }

  /** Position of the newest event. */
  head(): Promise<number> {
    return this.#log.head();
  }

  /** Starts to listen at once, so that nothing between the call and the first `next` is missed. */
  follow(options: FollowOptions): AsyncGenerator<EventEnvelope, void, undefined> {
    const follower = new Follower();
    if (!options.replayOnly) this.#followers.add(follower);
    options.signal?.addEventListener('abort', () => this.#drop(follower), { once: true });
    return this.#events(follower, options);
  }

  #drop(follower: Follower): void {
    this.#followers.delete(follower);
    follower.end();
  }

  async *#events(follower: Follower, options: FollowOptions): AsyncGenerator<EventEnvelope, void, undefined> {
    try {
      let position = options.after ?? -1;
      if (options.after !== null) {
        for (;;) {
          const events = await this.#log.readAfter(position, BATCH);
          for (const event of events) {
            position = event.position;
            yield event;
          }
          if (events.length < BATCH || options.signal?.aborted) break;
        }
      }
      if (options.replayOnly || options.signal?.aborted) return;
      for await (const event of follower) {
        if (event.position <= position) continue;
        position = event.position;
        yield event;
      }
    } finally {
      this.#drop(follower);
    }
  }
}

/** A queue that a consumer can await. */
class Follower implements AsyncIterable<EventEnvelope> {
  #queue: EventEnvelope[] = [];
  #wake: (() => void) | null = null;
  #ended = false;

  push(event: EventEnvelope): void {
    this.#queue.push(event);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<EventEnvelope, void, undefined> {
    while (!this.#ended) {
      const next = this.#queue.shift();
      if (next) yield next;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}
