import { nextNumber, numbered } from '@quayside/shared/db/sequence';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { unitOf, type Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { REVIEW_CHANGED, type ReviewChanged } from '../events.ts';
import { orFindTheFaster } from '../item/opened-once.ts';
import type { QueueItem } from '../queue/queue.ts';
import { mayFollowUp, maySupervise } from './policy.ts';
import { closedWork, findDraw, findReview, insertDraw, saveReview } from './store.ts';
import type { Verdict } from './supervision.ts';
import {
  type Draw,
  type DrawOrder,
  drawFault,
  drawLot,
  followedUp,
  judge,
  type Review,
  seedOf,
} from './supervision.ts';

/** Draws a sample of closed work; the same order finds the draw that was made. */
export function drawReviews(ctx: CommandContext, order: DrawOrder): Promise<Result<Draw>> {
  if (!maySupervise(ctx.viewer)) throw forbidden('draw work for review');
  return orFindTheFaster(() =>
    ctx.db.write(async (em) => {
      const fault = drawFault(order, ctx.now());
      if (fault) return fault;
      const unitPath = unitOf(ctx.viewer);
      const seed = seedOf(order, unitPath);
      const known = await findDraw(em, ctx.viewer, seed);
      if (known) return ok(known);
      const candidates = await closedWork(em, ctx.viewer, order);
      const lot = drawLot(candidates, seed, order.percent);
      const draw: Draw = {
        ...{ ...order, id: newId(), number: numbered('RV', await nextNumber(em, 'RV')), seed, unitPath },
        ...{ candidates: candidates.length, chosen: lot.length, drawnBy: ctx.viewer.name, drawnAt: ctx.now() },
      };
      const reviews = lot.map((item, index) => reviewOf(draw, item, index + 1));
      await insertDraw(em, draw, reviews);
      await tell(ctx, em, reviews);
      return ok(draw);
    }),
  );
}

const reviewOf = ({ id: drawId, kind, drawnAt }: Draw, item: QueueItem, position: number): Review => ({
  ...{ id: newId(), drawId, itemKind: kind, itemId: item.id, number: item.number, title: item.title, position },
  ...{ accountId: item.accountId, ownerId: item.ownerId, openedAt: item.openedAt, dueAt: item.dueAt },
  ...{ closedAt: item.closedAt ?? drawnAt, state: 'DRAWN', score: null, remarks: null, followUp: null },
  ...{ reviewedBy: null, reviewedAt: null, followUpResult: null, followedUpBy: null, followedUpAt: null, version: 1 },
});

/** Gives a verdict on one piece of the lot. */
export const reviewWork = (ctx: CommandContext, id: string, verdict: Verdict): Promise<Result<Review>> => {
  const { id: viewerId, name } = ctx.viewer;
  return changeReview(ctx, id, {
    may: maySupervise,
    doing: 'review work',
    rule: (review) => judge(review, verdict, { id: viewerId, name, now: ctx.now() }),
  });
};

/** Says what was done about a review. */
export const followUpReview = (ctx: CommandContext, id: string, result: string): Promise<Result<Review>> =>
  changeReview(ctx, id, {
    may: mayFollowUp,
    doing: 'follow up a review',
    rule: (review) => followedUp(review, result, { name: ctx.viewer.name, now: ctx.now() }),
  });

interface ReviewStep {
  readonly may: (viewer: Viewer) => boolean;
  readonly doing: string;
  readonly rule: (review: Review) => Result<Review>;
}

function changeReview(ctx: CommandContext, id: string, { may, doing, rule }: ReviewStep): Promise<Result<Review>> {
  return ctx.db.write(async (em) => {
    const before = await findReview(em, ctx.viewer, id);
    if (!before) throw notFound('The review');
    if (!may(ctx.viewer)) throw forbidden(doing);
    const changed = rule(before);
    if (!changed.ok) return changed;
    const saved = await saveReview(em, changed.value);
    await tell(ctx, em, [saved]);
    return ok(saved);
  });
}

const tell = ({ now, correlationId }: CommandContext, em: EntityManager, reviews: readonly Review[]): Promise<void> =>
  appendEvents(
    em,
    reviews.map(({ id: subject, accountId, drawId, state, version: seq }) => {
      const data: ReviewChanged = { drawId, state, internal: true };
      return { type: REVIEW_CHANGED, accountId, subject, seq, at: now(), correlationId, data };
    }),
  );
