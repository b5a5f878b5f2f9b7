import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { registerConsignee, registerConsignees } from './commands.ts';

export const consigneeResolvers = {
  Query: {
    consignee: (_, { id }, ctx) => ctx.loaders.consignee.load(id),
  },
  Mutation: {
    registerConsignee: async (_, { input }, ctx) => answer(await registerConsignee(ctx, input)),
    registerConsignees: async (_, { inputs }, ctx) => (await registerConsignees(ctx, inputs)).map(answer),
  },
  Consignee: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.consignee.load(id),
  },
  ConsigneeResult: resultUnion('Consignee'),
} satisfies Resolvers;
