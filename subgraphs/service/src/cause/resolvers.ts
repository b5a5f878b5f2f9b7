import { forbidden } from '@quayside/shared/errors';
import type { Resolvers } from '../generated/resolver-types.ts';
import { causeScores } from './cause.ts';
import { sumByCauses } from './store.ts';

/** What makes people content or not. */
export const causeResolvers: Resolvers = {
  Query: {
    satisfactionByCause: async (_, { from, to }, ctx) => {
      if (ctx.viewer.kind === 'link') throw forbidden('see what others said');
      return causeScores(await ctx.db.read((em) => sumByCauses(em, ctx.viewer, { from, to })));
    },
  },
};
