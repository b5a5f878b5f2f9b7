import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { localDate } from '@quayside/shared/instant';
import { money } from '@quayside/shared/money';
import type { ActivityPlace } from '../activity-events.ts';
import type { PricePlaceInput, Resolvers } from '../generated/resolver-types.ts';
import { lookUpPrice } from './commands.ts';
import { totals } from './lookup.ts';

const upper = (text: string | null | undefined): string | null => text?.trim().toUpperCase() || null;

const toPlace = (place: PricePlaceInput | null | undefined): ActivityPlace | null => {
  const country = upper(place?.country);
  return country ? { country, region: upper(place?.region), postalCode: upper(place?.postalCode) } : null;
};

/** Prices of what nobody has ordered yet. */
export const lookupResolvers = {
  Query: {
    lookUpPrice: async (_, { input }, ctx) =>
      answer(
        await lookUpPrice(ctx, {
          accountId: input.accountId,
          date: input.date ?? localDate(ctx.now()),
          origin: toPlace(input.origin),
          destination: toPlace(input.destination),
          weightGrams: input.weightGrams ?? null,
          quantities: input.quantities ?? [],
          guaranteed: input.guaranteed ?? false,
          fromWarehouse: input.fromWarehouse ?? true,
          services: input.services ?? [],
        }),
      ),
  },
  PriceLookup: {
    services: ({ services }) => [...services],
    totals: ({ services }) => totals(services.flatMap(({ charges }) => charges)),
    complete: ({ services }) => services.every(({ entitlement, refusal }) => entitlement.entitled && refusal === null),
  },
  ServicePrice: { charges: ({ charges }) => [...charges] },
  LookedUpCharge: {
    amount: ({ amountMinor, currency }) => money(amountMinor, currency),
    why: ({ why, currency }) => why && { ...why, currency },
  },
  PriceLookupResult: resultUnion('PriceLookup'),
} satisfies Resolvers;
