import { notFound } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { admitFollower, type LiveUpdate, liveUpdates } from '../shipment/live.ts';
import { receiptFlag } from '../terms/coverage.ts';
import { gateName } from '../terms/gate-store.ts';
import {
  announceInbound,
  arriveInbound,
  cancelInbound,
  changeInbound,
  confirmInbound,
  rejectInbound,
  shipInbound,
} from './commands.ts';
import type { InboundNotice } from './inbound-notice.ts';
import { overOf, shortOf } from './receipt.ts';
import { receiveInbound } from './receive-commands.ts';
import { listNotices } from './store.ts';
import { nextInboundStates } from './transitions.ts';

/** Goods on their way in; children come through loaders. */
export const inboundResolvers: Resolvers = {
  Query: {
    inboundNotice: (_, { id }, ctx) => ctx.loaders.inbound.load(id),
    inboundNotices: async (_, { filter, first, after }, ctx) => {
      // First the cursor, then the rows: a change in between arrives twice rather than never.
      const liveCursor = await ctx.live.cursor();
      const page = await ctx.db.read((em) => listNotices(em, ctx.viewer, { filter: filter ?? {}, first, after }));
      return { nodes: [...page.nodes], pageInfo: page.pageInfo, liveCursor };
    },
  },
  Mutation: {
    announceInbound: async (_, { input }, ctx) => answer(await announceInbound(ctx, input)),
    changeInbound: async (_, { id, input }, ctx) => answer(await changeInbound(ctx, id, input)),
    cancelInbound: async (_, { id, reason }, ctx) => answer(await cancelInbound(ctx, id, reason)),
    arriveInbound: async (_, { id }, ctx) => answer(await arriveInbound(ctx, id)),
    receiveInbound: async (_, { input }, ctx) => answer(await receiveInbound(ctx, input)),
    confirmInbound: async (_, { id, ...given }, ctx) => answer(await confirmInbound(ctx, id, given)),
    rejectInbound: async (_, { id, reason }, ctx) => answer(await rejectInbound(ctx, id, reason)),
    shipInbound: async (_, input, ctx) => answer(await shipInbound(ctx, input)),
  },
  Subscription: {
    inboundUpdated: {
      subscribe: async (_, { accountId, id, after }, ctx) => {
        await admitFollower(ctx, accountId, 'goods on their way in');
        if (id && !(await ctx.loaders.inbound.load(id))) throw notFound('The inbound notice');
        return liveUpdates<InboundNotice>(ctx, {
          after,
          topic: 'inbound.',
          filter: { ...(accountId ? { accountId } : {}), ...(id ? { subject: id } : {}) },
          load: (noticeId) => ctx.loaders.inbound.load(noticeId),
        });
      },
      resolve: ({ cursor, event, at, about }: LiveUpdate<InboundNotice>) => ({
        cursor,
        event,
        at,
        inboundNotice: about,
      }),
    },
  },
  InboundResult: resultUnion('InboundNotice'),
  InboundNotice: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.inbound.load(id),
    nextStates: ({ state }) => [...nextInboundStates(state)],
    account: ({ accountId }) => ({ id: accountId }),
    notCovered: async ({ accountId, number, orderNumber, state }, _, ctx) => {
      if (state === 'CANCELLED' || state === 'RECEIVED') return null;
      const name = gateName({ accountId, kind: 'WAREHOUSE_ORDER', orderNumber });
      const gate = await ctx.loaders.workGate.load(name);
      return receiptFlag(number, gate?.uncovered ?? null);
    },
    lines: ({ id }, _, ctx) => ctx.loaders.inboundLines.load(id),
    receipts: ({ id }, _, ctx) => ctx.loaders.receipts.load(id),
    handlingUnits: ({ id }, _, ctx) => ctx.loaders.inboundUnits.load(id),
  },
  InboundLine: { shortQuantity: shortOf, overQuantity: overOf },
  InboundReceipt: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.receipt.load(id),
    lines: ({ id }, _, ctx) => ctx.loaders.receiptLines.load(id),
  },
};
