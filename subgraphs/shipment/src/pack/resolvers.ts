import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { mayReadStock } from '../stock/policy.ts';
import { setItemPack } from './commands.ts';
import { packsOf } from './store.ts';

/** Resolvers of what the units of items hold. */
export const packResolvers: Resolvers = {
  Query: {
    itemPacks: async (_, { accountId, sku }, ctx) =>
      mayReadStock(ctx.viewer) ? ctx.db.read((em) => packsOf(em, ctx.viewer, accountId, sku ? [sku] : null)) : [],
  },
  Mutation: {
    setItemPack: async (_, { input }, ctx) =>
      answer(await setItemPack(ctx, { ...input, holdsUnit: input.holdsUnit ?? 'EA' })),
  },
  ItemPackResult: resultUnion('ItemPack'),
};
