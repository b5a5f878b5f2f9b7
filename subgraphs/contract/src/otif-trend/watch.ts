import type { Database } from '@quayside/shared/db/database';
import type { Log } from '@quayside/shared/log';
import { keepTallies } from './commands.ts';

/** What the watch needs from outside. */
export interface TallyWatchOptions {
  readonly db: Database;
  readonly log: Log;
  readonly now: () => number;
  readonly pollMs?: number;
}

/** Keeps the months of contracts judged without anybody asking: events only mark them, so that a burst is judged once. */
export class TallyWatch {
  readonly #options: TallyWatchOptions;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;

  constructor(options: TallyWatchOptions) {
    this.#options = options;
  }

  start(): this {
    this.#timer = setInterval(() => void this.look(), this.#options.pollMs ?? 3_000);
    this.#timer.unref();
    return this;
  }

  /** Looks once, and resolves when all that is due by now has been judged. */
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
      await keepTallies(db, now());
    } catch (error) {
      log.error({ err: error }, 'months of contracts not judged, will look again');
    }
  }
}
