import { answer } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { changeOrder } from './commands.ts';

/** Orders that are wanted otherwise. */
export const orderChangeResolvers: Resolvers = {
  Mutation: { changeOrder: async (_, { input }, ctx) => answer(await changeOrder(ctx, input)) },
};
