import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { localDate } from '@quayside/shared/instant';
import { refuse } from '@quayside/shared/result';
import { contractsOfAccounts } from '../contract/store.ts';
import { entitlementBy } from '../entitlement/entitlement.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { addRateCard } from './commands.ts';
import { price } from './rate.ts';

/** A price is asked of the contract that entitles; without one there is no price. */
export const rateResolvers: Resolvers = {
  Query: {
    price: async (_, { accountId, service, quantity, at }, ctx) => {
      const date = at ?? localDate(ctx.now());
      const contracts = await ctx.db.read((em) => contractsOfAccounts(em, ctx.viewer, [accountId]));
      const { contract, reason } = entitlementBy(contracts, service, date);
      if (!contract) {
        return answer(
          refuse(reason ?? 'NO_CONTRACT', `No contract covers ${service} on ${date}.`, { field: 'service' }),
        );
      }
      return answer(price(await ctx.loaders.rateCards.load(contract.id), { service, quantity, date }));
    },
  },
  Mutation: {
    addRateCard: async (_, { input }, ctx) => {
      const lines = input.lines.map((line) => ({
        ...line,
        origin: line.origin ?? null,
        destination: line.destination ?? null,
        minimumMinor: line.minimumMinor ?? null,
      }));
      return answer(await addRateCard(ctx, { ...input, lines }));
    },
  },
  RateCard: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.rateCard.load(id),
  },
  PriceResult: resultUnion('Price'),
};
