import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import { consume, each, ofTypes } from '@quayside/shared/events/inbox';
import { systemViewer } from '@quayside/shared/identity';
import { DOCUMENT_ATTACHED, SHIPMENT_SOURCE, type ShipmentFacts } from '@quayside/shipment/events';
import { SERVICE_SOURCE } from '../events.ts';
import { openSupplement } from './commands.ts';
import { packsOfShipment } from './store.ts';

const product = systemViewer('Evidence');

/** Papers that come to a shipment after a claim was filed go into a further pack of the claim. */
export const followPapers = (db: Database, bus: EventBus): Promise<BusSubscription> =>
  consume({
    name: `${SERVICE_SOURCE}-evidence`,
    source: SHIPMENT_SOURCE,
    db,
    bus,
    concerns: ofTypes(DOCUMENT_ATTACHED),
    handle: each(async (em, { at, data }) => {
      const { shipmentId } = data as ShipmentFacts;
      const packs = await packsOfShipment(em, product, shipmentId);
      const filed = packs.filter(({ number, asOf }) => number === 0 && asOf < at);
      for (const { claimId } of filed) await openSupplement(em, claimId, at);
    }),
  });
