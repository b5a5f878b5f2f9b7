import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { defineTier } from './commands.ts';
import { listTiers } from './store.ts';

/** What classes of customers are granted. */
export const tierResolvers = {
  Query: { serviceTiers: (_, _args, ctx) => ctx.db.read((em) => listTiers(em, ctx.viewer)) },
  Mutation: {
    defineServiceTier: async (_, { input }, ctx) =>
      answer(
        await defineTier(ctx, {
          code: input.code,
          name: input.name,
          priority: input.priority ?? 'NORMAL',
          namedManager: input.namedManager ?? false,
          content: input.content ?? [],
          responseHours: input.responseHours ?? null,
          resolveHours: input.resolveHours ?? null,
          resources: input.resources?.trim() || null,
        }),
      ),
  },
  ServiceTier: {
    content: (tier) => [...tier.content],
    contracts: ({ code }, _, ctx) => ctx.loaders.contractsOfTier.load(code),
  },
  ServiceTierResult: resultUnion('ServiceTier'),
} satisfies Resolvers;
