import { forbidden } from '@quayside/shared/errors';
import type { SubgraphContext } from '@quayside/shared/graphql/subgraph';
import type { Case } from '../case/case.ts';
import type { ServiceFacts } from '../events.ts';
import { consigneeCases } from './store.ts';

interface ConversationUpdate {
  readonly consigneeCaseUpdated: {
    readonly cursor: string;
    readonly event: string;
    readonly at: number;
    readonly case: Case;
  };
}

/** News of the conversations of one link: what staff write among themselves is none. */
export function conversationUpdates(
  ctx: SubgraphContext,
  after: string | null | undefined,
): AsyncGenerator<ConversationUpdate, void, undefined> {
  const { viewer } = ctx;
  if (viewer.kind !== 'link' || viewer.reach.kind !== 'shipment') throw forbidden('follow this conversation');
  return updates(ctx, ctx.live.follow(after, { accountId: viewer.reach.accountId }));
}

async function* updates(
  ctx: SubgraphContext,
  events: ReturnType<SubgraphContext['live']['follow']>,
): AsyncGenerator<ConversationUpdate, void, undefined> {
  for await (const { cursor, event } of events) {
    const facts = event.data as Partial<ServiceFacts> & { readonly internal?: boolean };
    if (facts.kind !== 'CASE' || facts.internal) continue;
    const item = await ctx.db.read((em) => consigneeCases.find(em, ctx.viewer, event.subject));
    if (item) yield { consigneeCaseUpdated: { cursor, event: event.type, at: event.at, case: item } };
  }
}
