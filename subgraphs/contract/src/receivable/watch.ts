import type { Database } from '@quayside/shared/db/database';
import { AppError } from '@quayside/shared/errors';
import { newId } from '@quayside/shared/ids';
import { localDate } from '@quayside/shared/instant';
import type { Log } from '@quayside/shared/log';
import { Watch } from '@quayside/shared/watch';
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
export class CollectionWatch extends Watch {
  constructor({ db, log, now, pollMs = OFTEN }: CollectionWatchOptions) {
    super(pollMs, async () => {
      try {
        const occasion = { at: now(), correlationId: newId() };
        while ((await db.write((em) => takeSteps(em, occasion, localDate(now())))) > 0);
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'CONFLICT'))
          log.error({ err: error }, 'collection not looked at');
      }
    });
  }

  override start(): this {
    void this.look();
    return super.start();
  }
}
