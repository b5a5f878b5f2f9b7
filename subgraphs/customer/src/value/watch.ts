import type { Database } from '@quayside/shared/db/database';
import type { Log } from '@quayside/shared/log';
import { keepValues } from './keeping-commands.ts';

/** What the watch needs from outside. */
export interface ValueWatchOptions {
  readonly db: Database;
  readonly log: Log;
  readonly now: () => number;
  readonly pollMs?: number;
}

/**
 * Keeps the figures of customers those of their facts, without anybody asking: facts only mark a customer, so that a burst
 * of events is worked out once. Several processes may watch; a row is written by whoever read it last.
 */
export class ValueWatch {
  readonly #options: ValueWatchOptions;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;

  constructor(options: ValueWatchOptions) {
    this.#options = options;
  }

  start(): this {
    this.#timer = setInterval(() => void this.look(), this.#options.pollMs ?? 1_500);
    this.#timer.unref();
    return this;
  }

  /** Looks once, and resolves when all that is due by now has been worked out. */
  look(): Promise<void> {
    this.#running ??= this.#lookOnce().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#running;
  }

  async #lookOnce(): Promise<void> {
    const { db, log, now } = this.#options;
    try {
      await keepValues(db, now());
    } catch (error) {
      log.error({ err: error }, 'customers not valued, will look again');
    }
  }
}
