import type { Database } from '@quayside/shared/db/database';
import { newId } from '@quayside/shared/ids';
import { DAY, localDate, MINUTE } from '@quayside/shared/instant';
import { Watch, type WatchDeps } from '@quayside/shared/watch';
import { chargeStorage } from '../activity/storage-commands.ts';
import { type RunOutcome, runInvoices } from './run-commands.ts';

/** A period is billed so long after its end: what was done on its last evening has been told by then. */
const GRACE = DAY;

/**
 * Bills every account as its cycle says, once a day, without anybody asking. A charge is on one invoice however many
 * processes watch; a person may still bill an account earlier.
 */
export function watchBilling({ db, log, now, pollMs = 10 * MINUTE }: WatchDeps): Watch {
  let billed = '';
  return new Watch({ everyMs: pollMs, log, failure: 'not billed' }, async () => {
    const today = localDate(now());
    if (today === billed) return;
    const done = await billDue(db, now());
    billed = today;
    if (done.invoices > 0) log.info(done, 'invoices issued');
  });
}

/** Bills all periods that ended long enough ago. */
export async function billDue(db: Database, at: number): Promise<RunOutcome> {
  const occasion = { at, correlationId: newId() };
  await chargeStorage(db, occasion, localDate(at));
  return runInvoices(db, occasion, { overOn: localDate(at - GRACE) });
}
