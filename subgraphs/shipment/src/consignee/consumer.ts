import { CONSIGNEE_REGISTERED, type ConsigneeRegistered, CUSTOMER_SOURCE } from '@quayside/customer/events';
import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import { consume, each, ofTypes } from '@quayside/shared/events/inbox';
import { keepConsignee } from './store.ts';

/** Keeps whose the consignees are in step with the customer subgraph. */
export const followConsignees = (db: Database, bus: EventBus): Promise<BusSubscription> =>
  consume({
    name: 'shipment-consignees',
    source: CUSTOMER_SOURCE,
    db,
    bus,
    concerns: ofTypes(CONSIGNEE_REGISTERED),
    handle: each((em, event) => keepConsignee(em, event.data as ConsigneeRegistered)),
  });
