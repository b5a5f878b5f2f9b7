import type { Database } from '@quayside/shared/db/database';
import { manyByKey, oneByKey } from '@quayside/shared/graphql/loader';
import type { Viewer } from '@quayside/shared/identity';
import { readDocuments } from './document/store.ts';
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
import { readExceptions, readMilestones } from './tracking/store.ts';

/** One query per level of a list, however long the list is; all of them inside the viewer's reach. */
export function openLoaders(db: Database, viewer: Viewer) {
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
  };
}

/** The loaders of one fetch. */
export type Loaders = ReturnType<typeof openLoaders>;
