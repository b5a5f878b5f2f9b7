import { reachesAccount } from '@quayside/shared/db/reach';
import type { SubgraphContext } from '@quayside/shared/graphql/subgraph';
import { CUSTOMER_VALUED, TOUCH_HEARD, TOUCH_LOGGED } from '../events.ts';

/** What a subscription is told. */
export interface CustomerValueUpdate {
  readonly customerValueUpdated: {
    readonly cursor: string;
    readonly event: string;
    readonly at: number;
    readonly accountId: string;
  };
}

const TOLD: readonly string[] = [CUSTOMER_VALUED, TOUCH_LOGGED, TOUCH_HEARD];

/** Whose figures are others now, and who was talked with: of one customer or of all in reach. */
export async function* valueUpdates(
  ctx: SubgraphContext,
  accountId: string | null,
  after: string | null | undefined,
): AsyncGenerator<CustomerValueUpdate, void, undefined> {
  const filter = accountId === null ? { viewer: ctx.viewer } : { accountId, viewer: ctx.viewer };
  for await (const { cursor, event } of ctx.live.follow(after, filter)) {
    const { type, at, accountId: whose } = event;
    if (!TOLD.includes(type) || whose === null) continue;
    if (!(await ctx.db.read((em) => reachesAccount(em, ctx.viewer, whose)))) continue;
    yield { customerValueUpdated: { cursor, event: type, at, accountId: whose } };
  }
}
