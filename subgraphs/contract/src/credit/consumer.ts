import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import { consume, ofTypes } from '@quayside/shared/events/inbox';
import { CONTRACT_SOURCE } from '../events.ts';
import {
  COLLECTION_STEP_TAKEN,
  DISPUTE_DECIDED,
  INVOICE_ISSUED,
  LINE_DISPUTED,
  RECEIVABLE_CHANGED,
} from '../money-events.ts';
import { lookAt } from './look-commands.ts';

/**
 * Looks at an account as soon as its money has moved, as of the moment in which it did: whoever pays is off hold at once,
 * and a past that is told again does not age by today's calendar.
 */
export const followMoney = (db: Database, bus: EventBus): Promise<BusSubscription> =>
  consume({
    name: 'contract-credit',
    source: CONTRACT_SOURCE,
    db,
    bus,
    concerns: ofTypes(INVOICE_ISSUED, RECEIVABLE_CHANGED, COLLECTION_STEP_TAKEN, LINE_DISPUTED, DISPUTE_DECIDED),
    handle: async (em, events) => {
      const last = events.at(-1);
      if (!last) return;
      const accounts = new Set(events.flatMap(({ accountId }) => accountId ?? []));
      await lookAt(em, { at: last.at, correlationId: last.correlationId }, [...accounts]);
    },
  });
