import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { found } from '../found.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { toVerifiedViewer } from '../sign-in/resolvers.ts';
import { createApiKey, revokeApiKey, verifyApiKey } from './commands.ts';

export const apiKeyResolvers = {
  Query: {
    verifyApiKey: async (_, { secret }, ctx) => {
      const verified = await verifyApiKey(ctx, secret);
      return verified && toVerifiedViewer(verified);
    },
  },
  Mutation: {
    createApiKey: async (_, { input }, ctx) => answer(await createApiKey(ctx, input)),
    revokeApiKey: async (_, { id }, ctx) => answer(await revokeApiKey(ctx, id)),
  },
  ApiKey: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.apiKey.load(id),
    account: (key, _, ctx) => found(ctx.loaders.account.load(key.accountId), 'The account'),
  },
  CreateApiKeyResult: resultUnion('ApiKeyCreated'),
  RevokeApiKeyResult: resultUnion('ApiKey'),
} satisfies Resolvers;
