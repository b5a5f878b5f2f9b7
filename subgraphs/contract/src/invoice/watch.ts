import type { Database } from '@quayside/shared/db/database';
import { AppError } from '@quayside/shared/errors';
import type { BusSubscription } from '@quayside/shared/events/bus';
import { newId } from '@quayside/shared/ids';
import { DAY, localDate, MINUTE } from '@quayside/shared/instant';
import type { Log } from '@quayside/shared/log';
import { chargeStorage } from '../activity/storage-commands.ts';
import { type RunOutcome, runInvoices } from './run-commands.ts';

/** What the watch needs from outside. */
interface WatchOptions {
  readonly db: Database;
  readonly log: Log;
  readonly now: () => number;
  readonly pollMs?: number;
}

/** A period is billed so long after its end: what was done on its last evening has been told by then. */
const GRACE = DAY;

/**
 * Bills every account as its cycle says, once a day, without anybody asking. A charge is on one invoice however many
 * processes watch; a person may still bill an account earlier.
 */
export function watchBilling({ db, log, now, pollMs = 10 * MINUTE }: WatchOptions): BusSubscription {
  let billed = '';
  let running: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    const today = localDate(now());
    if (today === billed) return;
    try {
      const done = await billDue(db, now());
      billed = today;
      if (done.invoices > 0) log.info(done, 'invoices issued');
    } catch (error) {
      // Another process bills the same account at the same moment: look again.
      if (!(error instanceof AppError && error.code === 'CONFLICT'))
        log.error({ err: error }, 'not billed, will try again');
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

/** Bills all periods that ended long enough ago. */
export async function billDue(db: Database, at: number): Promise<RunOutcome> {
  const occasion = { at, correlationId: newId() };
  await chargeStorage(db, occasion, localDate(at));
  return runInvoices(db, occasion, { overOn: localDate(at - GRACE) });
}
