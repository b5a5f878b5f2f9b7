import type { Database } from '@quayside/shared/db/database';
import type { Log } from '@quayside/shared/log';
import { Watch } from '@quayside/shared/watch';
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
export class ValueWatch extends Watch {
  constructor({ db, log, now, pollMs = 1_500 }: ValueWatchOptions) {
    super(pollMs, async () => {
      try {
        await keepValues(db, now());
      } catch (error) {
        log.error({ err: error }, 'customers not valued, will look again');
      }
    });
  }
}
