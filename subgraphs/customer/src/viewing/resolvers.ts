import { resultUnion } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { viewerNow } from '../sign-in/commands.ts';
import { endView, openView } from './commands.ts';

export const viewingResolvers = {
  Mutation: {
    openCustomerView: async (_, input, ctx) => {
      const opened = await openView(ctx, input, viewerNow);
      return opened.ok ? { id: opened.value.id, until: opened.value.endsAt } : opened.refusal;
    },
    endCustomerView: (_, { token }, ctx) => endView(ctx, token),
  },
  OpenViewResult: resultUnion('OpenedView'),
} satisfies Resolvers;
