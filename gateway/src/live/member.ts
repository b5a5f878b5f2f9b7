import type { GraphQLFormattedError } from 'graphql';
import type { LiveUpdate, Outbox } from './outbox.ts';

/** Ends a subscription with errors that are formatted already. */
export class LiveRefusal extends Error {
  readonly errors: readonly GraphQLFormattedError[];
  constructor(errors: readonly GraphQLFormattedError[]) {
    super(errors[0]?.message ?? 'The subscription ended.');
    this.name = 'LiveRefusal';
    this.errors = errors;
  }
}

const BUFFERED = 1_000;

/** One subscription of one socket inside a group. Updates go past GraphQL's iterator, straight to the socket. */
export class LiveMember {
  readonly #id: string;
  readonly #outbox: Outbox;
  readonly #ended: Promise<void>;
  #resolve: () => void = () => {};
  #reject: (reason: LiveRefusal) => void = () => {};
  /** Updates that arrive while the client is caught up; null once it is live. */
  #buffer: Map<string, LiveUpdate> | LiveUpdate[] | null = null;
  #seen = 0;
  #over = false;

  constructor(id: string, outbox: Outbox) {
    this.#id = id;
    this.#outbox = outbox;
    this.#ended = new Promise<void>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Whoever iterates sees the rejection; without an iterator it is nobody's fault.
    this.#ended.catch(() => undefined);
  }

  get over(): boolean {
    return this.#over;
  }

  /** Settles when the subscription is over; rejects with a LiveRefusal. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** Holds back live updates until `release`: what happened since `position` comes first. */
  hold(position: number): void {
    this.#buffer = [];
    this.#seen = position;
  }

  /** An update of the replay, in order, before anything live. */
  replay(update: LiveUpdate): void {
    if (this.#isNew(update)) this.#outbox.write(this.#id, update);
  }

  /** An update of the group. */
  offer(update: LiveUpdate): void {
    if (this.#buffer) this.#keep(update);
    else if (this.#isNew(update)) this.#outbox.write(this.#id, update);
  }

  /** Sends what was held back, without what the replay has sent, and goes live. */
  release(): void {
    const held = this.#buffer ?? [];
    this.#buffer = null;
    for (const update of held.values()) this.offer(update);
  }

  end(): void {
    this.#over = true;
    this.#outbox.forget(this.#id);
    this.#resolve();
  }

  fail(errors: readonly GraphQLFormattedError[]): void {
    this.#over = true;
    this.#outbox.forget(this.#id);
    this.#reject(new LiveRefusal(errors));
  }

  #isNew(update: LiveUpdate): boolean {
    if (update.position === null) return true;
    if (update.position <= this.#seen) return false;
    this.#seen = update.position;
    return true;
  }

  #keep(update: LiveUpdate): void {
    const buffer = this.#buffer;
    if (Array.isArray(buffer)) {
      buffer.push(update);
      if (buffer.length > BUFFERED) this.#buffer = latestOfEach(buffer);
    } else if (buffer) {
      buffer.delete(update.subject);
      buffer.set(update.subject, update);
    }
  }
}

/** Too many to keep each: the latest state of each subject, in the order of their positions. */
function latestOfEach(updates: readonly LiveUpdate[]): Map<string, LiveUpdate> {
  const latest = new Map<string, LiveUpdate>();
  for (const update of updates) {
    latest.delete(update.subject);
    latest.set(update.subject, update);
  }
  return latest;
}
