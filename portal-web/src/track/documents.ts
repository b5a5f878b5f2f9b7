import giveInstruction from './give-instruction.graphql?raw';
import rateDelivery from './rate-delivery.graphql?raw';
import reportDamage from './report-damage.graphql?raw';
import tracking from './tracking.graphql?raw';
import trackingUpdated from './tracking-updated.graphql?raw';
import trackingView from './tracking-view.graphql?raw';

/** The texts that go over the wire; their types are generated from the same files. */
export const documents = {
  tracking: tracking + trackingView,
  trackingUpdated: trackingUpdated + trackingView,
  giveInstruction,
  reportDamage,
  rateDelivery,
};
