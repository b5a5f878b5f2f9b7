import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { askQuestion, replyAsConsignee, reportDamage } from './commands.ts';
import { conversationUpdates } from './live.ts';
import { casesOfLink } from './store.ts';

/** The consignee's side of cases: opened, read and answered by the holder of a tracking link. */
export const consigneeResolvers: Resolvers = {
  Tracking: {
    conversations: async (_, _args, ctx) => {
      const liveCursor = await ctx.live.cursor();
      return { liveCursor, cases: await ctx.db.read((em) => casesOfLink(em, ctx.viewer)) };
    },
  },
  Mutation: {
    reportDamage: async (_, { attachments, ...input }, ctx) => {
      const reported = await reportDamage(ctx, { ...input, attachments: attachments ?? [] });
      return reported.ok ? { caseNumber: reported.value.number, at: reported.value.openedAt } : answer(reported);
    },
    askQuestion: async (_, { text, attachments, idempotencyKey }, ctx) =>
      answer(await askQuestion(ctx, { description: text, attachments: attachments ?? [], idempotencyKey })),
    replyAsConsignee: async (_, { input }, ctx) =>
      answer(await replyAsConsignee(ctx, { ...input, attachments: input.attachments ?? [] })),
  },
  Subscription: {
    consigneeCaseUpdated: { subscribe: (_, { after }, ctx) => conversationUpdates(ctx, after) },
  },
  Case: { consigneeReads: async ({ id }, _, ctx) => (await ctx.loaders.consigneeReads.load(id)) !== null },
  ConsigneeCase: { messages: ({ id }, _, ctx) => ctx.loaders.consigneeMessages.load(id) },
  ConsigneeMessage: { fileCount: ({ attachments }) => attachments.length },
  ConsigneeCaseResult: resultUnion('ConsigneeCase'),
};
