import { newId } from '@quayside/shared/ids';
import { localDate, MINUTE } from '@quayside/shared/instant';
import { Watch, type WatchDeps } from '@quayside/shared/watch';
import { takeSteps } from './commands.ts';

/**
 * Lets reminders and dunning become due. A step is stored with its event in one transaction, so it is taken once, however
 * many processes watch.
 */
export const watchCollection = ({ db, log, now, pollMs = MINUTE }: WatchDeps): Watch =>
  new Watch({ everyMs: pollMs, firstAfterMs: 0, log, failure: 'collection not looked at' }, async () => {
    const occasion = { at: now(), correlationId: newId() };
    while ((await db.write((em) => takeSteps(em, occasion, localDate(now())))) > 0);
  });
