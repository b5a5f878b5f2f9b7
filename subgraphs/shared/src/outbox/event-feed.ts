import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import type { BusSubscription, EventBus } from '../events/bus.ts';
import type { EventEnvelope } from '../events/envelope.ts';
import { type EventFilter, passes } from './event-filter.ts';
import type { EventLog } from './event-log.ts';

/** How a follower reads: from where, what, and whether it stays for what comes. */
export interface FollowOptions {
  /** Position after which to start; null starts with the next event. */
  readonly after: number | null;
  readonly filter?: EventFilter;
  /** End when the log has been read, instead of waiting for more. */
  readonly replayOnly?: boolean;
  /** Ends the events; a reader that waits is woken. */
  readonly signal?: AbortSignal;
}

export interface FeedLimits {
  /** Events that wait for one follower; what comes on top it reads from the log. */
  readonly queue: number;
  /** Positions that a follower may be behind when it begins, unless an index finds its events. */
  readonly span: number;
  /** Events that a replay may bring: beyond that, loading the page is the cheaper way. */
  readonly replay: number;
}

export const FEED_LIMITS: FeedLimits = { queue: 1_000, span: 50_000, replay: 2_000 };

const expired = (why: string): AppError => new AppError('CURSOR_EXPIRED', `${why} Load the page anew.`);

/** The events of one subgraph for its own live subscriptions: log first, then live, each once and in order. */
export class EventFeed {
  readonly #log: EventLog;
  readonly #bus: EventBus;
  readonly #limits: FeedLimits;
  readonly #followers = new Set<Follower>();
  #subscription: BusSubscription | null = null;

  constructor(log: EventLog, bus: EventBus, limits: FeedLimits = FEED_LIMITS) {
    this.#log = log;
    this.#bus = bus;
    this.#limits = limits;
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

  /**
   * Starts to listen at once, so that nothing between the call and the first `next` is missed.
   * @throws AppError CURSOR_EXPIRED at the first `next`, when the log cannot be read on from there.
   */
  follow(options: FollowOptions): AsyncGenerator<EventEnvelope, void, undefined> {
    const follower = new Follower(options.filter ?? {}, this.#limits.queue);
    if (!options.replayOnly) this.#followers.add(follower);
    options.signal?.addEventListener('abort', () => this.#drop(follower), { once: true });
    return this.#events(follower, options);
  }

  #drop(follower: Follower): void {
    this.#followers.delete(follower);
    follower.end();
  }

  async *#events(follower: Follower, options: FollowOptions): AsyncGenerator<EventEnvelope, void, undefined> {
    const { after, replayOnly, signal } = options;
    let position = after ?? -1;
    try {
      if (after !== null) await this.#demandKept(after, options);
      if (after !== null && replayOnly) yield* await this.#gather(after, options);
      if (replayOnly) return;
      let missed = after;
      while (!signal?.aborted) {
        if (missed !== null) {
          for await (const event of this.#read(Math.max(missed, position), options)) {
            position = event.position;
            yield event;
          }
        }
        const next = await follower.next();
        if (next === null) return;
        missed = typeof next === 'number' ? next : null;
        if (typeof next === 'number' || next.position <= position) continue;
        position = next.position;
        yield next;
      }
    } finally {
      this.#drop(follower);
    }
  }

  /** A position beyond the head is one of another log, or of this one before it was restored: nothing would ever come. */
  async #demandKept(after: number, { filter }: FollowOptions): Promise<void> {
    const head = await this.#log.head();
    if (after > head) throw expired('The log does not reach that far.');
    if (filter?.subject === undefined && head - after > this.#limits.span) throw expired('That is too long ago.');
  }

  /** A whole replay, before any of it is worked on: one that is too long is refused before it has cost anything. */
  async #gather(after: number, options: FollowOptions): Promise<EventEnvelope[]> {
    const events: EventEnvelope[] = [];
    for await (const event of this.#read(after, options)) {
      events.push(event);
      if (events.length > this.#limits.replay) throw expired('Too much has happened since.');
    }
    return events;
  }

  /** What is in the log by now, in parts between which others get their turn. */
  async *#read(after: number, { filter, signal }: FollowOptions): AsyncGenerator<EventEnvelope, void, undefined> {
    const head = await this.#log.head();
    for (let from = after; from < head && !signal?.aborted; ) {
      const { events, upTo } = await this.#log.readSpan(from, head, filter ?? {});
      yield* events;
      from = upTo;
      await nextTurn();
    }
  }
}

/** A bounded queue that a consumer can await. What found no room is in the log. */
class Follower {
  readonly #filter: EventFilter;
  readonly #room: number;
  readonly #queue: EventEnvelope[] = [];
  /** Position before the first event that found no room. */
  #missed: number | null = null;
  #wake: (() => void) | null = null;
  #ended = false;

  constructor(filter: EventFilter, room: number) {
    this.#filter = filter;
    this.#room = room;
  }

  push(event: EventEnvelope): void {
    if (this.#missed !== null || !passes(this.#filter, event)) return;
    if (this.#queue.length < this.#room) this.#queue.push(event);
    else this.#missed = event.position - 1;
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** The next event; a position from which the log has to be read; or null at the end. */
  async next(): Promise<EventEnvelope | number | null> {
    while (!this.#ended) {
      const event = this.#queue.shift();
      if (event) return event;
      if (this.#missed !== null) {
        const missed = this.#missed;
        this.#missed = null;
        return missed;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return null;
  }
}
