import { CREDIT_CHANGED, type CreditFacts, ORDER_RELEASED, type OrderReleased } from '@quayside/contract/credit-events';
import { CONTRACT_SOURCE } from '@quayside/contract/events';
import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import { consume, each, ofTypes } from '@quayside/shared/events/inbox';
import { keepCredit, keepReleased } from './store.ts';

/** Keeps in step with whom the contract subgraph gives credit. */
export const followCredit = (db: Database, bus: EventBus): Promise<BusSubscription> =>
  consume({
    name: 'shipment-credit',
    source: CONTRACT_SOURCE,
    db,
    bus,
    concerns: ofTypes(CREDIT_CHANGED, ORDER_RELEASED),
    handle: each(async (em, event) => {
      if (event.type === ORDER_RELEASED) {
        const { accountId, orderNumber } = event.data as OrderReleased;
        return keepReleased(em, { accountId, orderNumber });
      }
      const { accountId, state, reason } = event.data as CreditFacts;
      return keepCredit(em, { accountId, state, reason });
    }),
  });
