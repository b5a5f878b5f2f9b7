import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { registerConsignee } from './commands.ts';

export const consigneeResolvers = {
  Query: {
    consignee: (_, { id }, ctx) => ctx.loaders.consignee.load(id),
  },
  Mutation: {
    registerConsignee: async (_, { input }, ctx) => answer(await registerConsignee(ctx, input)),
  },
  Consignee: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.consignee.load(id),
  },
  ConsigneeResult: resultUnion('Consignee'),
} satisfies Resolvers;
