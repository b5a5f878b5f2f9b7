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

/** Looks at an account as soon as its money has moved: whoever pays is off hold at once. */
export const followMoney = (db: Database, bus: EventBus, now: () => number): Promise<BusSubscription> =>
  consume({
    name: 'contract-credit',
    source: CONTRACT_SOURCE,
    db,
    bus,
    concerns: ofTypes(INVOICE_ISSUED, RECEIVABLE_CHANGED, COLLECTION_STEP_TAKEN, LINE_DISPUTED, DISPUTE_DECIDED),
    handle: async (em, events) => {
      const accounts = new Set(events.flatMap(({ accountId }) => accountId ?? []));
      const correlationId = events.at(-1)?.correlationId ?? '';
      await lookAt(em, { at: now(), correlationId }, [...accounts]);
    },
  });
