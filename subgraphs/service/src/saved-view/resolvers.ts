import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { removeView, saveView } from './commands.ts';
import { viewsOf } from './store.ts';

/** The named views of the queue, each person's own. */
export const savedViewResolvers: Resolvers = {
  Query: { savedViews: (_, __, ctx) => ctx.db.read((em) => viewsOf(em, ctx.viewer)) },
  Mutation: {
    saveView: async (_, { name, filter }, ctx) => answer(await saveView(ctx, name, filter)),
    removeView: (_, { id }, ctx) => removeView(ctx, id),
  },
  SavedViewResult: resultUnion('SavedView'),
};
