import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume, each, ofTypes } from '@quayside/shared/events/inbox';
import type { EntityManager } from 'typeorm';
import { CHARGE_DUE, CHARGING_SOURCE, type ChargeDue, CONTRACT_SOURCE } from '../events.ts';
import { keepCharges } from './commands.ts';
import { chargesByKey } from './store.ts';

/** Makes one charge of what the service subgraph, and the clauses of our own contracts, say is due. */
export const followDueCharges = (db: Database, bus: EventBus): Promise<BusSubscription[]> =>
  Promise.all(
    [CHARGING_SOURCE, CONTRACT_SOURCE].map((source) =>
      consume({ name: 'contract-charges', source, db, bus, concerns: ofTypes(CHARGE_DUE), handle: each(charge) }),
    ),
  );

/** The inbox keeps an event from working twice; the look at the books keeps a job from being told, and charged, twice. */
async function charge(em: EntityManager, event: EventEnvelope): Promise<void> {
  const due = event.data as ChargeDue;
  const chargeKey = `${due.source}:${due.subjectId}`;
  if ((await chargesByKey(em, [chargeKey])).length > 0) return;
  const { at, correlationId } = event;
  const untold = { kind: 'VALUE_ADDED', orderNumber: null, poNumber: null, why: null } as const;
  await keepCharges(em, { at, correlationId }, [{ ...due, ...untold, chargeKey, doneAt: at }]);
}
