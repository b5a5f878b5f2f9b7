import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { EdiContext } from '../context.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { addPartner } from './commands.ts';
import { listPartners } from './store.ts';

/** Resolvers of trading partners. */
export const partnerResolvers: Resolvers<EdiContext> = {
  Query: {
    ediPartners: (_, __, ctx) => ctx.db.read((em) => listPartners(em, ctx.viewer)),
  },
  Mutation: {
    addEdiPartner: async (_, { input }, ctx) => {
      const result = await addPartner(ctx, input);
      if (result.ok) await ctx.mailboxes.open(result.value.id);
      return answer(result);
    },
  },
  EdiPartnerResult: resultUnion('EdiPartner'),
  EdiPartner: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.partner.load(id),
    account: ({ accountId }) => ({ id: accountId }),
    outSets: ({ outSets }) => [...outSets],
    // Below QUAYSIDE_HOME: where that is on the server is no business of a customer.
    mailbox: ({ id }) => `mailbox/${id}`,
  },
};
