import {
  CONTRACT_ACTIVATED,
  CONTRACT_AMENDED,
  CONTRACT_SOURCE,
  CONTRACT_TERMINATED,
  type ContractTerms,
} from '@quayside/contract/events';
import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import { consume, each, ofTypes } from '@quayside/shared/events/inbox';
import { keepTerms } from './store.ts';

/** Keeps what contracts allow in step with the contract subgraph. */
export const followContractTerms = (db: Database, bus: EventBus): Promise<BusSubscription> =>
  consume({
    name: 'shipment-contract-terms',
    source: CONTRACT_SOURCE,
    db,
    bus,
    concerns: ofTypes(CONTRACT_ACTIVATED, CONTRACT_AMENDED, CONTRACT_TERMINATED),
    handle: each(async (em, event) => {
      const { contractId, accountId, state, services, validFrom, validTo } = event.data as ContractTerms;
      await keepTerms(em, { contractId, accountId, state, services, validFrom, validTo });
    }),
  });
