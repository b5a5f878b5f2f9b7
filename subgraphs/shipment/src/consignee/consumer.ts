import { CONSIGNEE_REGISTERED, type ConsigneeRegistered, CUSTOMER_SOURCE } from '@quayside/customer/events';
import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import { consume, each } from '@quayside/shared/events/inbox';
import { keepConsignee } from './store.ts';

/** Keeps whose the consignees are in step with the customer subgraph. */
export const followConsignees = (db: Database, bus: EventBus): Promise<BusSubscription> =>
  consume({
    name: 'shipment-consignees',
    source: CUSTOMER_SOURCE,
    db,
    bus,
    handle: each(async (em, event) => {
      if (event.type === CONSIGNEE_REGISTERED) await keepConsignee(em, event.data as ConsigneeRegistered);
    }),
  });
