import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { followItem } from '../item/live.ts';
import { itemFields, listPage, optionalShipment } from '../item/resolvers.ts';
import { CATALOGUE } from './catalogue.ts';
import {
  approveWorkOrder,
  assignWorkOrder,
  cancelWorkOrder,
  finishWorkOrder,
  refuseWorkOrder,
  replyToWorkOrder,
  requestWorkOrder,
  startWorkOrder,
} from './commands.ts';
import { workOrders } from './store.ts';

/** Value-added work, and the catalogue it is ordered from. */
export const workOrderResolvers: Resolvers = {
  Query: {
    workOrder: (_, { id }, ctx) => ctx.db.read((em) => workOrders.find(em, ctx.viewer, id)),
    workOrders: (_, args, ctx) => listPage(ctx, workOrders, args),
    vasCatalogue: () => [...CATALOGUE],
  },
  Mutation: {
    requestWorkOrder: async (_, { input }, ctx) =>
      answer(await requestWorkOrder(ctx, { ...input, sku: input.sku ?? null, attachments: input.attachments ?? [] })),
    approveWorkOrder: async (_, { id }, ctx) => answer(await approveWorkOrder(ctx, id)),
    refuseWorkOrder: async (_, { id, reason }, ctx) => answer(await refuseWorkOrder(ctx, id, reason)),
    startWorkOrder: async (_, { id }, ctx) => answer(await startWorkOrder(ctx, id)),
    finishWorkOrder: async (_, { id, proof }, ctx) => answer(await finishWorkOrder(ctx, id, proof ?? [])),
    cancelWorkOrder: async (_, { id, reason }, ctx) => answer(await cancelWorkOrder(ctx, id, reason)),
    assignWorkOrder: async (_, { id, ownerId }, ctx) => answer(await assignWorkOrder(ctx, id, ownerId)),
    replyToWorkOrder: async (_, { input }, ctx) =>
      answer(
        await replyToWorkOrder(ctx, {
          ...input,
          internal: input.internal ?? false,
          attachments: input.attachments ?? [],
        }),
      ),
  },
  WorkOrder: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.workOrder.load(id),
    ...itemFields,
    ...optionalShipment,
    contract: (order) => ({ id: order.contractId }),
    proof: (order) => [...order.proof],
  },
  WorkOrderResult: resultUnion('WorkOrder'),
  Subscription: {
    workOrderUpdated: {
      subscribe: (_, { id, after }, ctx) =>
        followItem(ctx, workOrders, { id, what: 'The work order', after }, ({ item, ...update }) => ({
          workOrderUpdated: { ...update, workOrder: item },
        })),
    },
  },
};
