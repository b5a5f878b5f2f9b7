import { forbidden } from '@quayside/shared/errors';
import type { Resolvers } from '../generated/resolver-types.ts';
import { countExceptions, readTrendDays } from './store.ts';
import { trendMonths, trendStart } from './trend.ts';

/** How the shipments of an account went, month by month. */
export const trendResolvers: Resolvers = {
  Query: {
    shipmentTrend: async (_, { accountId, months }, ctx) => {
      if (ctx.viewer.kind === 'link') throw forbidden('see how an account went');
      const from = trendStart(ctx.now(), months ?? 12);
      return ctx.db.read(async (em) => ({
        months: trendMonths(from, ctx.now(), await readTrendDays(em, ctx.viewer, { accountId, from })),
        exceptions: await countExceptions(em, ctx.viewer, { accountId, from }),
      }));
    },
  },
};
