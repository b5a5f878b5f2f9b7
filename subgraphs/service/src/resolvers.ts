import { auditResolvers } from './audit/resolvers.ts';
import { capacityResolvers } from './capacity/resolvers.ts';
import { caseResolvers } from './case/resolvers.ts';
import { caseAnalysisResolvers } from './case-analysis/resolvers.ts';
import { causeResolvers } from './cause/resolvers.ts';
import { claimResolvers } from './claim/resolvers.ts';
import { clockResolvers } from './clock/resolvers.ts';
import { consigneeResolvers } from './consignee/resolvers.ts';
import { conversationResolvers } from './conversation/resolvers.ts';
import { defectResolvers } from './defect/resolvers.ts';
import { disputeResolvers } from './dispute/resolvers.ts';
import { evidenceResolvers } from './evidence/resolvers.ts';
import type { Resolvers } from './generated/resolver-types.ts';
import { inviteResolvers } from './invite/resolvers.ts';
import { knowledgeResolvers } from './knowledge/resolvers.ts';
import { mailResolvers } from './mail/resolvers.ts';
import { notificationResolvers } from './notification/resolvers.ts';
import { queueResolvers } from './queue/resolvers.ts';
import { referenceResolvers } from './references.ts';
import { returnOrderResolvers } from './return-order/resolvers.ts';
import { satisfactionResolvers } from './satisfaction/resolvers.ts';
import { savedViewResolvers } from './saved-view/resolvers.ts';
import { supervisionResolvers } from './supervision/resolvers.ts';
import { workOrderResolvers } from './work-order/resolvers.ts';

const features: readonly Resolvers[] = [
  caseResolvers,
  consigneeResolvers,
  caseAnalysisResolvers,
  knowledgeResolvers,
  defectResolvers,
  claimResolvers,
  clockResolvers,
  evidenceResolvers,
  auditResolvers,
  workOrderResolvers,
  returnOrderResolvers,
  capacityResolvers,
  queueResolvers,
  savedViewResolvers,
  satisfactionResolvers,
  causeResolvers,
  inviteResolvers,
  supervisionResolvers,
  conversationResolvers,
  notificationResolvers,
  mailResolvers,
  disputeResolvers,
  referenceResolvers,
];

/** The resolvers of all features: their own types as they are; what several features know is put together of all. */
export const resolvers: Resolvers = {
  ...Object.assign({}, ...features),
  Case: Object.assign({}, ...features.map((feature) => feature.Case)),
  Claim: Object.assign({}, ...features.map((feature) => feature.Claim)),
  Tracking: Object.assign({}, ...features.map((feature) => feature.Tracking)),
  Query: Object.assign({}, ...features.map((feature) => feature.Query)),
  Mutation: Object.assign({}, ...features.map((feature) => feature.Mutation)),
  Subscription: Object.assign({}, ...features.map((feature) => feature.Subscription)),
};
