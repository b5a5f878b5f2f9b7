import type { Resolvers } from '../generated/resolver-types.ts';
import { caseOfDispute } from './store.ts';

/** The case behind a disputed line. */
export const disputeResolvers: Resolvers = {
  InvoiceDispute: {
    __resolveReference: ({ id, accountId }) => ({ id, accountId }),
    case: async ({ id, accountId }, _, ctx) => {
      const caseId = await ctx.db.read((em) => caseOfDispute(em, accountId, id));
      return caseId ? ctx.loaders.case.load(caseId) : null;
    },
  },
};
