import { newId } from '@quayside/shared/ids';
import { MINUTE } from '@quayside/shared/instant';
import { Watch, type WatchDeps } from '@quayside/shared/watch';
import { lookAtAll } from './look-commands.ts';

/**
 * Looks at every account once a day: what is due becomes overdue, and decisions lapse, without anything happening.
 * Between two days a look finds nothing to do.
 */
export const watchCredit = ({ db, log, now, pollMs = MINUTE }: WatchDeps): Watch =>
  new Watch({ everyMs: pollMs, log, failure: 'credit not looked at' }, async () => {
    await lookAtAll(db, { at: now(), correlationId: newId() });
  });
