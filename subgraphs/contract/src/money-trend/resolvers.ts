import { localDate } from '@quayside/shared/instant';
import { money } from '@quayside/shared/money';
import type { Resolvers } from '../generated/resolver-types.ts';
import { BUCKETS } from '../receivable/receivable.ts';
import { chargeMonths, monthsBack } from './money-trend.ts';
import { ageTotals, chargeDays } from './store.ts';

const MOST = 24;

/** What is owed and charged, summed up for boards. */
export const moneyTrendResolvers: Resolvers = {
  Query: {
    receivablesByAge: (_, __, ctx) => ctx.db.read((em) => ageTotals(em, ctx.viewer, localDate(ctx.now()))),
    chargeTrend: async (_, { accountId, months }, ctx) => {
      const from = monthsBack(ctx.now(), Math.max(1, Math.min(MOST, months ?? 12)));
      const days = await ctx.db.read((em) => chargeDays(em, ctx.viewer, { accountId, from }));
      return chargeMonths(from, ctx.now(), days);
    },
  },
  AgeTotal: {
    open: ({ openMinor, currency }) => money(openMinor, currency),
    buckets: ({ buckets, currency }) => BUCKETS.map((bucket) => ({ bucket, amount: money(buckets[bucket], currency) })),
  },
  ChargeMonth: { amount: ({ amountMinor, currency }) => money(amountMinor, currency) },
};
