import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { money } from '@quayside/shared/money';
import type { Resolvers } from '../generated/resolver-types.ts';
import { followItem } from '../item/live.ts';
import { itemFields, listPage, optionalShipment } from '../item/resolvers.ts';
import {
  assignReturn,
  authoriseReturn,
  cancelReturn,
  closeReturn,
  declineReturn,
  replyToReturn,
  requestReturn,
} from './commands.ts';
import { creditReturn, inspectReturn, receiveReturn, repairReturn } from './goods-commands.ts';
import { returnOrders } from './store.ts';

/** Goods that come back. */
export const returnOrderResolvers: Resolvers = {
  Query: {
    returnOrder: (_, { id }, ctx) => ctx.db.read((em) => returnOrders.find(em, ctx.viewer, id)),
    returnOrders: (_, args, ctx) => listPage(ctx, returnOrders, args),
  },
  Mutation: {
    requestReturn: async (_, { input }, ctx) =>
      answer(
        await requestReturn(ctx, {
          ...input,
          explanation: input.explanation ?? '',
          attachments: input.attachments ?? [],
          lines: input.lines.map((line) => ({
            ...line,
            unit: line.unit ?? 'EA',
            lot: line.lot ?? null,
            description: line.description ?? null,
          })),
        }),
      ),
    authoriseReturn: async (_, { id }, ctx) => answer(await authoriseReturn(ctx, id)),
    declineReturn: async (_, { id, reason }, ctx) => answer(await declineReturn(ctx, id, reason)),
    cancelReturn: async (_, { id, reason }, ctx) => answer(await cancelReturn(ctx, id, reason)),
    receiveReturn: async (_, input, ctx) => answer(await receiveReturn(ctx, input)),
    inspectReturn: async (_, { id, location, inspections }, ctx) =>
      answer(
        await inspectReturn(ctx, {
          id,
          location: location ?? '',
          inspections: inspections.map(({ line, verdicts }) => ({
            line,
            verdicts: verdicts.map((verdict) => ({ ...verdict, note: verdict.note ?? null })),
          })),
        }),
      ),
    repairReturn: async (_, input, ctx) => answer(await repairReturn(ctx, input)),
    creditReturn: async (_, input, ctx) => answer(await creditReturn(ctx, input)),
    closeReturn: async (_, { id }, ctx) => answer(await closeReturn(ctx, id)),
    assignReturn: async (_, { id, ownerId }, ctx) => answer(await assignReturn(ctx, id, ownerId)),
    replyToReturn: async (_, { input }, ctx) =>
      answer(
        await replyToReturn(ctx, {
          ...input,
          internal: input.internal ?? false,
          attachments: input.attachments ?? [],
        }),
      ),
  },
  ReturnOrder: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.returnOrder.load(id),
    ...itemFields,
    ...optionalShipment,
    contract: (order) => ({ id: order.contractId }),
    lines: (order) => [...order.lines],
    creditAmount: ({ creditMinor, creditCurrency }) =>
      creditMinor === null || creditCurrency === null ? null : money(creditMinor, creditCurrency),
    repairs: (order, _, ctx) => ctx.loaders.repairs.load(order.id),
  },
  ReturnLine: { verdicts: (line) => [...line.verdicts] },
  ReturnOrderResult: resultUnion('ReturnOrder'),
  Subscription: {
    returnOrderUpdated: {
      subscribe: (_, { id, after }, ctx) =>
        followItem(ctx, returnOrders, { id, what: 'The return', after }, ({ item, ...update }) => ({
          returnOrderUpdated: { ...update, returnOrder: item },
        })),
    },
  },
};
