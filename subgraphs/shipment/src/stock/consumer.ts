import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume, each, ofTypes } from '@quayside/shared/events/inbox';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { RESTOCK_DUE, RESTOCK_SOURCE, type RestockDue } from '../events.ts';
import { adjustStock } from './commands.ts';

/** Puts returned goods that are sound back into stock. */
export const followRestocks = (db: Database, bus: EventBus, now: () => number): Promise<BusSubscription> =>
  consume({
    name: 'shipment-restock',
    source: RESTOCK_SOURCE,
    db,
    bus,
    concerns: ofTypes(RESTOCK_DUE),
    handle: each((_, event) => restock(db, now, event)),
  });

/**
 * One adjustment for each line, in the inbox's transaction, which a write of the same store joins. The key makes a
 * return that is told twice count once.
 * @throws TypeError for words that no stock can be made of: whoever tells of goods has checked them
 */
async function restock(db: Database, now: () => number, event: EventEnvelope): Promise<void> {
  const { returnId, number, accountId, warehouse, location, lines } = event.data as RestockDue;
  const ctx: CommandContext = { viewer: systemViewer('Returns'), correlationId: event.correlationId, now, db };
  for (const { line, ...goods } of lines) {
    const idempotencyKey = `restock-${returnId}-${line}`;
    const note = `Return ${number}`;
    const place = { accountId, warehouse, location, ...goods };
    const put = await adjustStock(ctx, { ...place, reason: 'INCREASE', note, idempotencyKey });
    if (!put.ok) throw new TypeError(`return ${number}, line ${line}: ${put.refusal.message}`);
  }
}
