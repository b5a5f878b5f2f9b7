import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import { consume, ofTypes } from '@quayside/shared/events/inbox';
import { ACCOUNT_OPENED, CUSTOMER_SOURCE } from '../events.ts';
import { markStale } from './store.ts';

/** Every account has a value from the day it is opened: that of a customer who has not ordered yet. */
export const followAccounts = (db: Database, bus: EventBus): Promise<BusSubscription> =>
  consume({
    ...{ name: 'customer-value', source: CUSTOMER_SOURCE, db, bus, concerns: ofTypes(ACCOUNT_OPENED) },
    handle: (em, events) => markStale(em, [...new Set(events.flatMap(({ accountId }) => accountId ?? []))]),
  });
