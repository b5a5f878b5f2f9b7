import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription } from '@quayside/shared/events/bus';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { DAY, HOUR, localDate } from '@quayside/shared/instant';
import type { Log } from '@quayside/shared/log';
import { appendEvents } from '@quayside/shared/outbox/append';
import { CONTRACT_EXPIRING } from '../events.ts';
import { toTerms } from './contract.ts';
import { endingUntold, keepReminders } from './store.ts';

/** So long before its end a contract is to be renewed. */
const REMIND_DAYS = 30;
const product = systemViewer('Contracts');

/** What the watch needs from outside. */
interface WatchOptions {
  readonly db: Database;
  readonly log: Log;
  readonly now: () => number;
  readonly pollMs?: number;
}

/** Lets contracts that end soon say so, without anybody looking. */
export function watchEnds({ db, log, now, pollMs = HOUR }: WatchOptions): BusSubscription {
  const look = (): Promise<void> =>
    tellEnds({ viewer: product, correlationId: newId(), now, db }).catch((error: unknown) =>
      log.error({ err: error }, 'ends of contracts not looked at, will look again'),
    );
  const timer = setInterval(() => void look(), pollMs);
  timer.unref();
  const first = look();
  return {
    stop: async () => {
      clearInterval(timer);
      await first;
    },
  };
}

/** Tells of every end that comes up, once: the event and the row that it was told are one transaction. */
export async function tellEnds({ db, viewer, now, correlationId }: CommandContext): Promise<void> {
  const within = { from: localDate(now()), to: localDate(now() + REMIND_DAYS * DAY) };
  for (let told = 1; told > 0; ) {
    told = await db.write(async (em) => {
      const ending = await endingUntold(em, viewer, within);
      await keepReminders(em, ending, now());
      await appendEvents(
        em,
        ending.map((contract) => {
          const { id: subject, accountId, version: seq } = contract;
          return {
            type: CONTRACT_EXPIRING,
            accountId,
            subject,
            seq,
            at: now(),
            correlationId,
            data: toTerms(contract),
          };
        }),
      );
      return ending.length;
    });
  }
}
