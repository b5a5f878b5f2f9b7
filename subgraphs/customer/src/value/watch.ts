import { Watch, type WatchDeps } from '@quayside/shared/watch';
import { keepValues } from './keeping-commands.ts';

/**
 * Keeps the figures of customers those of their facts: facts only mark a customer, so that a burst of events is worked out
 * once. Several processes may watch; a row is written by whoever read it last.
 */
export const watchValues = ({ db, log, now, pollMs = 1_500 }: WatchDeps): Watch =>
  new Watch({ everyMs: pollMs, log, failure: 'customers not valued' }, async () => {
    await keepValues(db, now());
  });
