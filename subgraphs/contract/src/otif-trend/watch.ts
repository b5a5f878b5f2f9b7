import { Watch, type WatchDeps } from '@quayside/shared/watch';
import { keepTallies } from './commands.ts';

/** Keeps the months of contracts judged: events only mark them, so that a burst is judged once. */
export const watchTallies = ({ db, log, now, pollMs = 3_000 }: WatchDeps): Watch =>
  new Watch({ everyMs: pollMs, log, failure: 'months of contracts not judged' }, async () => {
    await keepTallies(db, now());
  });
