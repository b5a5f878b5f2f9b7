import { forbidden } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { DAY } from '@quayside/shared/instant';
import { clampFirst } from '@quayside/shared/page';
import { countPaused } from '../clock/store.ts';
import type { ServiceContext } from '../context.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { countQueue } from '../queue/store.ts';
import { drawReviews, followUpReview, reviewWork } from './commands.ts';
import { figuresOf } from './figures.ts';
import { reviewUpdates } from './live.ts';
import { maySeeReviews } from './policy.ts';
import { drawsOf, reviewsOfPeriod } from './store.ts';

const refuseOthers = ({ viewer }: ServiceContext): void => {
  if (!maySeeReviews(viewer)) throw forbidden('see reviews');
};

const reference = (id: string | null | undefined) => (id ? { id } : null);

/** Supervision before, during and after the work. */
export const supervisionResolvers: Resolvers = {
  Query: {
    supervision: (_, { closedFrom, closedTo }, ctx) => {
      refuseOthers(ctx);
      const { viewer } = ctx;
      return ctx.db.read(async (em) => {
        const now = ctx.now();
        const late = (at: number) => countQueue(em, viewer, { overdue: true }, at);
        const [open, overdue, soon] = [await countQueue(em, viewer, {}, now), await late(now), await late(now + DAY)];
        const { scores, byKind, byOwner, ...after } = figuresOf(
          await reviewsOfPeriod(em, viewer, closedFrom, closedTo),
        );
        return {
          ...{ open, overdue, dueSoon: Math.max(0, soon - overdue), paused: await countPaused(em, viewer) },
          ...{ after, scores: [...scores], byKind: [...byKind], byOwner: [...byOwner] },
        };
      });
    },
    reviewDraws: (_, { first }, ctx) => {
      refuseOthers(ctx);
      return ctx.db.read((em) => drawsOf(em, ctx.viewer, clampFirst(first)));
    },
  },
  Mutation: {
    drawReviews: async (_, { input }, ctx) => answer(await drawReviews(ctx, input)),
    reviewWork: async (_, { input: { id, followUp, ...verdict } }, ctx) =>
      answer(await reviewWork(ctx, id, { ...verdict, followUp: followUp ?? null })),
    followUpReview: async (_, { id, result }, ctx) => answer(await followUpReview(ctx, id, result)),
  },
  Subscription: {
    reviewUpdated: { subscribe: (_, { after }, ctx) => reviewUpdates(ctx, after) },
  },
  ReviewDraw: { reviews: ({ id }, _, ctx) => ctx.loaders.reviews.load(id) },
  Review: {
    kind: ({ itemKind }) => itemKind,
    account: ({ accountId }) => ({ id: accountId }),
    owner: ({ ownerId }) => reference(ownerId),
  },
  ReviewFigure: {
    kind: ({ kind }) => kind ?? null,
    owner: ({ ownerId }) => reference(ownerId),
  },
  ReviewDrawResult: resultUnion('ReviewDraw'),
  ReviewResult: resultUnion('Review'),
};
