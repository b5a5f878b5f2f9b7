import { money } from '@quayside/shared/money';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import type { Resolvers } from '../generated/resolver-types.ts';
import { listCharges } from './store.ts';

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
  },
  Charge: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.charge.load(id),
    account: (charge) => ({ id: charge.accountId }),
    contract: (charge, _, ctx) => ctx.loaders.contract.load(charge.contractId),
    amount: (charge) => money(charge.amountMinor, charge.currency),
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
