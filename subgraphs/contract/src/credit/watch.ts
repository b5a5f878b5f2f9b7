import type { Database } from '@quayside/shared/db/database';
import { AppError } from '@quayside/shared/errors';
import type { BusSubscription } from '@quayside/shared/events/bus';
import { newId } from '@quayside/shared/ids';
import type { Log } from '@quayside/shared/log';
import { lookAtAll } from './look-commands.ts';

/** What the watch needs from outside. */
interface WatchOptions {
  readonly db: Database;
  readonly log: Log;
  readonly now: () => number;
  readonly pollMs?: number;
}

const OFTEN = 60_000;

/**
 * Looks at every account once a day: what is due becomes overdue, and decisions lapse, without anything happening.
 * Between two days a look finds nothing to do.
 */
export function watchCredit({ db, log, now, pollMs = OFTEN }: WatchOptions): BusSubscription {
  let running: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    try {
      await lookAtAll(db, { at: now(), correlationId: newId() });
    } catch (error) {
      // Another process has looked at the same account at the same moment.
      if (!(error instanceof AppError && error.code === 'CONFLICT')) log.error({ err: error }, 'credit not looked at');
    }
  };
  const timer = setInterval(() => {
    running ??= look().finally(() => {
      running = null;
    });
  }, pollMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
