import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { keepDossier } from './commands.ts';

/** What everybody who works for a customer should know of its sites and goods. */
export const dossierResolvers = {
  Mutation: { keepDossier: async (_, { input }, ctx) => answer(await keepDossier(ctx, input)) },
  Account: { dossier: ({ id }, _, ctx) => ctx.loaders.dossier.load(id) },
  Dossier: {
    sites: ({ sites }) => [...sites],
    handling: ({ handling }) => ({ ...handling, equipment: [...handling.equipment] }),
  },
  DossierResult: resultUnion('Dossier'),
} satisfies Resolvers;
