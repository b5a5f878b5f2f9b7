import { auditResolvers } from './audit/resolvers.ts';
import { caseResolvers } from './case/resolvers.ts';
import { claimResolvers } from './claim/resolvers.ts';
import { clockResolvers } from './clock/resolvers.ts';
import { conversationResolvers } from './conversation/resolvers.ts';
import { evidenceResolvers } from './evidence/resolvers.ts';
import type { Resolvers } from './generated/resolver-types.ts';
import { mailResolvers } from './mail/resolvers.ts';
import { notificationResolvers } from './notification/resolvers.ts';
import { queueResolvers } from './queue/resolvers.ts';
import { referenceResolvers } from './references.ts';
import { satisfactionResolvers } from './satisfaction/resolvers.ts';
import { savedViewResolvers } from './saved-view/resolvers.ts';
import { workOrderResolvers } from './work-order/resolvers.ts';

/** The resolvers of all features: their own types as they are, the three roots put together. */
export const resolvers: Resolvers = {
  ...caseResolvers,
  ...claimResolvers,
  ...clockResolvers,
  ...evidenceResolvers,
  ...workOrderResolvers,
  ...queueResolvers,
  ...savedViewResolvers,
  ...satisfactionResolvers,
  ...conversationResolvers,
  ...notificationResolvers,
  ...mailResolvers,
  ...referenceResolvers,
  Claim: { ...claimResolvers.Claim, ...evidenceResolvers.Claim },
  Query: {
    ...caseResolvers.Query,
    ...claimResolvers.Query,
    ...workOrderResolvers.Query,
    ...queueResolvers.Query,
    ...savedViewResolvers.Query,
    ...clockResolvers.Query,
    ...evidenceResolvers.Query,
    ...auditResolvers.Query,
    ...conversationResolvers.Query,
    ...notificationResolvers.Query,
    ...mailResolvers.Query,
  },
  Mutation: {
    ...caseResolvers.Mutation,
    ...claimResolvers.Mutation,
    ...clockResolvers.Mutation,
    ...workOrderResolvers.Mutation,
    ...queueResolvers.Mutation,
    ...savedViewResolvers.Mutation,
    ...satisfactionResolvers.Mutation,
    ...evidenceResolvers.Mutation,
    ...conversationResolvers.Mutation,
    ...notificationResolvers.Mutation,
    ...mailResolvers.Mutation,
  },
  Subscription: {
    ...caseResolvers.Subscription,
    ...claimResolvers.Subscription,
    ...workOrderResolvers.Subscription,
    ...queueResolvers.Subscription,
    ...conversationResolvers.Subscription,
    ...notificationResolvers.Subscription,
    ...mailResolvers.Subscription,
  },
};
