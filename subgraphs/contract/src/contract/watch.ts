import { ruleOf } from '@quayside/customer/parameter-events';
import type { Database } from '@quayside/shared/db/database';
import { parameterAt } from '@quayside/shared/db/parameter-store';
import type { BusSubscription } from '@quayside/shared/events/bus';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { DAY, HOUR, localDate } from '@quayside/shared/instant';
import type { Log } from '@quayside/shared/log';
import { appendEvents } from '@quayside/shared/outbox/append';
import { CONTRACT_EXPIRING } from '../events.ts';
import { toTerms } from './contract.ts';
import { branchPaths, endingUntold, keepReminders } from './store.ts';

/** How long before its end a contract is to be renewed, each branch says for its customers. */
const REMINDER = ruleOf('CONTRACT_REMINDER_DAYS');
const product = systemViewer('Contracts');

/** What the watch needs from outside. */
interface WatchOptions {
  readonly db: Database;
  readonly log: Log;
  readonly now: () => number;
  readonly pollMs?: number;
}

/** Lets contracts that end soon say so, without anybody looking. */
export function watchEnds({ db, log, now, pollMs = HOUR }: WatchOptions): BusSubscription & { look(): Promise<void> } {
  const look = (): Promise<void> =>
    tellEnds({ viewer: product, correlationId: newId(), now, db }).catch((error: unknown) =>
      log.error({ err: error }, 'ends of contracts not looked at, will look again'),
    );
  const timer = setInterval(() => void look(), pollMs);
  timer.unref();
  const first = look();
  return {
    look,
    stop: async () => {
      clearInterval(timer);
      await first;
    },
  };
}

/** Tells of every end that comes up, once: the event and the row that it was told are one transaction. */
export async function tellEnds(ctx: CommandContext): Promise<void> {
  for (const branch of await ctx.db.read(branchPaths)) {
    const days = await ctx.db.read((em) => parameterAt(em, REMINDER, branch));
    const within = { from: localDate(ctx.now()), to: localDate(ctx.now() + days * DAY), branch };
    while ((await tellSome(ctx, within)) > 0);
  }
}

/** @returns how many were told. */
const tellSome = (
  { db, viewer, now, correlationId }: CommandContext,
  within: { from: string; to: string; branch: string },
): Promise<number> =>
  db.write(async (em) => {
    const ending = await endingUntold(em, viewer, within);
    await keepReminders(em, ending, now());
    await appendEvents(
      em,
      ending.map((contract) => {
        const { id: subject, accountId, version: seq } = contract;
        const event = { type: CONTRACT_EXPIRING, accountId, subject, seq, at: now(), correlationId };
        return { ...event, data: toTerms(contract) };
      }),
    );
    return ending.length;
  });
