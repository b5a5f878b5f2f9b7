import { forbidden } from '@quayside/shared/errors';
import type { SubgraphContext } from '@quayside/shared/graphql/subgraph';
import { REVIEW_CHANGED } from '../events.ts';
import { maySeeReviews } from './policy.ts';
import { findReview } from './store.ts';
import type { Review } from './supervision.ts';

interface ReviewUpdate {
  readonly reviewUpdated: {
    readonly cursor: string;
    readonly event: string;
    readonly at: number;
    readonly review: Review;
  };
}

/** Reviews within reach, as they are drawn, judged and followed up. */
export function reviewUpdates(
  ctx: SubgraphContext,
  after: string | null | undefined,
): AsyncGenerator<ReviewUpdate, void, undefined> {
  if (!maySeeReviews(ctx.viewer)) throw forbidden('see reviews');
  return updates(ctx, after);
}

async function* updates(
  ctx: SubgraphContext,
  after: string | null | undefined,
): AsyncGenerator<ReviewUpdate, void, undefined> {
  for await (const { cursor, event } of ctx.live.follow(after, { viewer: ctx.viewer })) {
    if (event.type !== REVIEW_CHANGED) continue;
    const review = await ctx.db.read((em) => findReview(em, ctx.viewer, event.subject));
    if (review) yield { reviewUpdated: { cursor, event: event.type, at: event.at, review } };
  }
}
