import { localDate } from '@quayside/shared/instant';
import { contractsOfAccounts } from '../contract/store.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { entitlementBy } from './entitlement.ts';

/** Asked by people; the other subgraphs ask the terms that they hold. */
export const entitlementResolvers: Resolvers = {
  Query: {
    entitlement: async (_, { accountId, service, at }, ctx) => {
      const contracts = await ctx.db.read((em) => contractsOfAccounts(em, ctx.viewer, [accountId]));
      return entitlementBy(contracts, service, at ?? localDate(ctx.now()));
    },
  },
};
