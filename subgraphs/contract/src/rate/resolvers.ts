import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { localDate } from '@quayside/shared/instant';
import { money } from '@quayside/shared/money';
import { refuse } from '@quayside/shared/result';
import { contractsOfAccounts } from '../contract/store.ts';
import { entitlementBy } from '../entitlement/entitlement.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { cardOf } from './card-input.ts';
import { addRateCard, type CardPreview, endCard, previewCard } from './commands.ts';
import { price } from './price.ts';

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
    rateCard: (_, { id }, ctx) => ctx.loaders.rateCard.load(id),
    previewRateCard: async (_, { input }, ctx) => {
      return toPreview(await previewCard(ctx, cardOf(input), input.replaces ?? null));
    },
  },
  Mutation: {
    addRateCard: async (_, { input }, ctx) => answer(await addRateCard(ctx, cardOf(input), input.replaces ?? null)),
    endRateCard: async (_, { id, validTo }, ctx) => answer(await endCard(ctx, id, validTo)),
  },
  RateCard: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.rateCard.load(id),
    contract: async ({ contractId }, _, ctx) => found(await ctx.loaders.contract.load(contractId)),
  },
  RateLine: {
    breaks: ({ breaks, rate }) =>
      breaks.map(({ from, rateMinor }) => ({ from, rate: money(rateMinor, rate.currency) })),
  },
  PriceResult: resultUnion('Price'),
};

/** What a card would do, as it is told. */
export const toPreview = ({ faults, changes, others }: CardPreview) => ({
  faults: [...faults],
  changes: [...changes],
  others: others.map(({ card, line, endsOn }) => ({ cardName: card.name, line, endsOn })),
});

/** A card in reach is of a contract in reach. */
function found<T>(row: T | null): T {
  if (row === null) throw new RangeError('a rate card has lost its contract');
  return row;
}
