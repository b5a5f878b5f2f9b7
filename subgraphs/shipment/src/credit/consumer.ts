import { CREDIT_CHANGED, type CreditFacts, ORDER_RELEASED, type OrderReleased } from '@quayside/contract/credit-events';
import { CONTRACT_SOURCE } from '@quayside/contract/events';
import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import { consume, each, ofTypes } from '@quayside/shared/events/inbox';
import { tellAllAwaiting } from './commands.ts';
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
        const { accountId, orderNumber, releasedBy, ...told } = event.data as OrderReleased;
        // Older events say neither why nor by what.
        const { reason = null, byPayment = false } = told as Partial<OrderReleased>;
        return keepReleased(em, { accountId, orderNumber, releasedBy, reason, byPayment, releasedAt: event.at });
      }
      const { accountId, state, reason } = event.data as CreditFacts;
      await keepCredit(em, { accountId, state, reason });
      if (state === 'PREPAY') await tellAllAwaiting(em, event, accountId);
    }),
  });
