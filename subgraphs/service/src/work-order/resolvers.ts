import { type CatalogueItem, listPrice } from '@quayside/contract/events';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { localDate } from '@quayside/shared/instant';
import { money } from '@quayside/shared/money';
import { hoursOf } from '../capacity/capacity.ts';
import { termsOf } from '../directory/store.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { followItem } from '../item/live.ts';
import { findTarget } from '../item/opening.ts';
import { itemFields, listPage, optionalShipment } from '../item/resolvers.ts';
import { CATALOGUE, catalogueEntry } from './catalogue.ts';
import { assignWorkOrder, refuseWorkOrder, replyToWorkOrder, requestWorkOrder } from './commands.ts';
import { cancelWorkOrder, rateWorkOrder } from './end-commands.ts';
import { finishWorkOrder, finishWorkStep, recordWorkScan, startWorkOrder, startWorkStep } from './floor-commands.ts';
import { offersBy } from './offer.ts';
import { approveWorkOrder, changeWorkOrder, quoteWorkOrder } from './price-commands.ts';
import { cancellationPrice } from './quote.ts';
import { scheduleWorkOrder } from './schedule-commands.ts';
import { workOrders } from './store.ts';
import { isFinal } from './transitions.ts';

const priceFor = (item: CatalogueItem | null, quantity: number) =>
  item && quantity > 0 ? listPrice(item, quantity) : null;

/** Value-added work, and the catalogue it is ordered from. */
export const workOrderResolvers: Resolvers = {
  Query: {
    workOrder: (_, { id }, ctx) => ctx.db.read((em) => workOrders.find(em, ctx.viewer, id)),
    workOrders: (_, args, ctx) => listPage(ctx, workOrders, args),
    vasCatalogue: () => [...CATALOGUE],
    workOrderOffers: (_, input, ctx) =>
      ctx.db.read(async (em) => {
        const target = await findTarget(ctx, em, input);
        return target.ok ? offersBy(await termsOf(em, target.value.accountId), localDate(ctx.now())) : [];
      }),
  },
  Mutation: {
    requestWorkOrder: async (_, { input }, ctx) =>
      answer(await requestWorkOrder(ctx, { ...input, sku: input.sku ?? null, attachments: input.attachments ?? [] })),
    quoteWorkOrder: async (_, { id, amountMinor, currency, reason }, ctx) =>
      answer(
        await quoteWorkOrder(ctx, {
          id,
          amountMinor: amountMinor ?? undefined,
          currency: currency ?? undefined,
          reason: reason ?? undefined,
        }),
      ),
    approveWorkOrder: async (_, { id, amountMinor }, ctx) =>
      answer(await approveWorkOrder(ctx, id, amountMinor ?? null)),
    changeWorkOrder: async (_, { id, quantity, instructions, sku }, ctx) =>
      answer(
        await changeWorkOrder(ctx, {
          id,
          sku,
          quantity: quantity ?? undefined,
          instructions: instructions ?? undefined,
        }),
      ),
    scheduleWorkOrder: async (_, input, ctx) => answer(await scheduleWorkOrder(ctx, input)),
    refuseWorkOrder: async (_, { id, reason }, ctx) => answer(await refuseWorkOrder(ctx, id, reason)),
    startWorkOrder: async (_, { id }, ctx) => answer(await startWorkOrder(ctx, id)),
    startWorkStep: async (_, { id, step }, ctx) => answer(await startWorkStep(ctx, id, step)),
    recordWorkScan: async (_, { input: { id, scanId, code, quantity } }, ctx) =>
      answer(await recordWorkScan(ctx, id, { id: scanId, code, quantity: quantity ?? 1 })),
    finishWorkStep: async (_, { id, step, photos }, ctx) => answer(await finishWorkStep(ctx, id, step, photos ?? [])),
    finishWorkOrder: async (_, { id, proof }, ctx) => answer(await finishWorkOrder(ctx, id, proof ?? [])),
    cancelWorkOrder: async (_, { id, reason, amountMinor, waived }, ctx) =>
      answer(
        await cancelWorkOrder(ctx, { id, reason, amountMinor: amountMinor ?? undefined, waived: waived ?? false }),
      ),
    rateWorkOrder: async (_, { id, score, comment }, ctx) =>
      answer(await rateWorkOrder(ctx, { id, score, comment: comment ?? null })),
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
    priceFor: (order, { quantity }) => priceFor(order.terms, quantity),
    cancellationPrice: (order, _, ctx) => (isFinal(order.state) ? null : cancellationPrice(order, ctx.now())),
    photosRequired: ({ terms, service }) => terms?.photosRequired ?? catalogueEntry(service)?.photosRequired ?? 0,
    photoStandard: (order) => order.terms?.photoStandard ?? null,
    plannedHours: ({ plannedMinutes }) => (plannedMinutes === null ? null : hoursOf(plannedMinutes)),
    steps: (order) => [...order.steps],
    proof: (order) => [...order.proof],
    returnOrder: (order, _, ctx) => (order.returnOrderId ? ctx.loaders.returnOrder.load(order.returnOrderId) : null),
  },
  WorkOrderOffer: {
    contract: ({ contractId }) => (contractId === null ? null : { id: contractId }),
    price: ({ item }) => item && money(item.priceMinor, item.currency),
    minimum: ({ item }) => (item?.minimumMinor ? money(item.minimumMinor, item.currency) : null),
    priceFor: ({ item }, { quantity }) => priceFor(item, quantity),
    cancellationFreeHours: ({ item }) => item?.cancellation.freeHours ?? null,
    cancellationPercent: ({ item }) => item?.cancellation.percent ?? null,
    cancellationStartedPercent: ({ item }) => item?.cancellation.startedPercent ?? null,
  },
  WorkOrderQuote: { amount: (quote) => money(quote.amountMinor, quote.currency) },
  WorkStep: { scans: (step) => [...step.scans], photos: (step) => [...step.photos] },
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
