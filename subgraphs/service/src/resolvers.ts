import { capacityResolvers } from './capacity/resolvers.ts';
import { caseResolvers } from './case/resolvers.ts';
import { claimResolvers } from './claim/resolvers.ts';
import { conversationResolvers } from './conversation/resolvers.ts';
import type { Resolvers } from './generated/resolver-types.ts';
import { queueResolvers } from './queue/resolvers.ts';
import { referenceResolvers } from './references.ts';
import { returnOrderResolvers } from './return-order/resolvers.ts';
import { satisfactionResolvers } from './satisfaction/resolvers.ts';
import { workOrderResolvers } from './work-order/resolvers.ts';

const features = [
  caseResolvers,
  claimResolvers,
  workOrderResolvers,
  returnOrderResolvers,
  capacityResolvers,
  queueResolvers,
  satisfactionResolvers,
  conversationResolvers,
  referenceResolvers,
];

/** The resolvers of all features: their own types as they are, the three roots put together. */
export const resolvers: Resolvers = {
  ...Object.assign({}, ...features),
  Query: Object.assign({}, ...features.map((feature) => feature.Query)),
  Mutation: Object.assign({}, ...features.map((feature) => feature.Mutation)),
  Subscription: Object.assign({}, ...features.map((feature) => feature.Subscription)),
};
