import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { clampFirst } from '@quayside/shared/page';
import type { Resolvers } from '../generated/resolver-types.ts';
import { admitFollower, type LiveUpdate, liveUpdates } from '../shipment/live.ts';
import { adjustStock, moveStock } from './commands.ts';
import { availableOf, type Stock } from './stock.ts';
import { listStock } from './store.ts';

/** What stands in the warehouse, and how it changes. */
export const stockResolvers: Resolvers = {
  Query: {
    stockItem: (_, { id }, ctx) => ctx.loaders.stock.load(id),
    stock: async (_, { filter, first, after }, ctx) => {
      // First the cursor, then the rows: a change in between arrives twice rather than never.
      const liveCursor = await ctx.live.cursor();
      const page = await ctx.db.read((em) => listStock(em, ctx.viewer, { filter: filter ?? {}, first, after }));
      return { nodes: [...page.nodes], pageInfo: page.pageInfo, liveCursor };
    },
    stockAdjustment: (_, { id }, ctx) => ctx.loaders.adjustment.load(id),
  },
  Mutation: {
    adjustStock: async (_, { input }, ctx) => answer(await adjustStock(ctx, input)),
    moveStock: async (_, { input }, ctx) => answer(await moveStock(ctx, input)),
  },
  Subscription: {
    stockUpdated: {
      subscribe: async (_, { accountId, after }, ctx) => {
        await admitFollower(ctx, accountId, 'stock');
        return liveUpdates<Stock>(ctx, {
          after,
          topic: 'stock.changed.',
          filter: accountId ? { accountId } : {},
          load: (id) => ctx.loaders.stock.load(id),
        });
      },
      resolve: ({ cursor, event, at, about }: LiveUpdate<Stock>) => ({ cursor, event, at, stock: about }),
    },
  },
  StockResult: resultUnion('Stock'),
  Stock: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.stock.load(id),
    account: ({ accountId }) => ({ id: accountId }),
    available: availableOf,
    movements: ({ id }, { first }, ctx) => ctx.loaders.movements(clampFirst(first, 20)).load(id),
  },
  StockMovement: {
    shipment: ({ shipmentId }, _, ctx) => (shipmentId ? ctx.loaders.shipment.load(shipmentId) : null),
    inbound: ({ inboundId }, _, ctx) => (inboundId ? ctx.loaders.inbound.load(inboundId) : null),
  },
  StockAdjustment: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.adjustment.load(id),
    account: ({ accountId }) => ({ id: accountId }),
    lines: async ({ id }, _, ctx) => {
      const movements = await ctx.loaders.adjusted.load(id);
      const rows = await ctx.loaders.stock.loadMany(movements.map(({ stockId }) => stockId));
      return movements.flatMap(({ quantity }, index) => {
        const row = rows[index];
        return row && !(row instanceof Error) ? [{ ...row, quantity }] : [];
      });
    },
  },
};
