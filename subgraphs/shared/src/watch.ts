import type { Database } from './db/database.ts';
import { AppError } from './errors.ts';
import type { Log } from './log.ts';

/** What a watch over a store needs from outside. */
export interface WatchDeps {
  readonly db: Database;
  readonly log: Log;
  readonly now: () => number;
  /** In place of the watch's own pace. */
  readonly pollMs?: number;
}

export interface WatchOptions {
  readonly everyMs: number;
  /** A first look so long after the start; else after one interval. */
  readonly firstAfterMs?: number;
  readonly log: Log;
  /** What the log says of a look that failed; the next one tries again. */
  readonly failure: string;
}

/** Looks again and again for what has come due, without anybody asking, one look at a time. */
export class Watch {
  readonly #options: WatchOptions;
  readonly #lookOnce: () => Promise<void>;
  #timers: readonly NodeJS.Timeout[] = [];
  #last: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  /** @param lookOnce does all that is due */
  constructor(options: WatchOptions, lookOnce: () => Promise<void>) {
    this.#options = options;
    this.#lookOnce = lookOnce;
  }

  start(): this {
    const { everyMs, firstAfterMs = everyMs } = this.#options;
    const look = (): void => void this.look();
    this.#timers = [setInterval(look, everyMs), setTimeout(look, Math.min(firstAfterMs, everyMs))];
    for (const timer of this.#timers) timer.unref();
    return this;
  }

  /** Resolves when all that was due at the call is done. A look under way may have missed some of it: another follows. */
  look(): Promise<void> {
    if (this.#next) return this.#next;
    this.#next = this.#last.then(() => {
      this.#next = null;
      return this.#look();
    });
    this.#last = this.#next;
    return this.#next;
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#last;
  }

  async #look(): Promise<void> {
    const { log, failure } = this.#options;
    try {
      await this.#lookOnce();
    } catch (error) {
      // Another process did the same at the same moment: the next look sees what is left.
      if (!(error instanceof AppError && error.code === 'CONFLICT'))
        log.error({ err: error }, `${failure}, will look again`);
    }
  }
}
