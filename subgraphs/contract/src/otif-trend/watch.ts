import type { Database } from '@quayside/shared/db/database';
import type { Log } from '@quayside/shared/log';
import { Watch } from '@quayside/shared/watch';
import { keepTallies } from './commands.ts';

/** What the watch needs from outside. */
export interface TallyWatchOptions {
  readonly db: Database;
  readonly log: Log;
  readonly now: () => number;
  readonly pollMs?: number;
}

/** Keeps the months of contracts judged without anybody asking: events only mark them, so that a burst is judged once. */
export class TallyWatch extends Watch {
  constructor({ db, log, now, pollMs = 3_000 }: TallyWatchOptions) {
    super(pollMs, async () => {
      try {
        await keepTallies(db, now());
      } catch (error) {
        log.error({ err: error }, 'months of contracts not judged, will look again');
      }
    });
  }
}
