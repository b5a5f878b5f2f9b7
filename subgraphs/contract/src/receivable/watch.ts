import type { Database } from '@quayside/shared/db/database';
import { AppError } from '@quayside/shared/errors';
import { newId } from '@quayside/shared/ids';
import { localDate } from '@quayside/shared/instant';
import type { Log } from '@quayside/shared/log';
import { takeSteps } from './commands.ts';

/** What the watch needs from outside. */
export interface CollectionWatchOptions {
  readonly db: Database;
  readonly log: Log;
  readonly now: () => number;
  readonly pollMs?: number;
}

const OFTEN = 60_000;

/**
 * Lets reminders and dunning become due without anybody looking. A step is stored with its event in one transaction, so
 * it is taken once, however many processes watch.
 */
export class CollectionWatch {
  readonly #options: CollectionWatchOptions;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;

  constructor(options: CollectionWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), this.#options.pollMs ?? OFTEN);
    this.#timer.unref();
    void this.look();
  }

  /** Looks once, and resolves when all that is due by now has been taken. */
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
      const occasion = { at: now(), correlationId: newId() };
      while ((await db.write((em) => takeSteps(em, occasion, localDate(now())))) > 0);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'CONFLICT'))
        log.error({ err: error }, 'collection not looked at');
    }
  }
}
