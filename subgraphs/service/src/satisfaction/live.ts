import { reachesAccount } from '@quayside/shared/db/reach';
import { forbidden } from '@quayside/shared/errors';
import type { SubgraphContext } from '@quayside/shared/graphql/subgraph';
import { isStaff } from '@quayside/shared/identity';
import { SATISFACTION_ANSWERED, SATISFACTION_CHANGE_TOLD } from '../events.ts';

interface SatisfactionUpdate {
  readonly satisfactionUpdated: { readonly cursor: string; readonly event: string; readonly at: number };
}

/** Answers of accounts in reach as they come, and what is told to those who gave them. */
export function satisfactionUpdates(
  ctx: SubgraphContext,
  after: string | null | undefined,
): AsyncGenerator<SatisfactionUpdate, void, undefined> {
  if (!isStaff(ctx.viewer)) throw forbidden('see what customers said');
  return updates(ctx, after);
}

async function* updates(
  ctx: SubgraphContext,
  after: string | null | undefined,
): AsyncGenerator<SatisfactionUpdate, void, undefined> {
  for await (const { cursor, event } of ctx.live.follow(after, { viewer: ctx.viewer })) {
    const { type, at, accountId } = event;
    if ((type !== SATISFACTION_ANSWERED && type !== SATISFACTION_CHANGE_TOLD) || accountId === null) continue;
    if (!(await ctx.db.read((em) => reachesAccount(em, ctx.viewer, accountId)))) continue;
    yield { satisfactionUpdated: { cursor, event: type, at } };
  }
}
