import { CONTRACT_SOURCE } from '@quayside/contract/events';
import { LINE_DISPUTED } from '@quayside/contract/money-events';
import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume, ofTypes } from '@quayside/shared/events/inbox';
import { EXCEPTION_RAISED, MILESTONE_RECORDED, SHIPMENT_SOURCE } from '@quayside/shipment/events';
import type { EntityManager } from 'typeorm';
import { SERVICE_SOURCE } from '../events.ts';
import { signOf } from './cause.ts';
import { keepSigns } from './store.ts';

const HEARD = {
  [SHIPMENT_SOURCE]: [MILESTONE_RECORDED, EXCEPTION_RAISED],
  [CONTRACT_SOURCE]: [LINE_DISPUTED],
  [SERVICE_SOURCE]: ['case.opened.v1', 'claim.opened.v1', 'claim.state-changed.v1', 'clock.missed.v1'],
} as const;

/** Learns from what happens why somebody may not be content, without anybody saying so. */
export const followCauses = (db: Database, bus: EventBus): Promise<readonly BusSubscription[]> =>
  Promise.all(
    Object.entries(HEARD).map(([source, types]) => {
      const heard = ofTypes(...types);
      const concerns = (event: EventEnvelope): boolean => heard(event) && signOf(event) !== null;
      return consume({ name: `${SERVICE_SOURCE}-causes`, source, db, bus, concerns, handle: note });
    }),
  );

const note = (em: EntityManager, events: readonly EventEnvelope[]): Promise<void> =>
  keepSigns(
    em,
    events.flatMap((event) => signOf(event) ?? []),
  );
