import type { Resolvers } from '../generated/resolver-types.ts';
import { otifSums } from './store.ts';
import { otifMonths, percentOf } from './trend.ts';

const MOST = 24;

/** How deliveries went on time and in full, month by month. */
export const otifTrendResolvers: Resolvers = {
  Query: {
    otifTrend: async (_, { accountId, months }, ctx) => {
      const count = Math.max(1, Math.min(MOST, months ?? 12));
      const last = new Date(ctx.now()).toISOString().slice(0, 7);
      const from = otifMonths([], last, count)[0]?.month ?? last;
      const sums = await ctx.db.read((em) => otifSums(em, ctx.viewer, { from, accountId: accountId ?? null }));
      return otifMonths(sums, last, count);
    },
  },
  OtifMonth: { percent: percentOf },
};
