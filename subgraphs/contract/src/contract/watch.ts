import { ruleOf } from '@quayside/customer/parameter-events';
import { parameterAt } from '@quayside/shared/db/parameter-store';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { DAY, HOUR, localDate } from '@quayside/shared/instant';
import { appendEvents } from '@quayside/shared/outbox/append';
import { Watch, type WatchDeps } from '@quayside/shared/watch';
import { CONTRACT_EXPIRING } from '../events.ts';
import { toTerms } from './contract.ts';
import { branchPaths, endingUntold, keepReminders } from './store.ts';

/** How long before its end a contract is to be renewed, each branch says for its customers. */
const REMINDER = ruleOf('CONTRACT_REMINDER_DAYS');
const product = systemViewer('Contracts');

/** Lets contracts that end soon say so. */
export const watchEnds = ({ db, log, now, pollMs = HOUR }: WatchDeps): Watch =>
  new Watch({ everyMs: pollMs, firstAfterMs: 0, log, failure: 'ends of contracts not looked at' }, () =>
    tellEnds({ viewer: product, correlationId: newId(), now, db }),
  );

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
