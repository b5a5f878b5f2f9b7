import { HOUR } from '@quayside/shared/instant';
import { Watch, type WatchDeps } from '@quayside/shared/watch';
import { eventsWaiting } from './store.ts';

const MOST_NAMED = 20;

/**
 * Says again and again which events of the provider the books do not know of: it stops sending them after three days, and
 * money that came would stay unbooked without a word.
 */
export const watchEvents = ({ db, log, now, pollMs = HOUR }: WatchDeps): Watch =>
  new Watch({ everyMs: pollMs, log, failure: 'events of payments not looked at' }, async () => {
    const waiting = await db.read((em) => eventsWaiting(em, now() - HOUR, MOST_NAMED));
    const events = waiting.map(({ id }) => id);
    if (events.length > 0)
      log.error({ events }, 'events of the payment provider are not carried out for an hour or more');
  });
