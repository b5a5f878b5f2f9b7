import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume } from '@quayside/shared/events/inbox';
import { localDate } from '@quayside/shared/instant';
import type { EntityManager } from 'typeorm';
import { ACTIVITY_SOURCE, STOCK_STANDS, type StockStanding, type WithActivity } from '../activity-events.ts';
import { keepActivities, type Told } from './commands.ts';
import { putLevels } from './store.ts';
import type { StockLevelRow } from './table.ts';

/** Charges what was done for customers, and keeps what stands in the warehouses, as whoever does it tells. */
export const followActivities = (db: Database, bus: EventBus): Promise<BusSubscription> =>
  consume({ name: 'contract-activities', source: ACTIVITY_SOURCE, db, bus, concerns, handle });

/** Most of what a shipment tells costs nothing. */
const concerns = ({ type, data }: EventEnvelope): boolean =>
  type === STOCK_STANDS || Boolean((data as WithActivity).activity);

async function handle(em: EntityManager, events: readonly EventEnvelope[]): Promise<void> {
  const told = events.flatMap(({ data, at, correlationId }): Told[] => {
    const { activity } = data as WithActivity;
    return activity ? [{ done: activity, stored: null, occasion: { at, correlationId } }] : [];
  });
  if (told.length > 0) await keepActivities(em, told);
  const levels = new Map<string, StockLevelRow>();
  for (const event of events) {
    if (event.type !== STOCK_STANDS) continue;
    const level = levelOf(event);
    levels.set(`${level.stockId} ${level.date}`, level);
  }
  await putLevels(em, [...levels.values()]);
}

function levelOf({ at, data }: EventEnvelope): StockLevelRow {
  const { stockId, accountId, warehouse, sku, lot, unit, onHand } = data as StockStanding;
  return { stockId, date: localDate(at), accountId, warehouse, sku, lot, unit, onHand };
}
