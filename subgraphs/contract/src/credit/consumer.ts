import { CUSTOMER_SOURCE, VALUE_SETTINGS_CHANGED, type ValueSettingsChanged } from '@quayside/customer/events';
import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import { consume, each, ofTypes } from '@quayside/shared/events/inbox';
import { CONTRACT_SOURCE } from '../events.ts';
import {
  COLLECTION_STEP_TAKEN,
  DISPUTE_DECIDED,
  INVOICE_ISSUED,
  LINE_DISPUTED,
  RECEIVABLE_CHANGED,
} from '../money-events.ts';
import { keepExchange } from './exchange-store.ts';
import { lookAt } from './look-commands.ts';
import { forgetLooks } from './store.ts';
import { HOUSE } from './unit-policy.ts';

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

/** Knows by which rates limits are compared: with other rates every account is looked at again. */
export const followExchange = (db: Database, bus: EventBus): Promise<BusSubscription> =>
  consume({
    ...{ name: 'contract-exchange', source: CUSTOMER_SOURCE, db, bus, concerns: ofTypes(VALUE_SETTINGS_CHANGED) },
    handle: each(async (em, event) => {
      const { version, currency, exchange } = event.data as Partial<ValueSettingsChanged>;
      // Before there was a choice of currency, the event told of neither.
      if (version === undefined || currency === undefined || exchange === undefined) return;
      if (await keepExchange(em, { version, currency, exchange })) await forgetLooks(em, HOUSE);
    }),
  });
