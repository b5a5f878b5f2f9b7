import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { rateDelivery } from './commands.ts';

/** The verdict of who received the goods. */
export const satisfactionResolvers: Resolvers = {
  Mutation: {
    rateDelivery: async (_, { score, comment }, ctx) =>
      answer(await rateDelivery(ctx, { score, comment: comment ?? null })),
  },
  RatingResult: resultUnion('DeliveryRating'),
};
