import { CHARGE_MADE, CONTRACT_SOURCE } from '@quayside/contract/events';
import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume, ofTypes } from '@quayside/shared/events/inbox';
import { INBOUND_RECEIVED, MILESTONE_RECORDED, SHIPMENT_SHIPPED, SHIPMENT_SOURCE } from '@quayside/shipment/events';
import { SERVICE_SOURCE } from '../events.ts';
import { boughtBy } from './bought.ts';
import { keepBought } from './store.ts';

const HEARD = {
  [SHIPMENT_SOURCE]: [SHIPMENT_SHIPPED, MILESTONE_RECORDED, INBOUND_RECEIVED],
  [CONTRACT_SOURCE]: [CHARGE_MADE],
} as const;

/** Learns what each customer buys, from what is moved and charged; an inbox of its own reads the log from its beginning. */
export const followBought = (db: Database, bus: EventBus): Promise<readonly BusSubscription[]> =>
  Promise.all(
    Object.entries(HEARD).map(([source, types]) => {
      const heard = ofTypes(...types);
      const concerns = (event: EventEnvelope): boolean => heard(event) && boughtBy(event).length > 0;
      const name = `${SERVICE_SOURCE}-bought`;
      return consume({
        name,
        source,
        db,
        bus,
        concerns,
        handle: (em, events) => keepBought(em, events.flatMap(boughtBy)),
      });
    }),
  );
