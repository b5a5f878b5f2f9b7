import {
  CONTRACT_ACTIVATED,
  CONTRACT_AMENDED,
  CONTRACT_SOURCE,
  CONTRACT_TERMINATED,
  type ContractTerms,
} from '@quayside/contract/events';
import { ACCOUNT_CHANGED, ACCOUNT_OPENED, type AccountFacts, CUSTOMER_SOURCE } from '@quayside/customer/events';
import { insertRows } from '@quayside/shared/db/bulk';
import type { Database } from '@quayside/shared/db/database';
import { oneOf } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import { followTenantScopes } from '@quayside/shared/db/tenant-scope-consumer';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume } from '@quayside/shared/events/inbox';
import { FILE_STORED, type FileStored, SHIPMENT_SOURCE, type ShipmentFacts } from '@quayside/shipment/events';
import type { EntityManager } from 'typeorm';
import { SERVICE_SOURCE } from '../events.ts';
import { type ShipmentEntry, sameEntry, toShipmentEntry } from './directory.ts';
import { accountDirectoryTable, contractTermsTable, fileDirectoryTable, shipmentDirectoryTable } from './table.ts';

const ACCOUNT_EVENTS: readonly string[] = [ACCOUNT_OPENED, ACCOUNT_CHANGED];
const CONTRACT_EVENTS: readonly string[] = [CONTRACT_ACTIVATED, CONTRACT_AMENDED, CONTRACT_TERMINATED];

/** Keeps what this subgraph needs to know of the others, without asking them while it works. */
export async function startConsumers(db: Database, bus: EventBus): Promise<readonly BusSubscription[]> {
  const follow = (source: string, handle: (em: EntityManager, event: EventEnvelope) => Promise<void>) =>
    consume({ name: `${SERVICE_SOURCE}-directory`, source, db, bus, handle });
  return [
    await followTenantScopes({ name: SERVICE_SOURCE, db, bus }),
    await follow(CUSTOMER_SOURCE, noteAccount),
    await follow(CONTRACT_SOURCE, noteContract),
    await consume({
      name: `${SERVICE_SOURCE}-directory`,
      source: SHIPMENT_SOURCE,
      db,
      bus,
      handle: (em, event) => noteShipments(em, [event]),
      handleAll: noteShipments,
    }),
  ];
}

async function noteAccount(em: EntityManager, event: EventEnvelope): Promise<void> {
  if (!ACCOUNT_EVENTS.includes(event.type)) return;
  const { accountId, name, accountManagerId } = event.data as AccountFacts;
  await em.getRepository(accountDirectoryTable).upsert({ accountId, name, accountManagerId }, ['accountId']);
}

async function noteContract(em: EntityManager, event: EventEnvelope): Promise<void> {
  if (!CONTRACT_EVENTS.includes(event.type)) return;
  const terms = event.data as ContractTerms;
  const { contractId, accountId } = terms;
  await em.getRepository(contractTermsTable).upsert({ contractId, accountId, terms }, ['contractId']);
}

const entries = rowReader(shipmentDirectoryTable);

/** What many events tell of a shipment in the end is all that is kept. */
async function noteShipments(em: EntityManager, events: readonly EventEnvelope[]): Promise<void> {
  const told = new Map<string, ShipmentEntry>();
  for (const { type, data } of events) {
    if (type === FILE_STORED) await noteFile(em, data as FileStored);
    const facts = data as Partial<ShipmentFacts>;
    if (isComplete(facts)) told.set(facts.shipmentId, toShipmentEntry(facts));
  }
  if (told.size === 0) return;
  const known = new Map(
    (await entries(em, oneOf('t.shipment_id', 'ids', [...told.keys()]))).map((entry) => [entry.shipmentId, entry]),
  );
  await insertRows(
    em,
    shipmentDirectoryTable,
    [...told.values()].filter(({ shipmentId }) => !known.has(shipmentId)),
  );
  for (const after of told.values()) {
    const before = known.get(after.shipmentId);
    if (before && !sameEntry(before, after))
      await em.getRepository(shipmentDirectoryTable).update({ shipmentId: after.shipmentId }, after);
  }
}

async function noteFile(em: EntityManager, facts: FileStored): Promise<void> {
  const { fileId, accountId, linkedShipmentId, uploadedBy, mediaType } = facts;
  const entry = { fileId, accountId, linkedShipmentId, uploadedBy, mediaType };
  await em.getRepository(fileDirectoryTable).upsert(entry, ['fileId']);
}

// A revoked link travels on the same source without facts of a shipment.
const isComplete = (facts: Partial<ShipmentFacts>): facts is ShipmentFacts =>
  facts.shipmentId !== undefined && facts.accountId !== undefined && facts.state !== undefined;
