import askQuestion from './ask-question.graphql?raw';
import conversationUpdated from './conversation-updated.graphql?raw';
import conversationView from './conversation-view.graphql?raw';
import giveInstruction from './give-instruction.graphql?raw';
import rateDelivery from './rate-delivery.graphql?raw';
import replyAsConsignee from './reply-as-consignee.graphql?raw';
import reportDamage from './report-damage.graphql?raw';
import tracking from './tracking.graphql?raw';
import trackingUpdated from './tracking-updated.graphql?raw';
import trackingView from './tracking-view.graphql?raw';

/** The texts that go over the wire; their types are generated from the same files. */
export const documents = {
  tracking: tracking + trackingView + conversationView,
  trackingUpdated: trackingUpdated + trackingView,
  giveInstruction,
  reportDamage,
  rateDelivery,
  askQuestion: askQuestion + conversationView,
  replyAsConsignee: replyAsConsignee + conversationView,
  conversationUpdated: conversationUpdated + conversationView,
};
