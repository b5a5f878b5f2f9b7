import { money } from '@quayside/shared/money';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import type { Resolvers } from '../generated/resolver-types.ts';
import { chargeInvoice } from '../invoice/resolvers.ts';
import { chargeSums, listCharges } from './store.ts';

/** What was charged, by account, by contract and by what it is for. */
export const chargeResolvers: Resolvers = {
  Query: {
    charges: async (_, { filter, first, after }, ctx) => {
      const size = clampFirst(first);
      const page = { first: size, after: decodePageKey(after) };
      const rows = await ctx.db.read((em) => listCharges(em, ctx.viewer, filter ?? {}, page));
      const { nodes, pageInfo } = toPage(rows, size, ({ chargedAt, id }) => ({ at: chargedAt, id }));
      return { nodes: [...nodes], pageInfo };
    },
    chargeSums: (_, { filter }, ctx) => ctx.db.read((em) => chargeSums(em, ctx.viewer, filter ?? {})),
  },
  Charge: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.charge.load(id),
    account: (charge) => ({ id: charge.accountId }),
    contract: (charge, _, ctx) => ctx.loaders.contract.load(charge.contractId),
    amount: (charge) => money(charge.amountMinor, charge.currency),
    invoice: chargeInvoice,
    why: ({ why, currency }) => why && { ...why, currency },
  },
  ChargeSum: {
    amount: ({ amountMinor, currency }) => money(amountMinor, currency),
    unbilled: ({ unbilledMinor, currency }) => money(unbilledMinor, currency),
  },
  ChargeWhy: {
    activity: ({ activityId }, _, ctx) => ctx.loaders.activity.load(activityId),
    rateCard: ({ rateCardId }, _, ctx) => ctx.loaders.rateCard.load(rateCardId),
    rateCardName: ({ rateCard }) => rateCard,
    rate: ({ rateMinor, currency }) => money(rateMinor, currency),
    fuel: ({ fuel, currency }) => fuel && { ...fuel, on: money(fuel.onMinor, currency) },
    days: ({ days }) => days && [...days],
  },
  Shipment: {
    __resolveReference: ({ id }) => ({ id }),
    charges: ({ id }, _, ctx) => ctx.loaders.shipmentCharges.load(id),
    activities: ({ id }, _, ctx) => ctx.loaders.activitiesOfSubject.load(id),
  },
  WorkOrder: {
    __resolveReference: ({ id }) => ({ id }),
    charge: ({ id }, _, ctx) => ctx.loaders.workOrderCharge.load(id),
  },
  ReturnOrder: {
    __resolveReference: ({ id }) => ({ id }),
    credit: ({ id }, _, ctx) => ctx.loaders.returnCredit.load(id),
  },
};
