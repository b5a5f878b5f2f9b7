import type { Resolvers } from '../generated/resolver-types.ts';
import { otifSums, talliesOf } from './store.ts';
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
    otifByContract: (_, { month, accountId }, ctx) =>
      ctx.db.read((em) => talliesOf(em, ctx.viewer, { month, accountId: accountId ?? null })),
  },
  OtifContractMonth: {
    contract: async ({ contractId }, _, ctx) => {
      const contract = await ctx.loaders.contract.load(contractId);
      if (!contract) throw new RangeError(`the tally of ${contractId} has lost its contract`);
      return contract;
    },
    percent: percentOf,
    open: ({ openCount }) => openCount,
  },
  OtifMonth: { percent: percentOf },
};
