import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume } from '@quayside/shared/events/inbox';
import { localDate } from '@quayside/shared/instant';
import type { EntityManager } from 'typeorm';
import { ACTIVITY_SOURCE, STOCK_STANDS, type StockStanding, type WithActivity } from '../events.ts';
import { keepActivities } from './commands.ts';
import { putLevel } from './store.ts';
import { openTariffBook } from './tariff-store.ts';

/** Charges what was done for customers, and keeps what stands in the warehouses, as whoever does it tells. */
export const followActivities = (db: Database, bus: EventBus): Promise<BusSubscription> =>
  consume({ name: 'contract-activities', source: ACTIVITY_SOURCE, db, bus, concerns, handle });

/** Most of what a shipment tells costs nothing. */
const concerns = ({ type, data }: EventEnvelope): boolean =>
  type === STOCK_STANDS || Boolean((data as WithActivity).activity);

async function handle(em: EntityManager, events: readonly EventEnvelope[]): Promise<void> {
  const book = openTariffBook(em);
  for (const event of events) {
    if (event.type === STOCK_STANDS) await keepLevel(em, event);
    const { activity } = event.data as WithActivity;
    const { at, correlationId } = event;
    if (activity) await keepActivities(em, { at, correlationId }, [{ done: activity, stored: null }], book);
  }
}

async function keepLevel(em: EntityManager, { at, data }: EventEnvelope): Promise<void> {
  const { stockId, accountId, warehouse, sku, lot, unit, onHand } = data as StockStanding;
  await putLevel(em, { stockId, date: localDate(at), accountId, warehouse, sku, lot, unit, onHand });
}
