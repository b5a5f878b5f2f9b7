import type { Database } from '@quayside/shared/db/database';
import { nextNumber, numbered } from '@quayside/shared/db/sequence';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume, each, ofTypes } from '@quayside/shared/events/inbox';
import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { CHARGE_DUE, CHARGE_MADE, CHARGING_SOURCE, type ChargeDue } from '../events.ts';
import { type Charge, toChargeMade } from './charge.ts';
import { chargesOf, insertCharge } from './store.ts';

/** Makes one charge of what the service subgraph says is due. */
export const followDueCharges = (db: Database, bus: EventBus): Promise<BusSubscription> =>
  consume({
    name: 'contract-charges',
    source: CHARGING_SOURCE,
    db,
    bus,
    concerns: ofTypes(CHARGE_DUE),
    handle: each(charge),
  });

/** The inbox keeps an event from working twice; the look at the books keeps a job from being told, and charged, twice. */
async function charge(em: EntityManager, event: EventEnvelope): Promise<void> {
  const due = event.data as ChargeDue;
  const { at, accountId, correlationId } = event;
  const [known] = await chargesOf(em, systemViewer('charges'), due.source, [due.subjectId]);
  if (known) return;
  const number = numbered('CH', await nextNumber(em, 'charge'));
  const made: Charge = { ...due, id: newId(), number, chargedAt: at };
  await insertCharge(em, made);
  const data = toChargeMade(made);
  await appendEvents(em, [{ type: CHARGE_MADE, accountId, subject: made.id, seq: 1, at, correlationId, data }]);
}
