import type { Database } from '@quayside/shared/db/database';
import { manyByKey, oneByKey } from '@quayside/shared/graphql/loader';
import type { Viewer } from '@quayside/shared/identity';
import { localDate } from '@quayside/shared/instant';
import type { EntityManager } from 'typeorm';
import { readDocuments } from './document/store.ts';
import type { InboundPart } from './inbound/inbound-notice.ts';
import {
  findReceipts,
  readInboundLines,
  readInboundUnits,
  readReceiptLines,
  readReceipts,
} from './inbound/part-store.ts';
import { findNotices } from './inbound/store.ts';
import { readInstructions, readLinks } from './link/store.ts';
import {
  type PartReader,
  readHandlingUnits,
  readLines,
  readParties,
  readReferences,
  readStops,
} from './shipment/part-store.ts';
import type { Part } from './shipment/parts.ts';
import { findShipments } from './shipment/store.ts';
import { findAdjustments, readAdjusted, readMovements } from './stock/movement-store.ts';
import type { StockMovement } from './stock/stock.ts';
import { findStock } from './stock/store.ts';
import { namedGates } from './terms/gate-store.ts';
import { readExceptions, readMilestones } from './tracking/store.ts';

/** One query per level of a list, however long the list is; all of them inside the viewer's reach. */
export function openLoaders(db: Database, viewer: Viewer, now: () => number) {
  const parts = <P extends Part>(read: PartReader<P>) =>
    manyByKey<P>(
      (ids) => db.read((em) => read(em, viewer, ids)),
      (part) => part.shipmentId,
    );
  return {
    shipment: oneByKey(
      (ids) => db.read((em) => findShipments(em, viewer, ids)),
      (shipment) => shipment.id,
    ),
    references: parts(readReferences),
    parties: parts(readParties),
    lines: parts(readLines),
    handlingUnits: parts(readHandlingUnits),
    stops: parts(readStops),
    milestones: parts(readMilestones),
    exceptions: parts(readExceptions),
    documents: parts(readDocuments),
    links: parts(readLinks),
    instructions: parts(readInstructions),
    workGate: oneByKey(
      (names) => db.read((em) => namedGates(em, names, localDate(now()))),
      (gate) => gate.name,
    ),
    ...stockLoaders(db, viewer),
    ...inboundLoaders(db, viewer),
  };
}

function stockLoaders(db: Database, viewer: Viewer) {
  const movements = new Map<number, ReturnType<typeof manyByKey<StockMovement>>>();
  return {
    stock: oneByKey(
      (ids) => db.read((em) => findStock(em, viewer, ids)),
      (stock) => stock.id,
    ),
    adjustment: oneByKey(
      (ids) => db.read((em) => findAdjustments(em, viewer, ids)),
      (adjustment) => adjustment.id,
    ),
    adjusted: manyByKey(
      (ids) => db.read((em) => readAdjusted(em, viewer, ids)),
      (movement) => movement.adjustmentId ?? '',
    ),
    /** By how many of each row are asked for. */
    movements: (first: number) => {
      const known = movements.get(first);
      if (known) return known;
      const loader = manyByKey(
        (ids) => db.read((em) => readMovements(em, viewer, ids, first)),
        (movement: StockMovement) => movement.stockId,
      );
      movements.set(first, loader);
      return loader;
    },
  };
}

function inboundLoaders(db: Database, viewer: Viewer) {
  const parts = <P extends InboundPart>(
    read: (em: EntityManager, viewer: Viewer, ids: readonly string[]) => Promise<P[]>,
  ) =>
    manyByKey<P>(
      (ids) => db.read((em) => read(em, viewer, ids)),
      (part) => part.noticeId,
    );
  return {
    inbound: oneByKey(
      (ids) => db.read((em) => findNotices(em, viewer, ids)),
      (notice) => notice.id,
    ),
    receipt: oneByKey(
      (ids) => db.read((em) => findReceipts(em, viewer, ids)),
      (receipt) => receipt.id,
    ),
    inboundLines: parts(readInboundLines),
    inboundUnits: parts(readInboundUnits),
    receipts: parts(readReceipts),
    receiptLines: manyByKey(
      (ids) => db.read((em) => readReceiptLines(em, viewer, ids)),
      (line) => line.receiptId,
    ),
  };
}

/** The loaders of one fetch. */
export type Loaders = ReturnType<typeof openLoaders>;
