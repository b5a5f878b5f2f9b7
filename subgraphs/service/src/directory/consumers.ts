import {
  CONTRACT_ACTIVATED,
  CONTRACT_AMENDED,
  CONTRACT_SOURCE,
  CONTRACT_TERMINATED,
  type ContractTerms,
} from '@quayside/contract/events';
import { INVOICE_ISSUED, type InvoiceIssued } from '@quayside/contract/money-events';
import {
  ACCOUNT_CHANGED,
  ACCOUNT_OPENED,
  type AccountFacts,
  CUSTOMER_SOURCE,
  MEMBER_CHANGED,
} from '@quayside/customer/events';
import { insertRows, updateWhere } from '@quayside/shared/db/bulk';
import type { Database } from '@quayside/shared/db/database';
import type { PathColumn } from '@quayside/shared/db/move-paths';
import { oneOf } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import { followTenantScopes } from '@quayside/shared/db/tenant-scope-consumer';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { type Consumer, consume, each, ofTypes } from '@quayside/shared/events/inbox';
import { FILE_STORED, type FileStored, SHIPMENT_SOURCE, type ShipmentFacts } from '@quayside/shipment/events';
import type { EntityManager } from 'typeorm';
import { SERVICE_SOURCE } from '../events.ts';
import { type FileEntry, type ShipmentEntry, sameEntry, toShipmentEntry } from './directory.ts';
import type { MemberEntry } from './member.ts';
import {
  accountDirectoryTable,
  contractTermsTable,
  fileDirectoryTable,
  invoiceDirectoryTable,
  memberDirectoryTable,
  shipmentDirectoryTable,
} from './table.ts';

/** What is kept here by the paths of units. */
const PATHS: readonly PathColumn[] = [
  { table: 'work_day', column: 'branch' },
  { table: 'work_order', column: 'branch' },
  { table: 'defect', column: 'unit_path' },
  { table: 'review_draw', column: 'unit_path' },
];

/** Keeps what this subgraph needs to know of the others, without asking them while it works. */
export async function startConsumers(db: Database, bus: EventBus): Promise<readonly BusSubscription[]> {
  type Part = Pick<Consumer, 'source' | 'concerns' | 'handle'>;
  const follow = (part: Part, name = `${SERVICE_SOURCE}-directory`) => consume({ name, db, bus, ...part });
  const ofAccounts = ofTypes(ACCOUNT_OPENED, ACCOUNT_CHANGED);
  const ofContracts = ofTypes(CONTRACT_ACTIVATED, CONTRACT_AMENDED, CONTRACT_TERMINATED);
  const ofMembers = { source: CUSTOMER_SOURCE, concerns: ofTypes(MEMBER_CHANGED), handle: each(noteMember) };
  const ofInvoices = { source: CONTRACT_SOURCE, concerns: ofTypes(INVOICE_ISSUED), handle: noteInvoices };
  return [
    await followTenantScopes({ name: SERVICE_SOURCE, db, bus, paths: PATHS }),
    await follow({ source: CUSTOMER_SOURCE, concerns: ofAccounts, handle: each(noteAccount) }),
    // By a name of its own: an inbox that has read past them in an older version reads the log again for members.
    await follow(ofMembers, `${SERVICE_SOURCE}-members`),
    await follow({ source: CONTRACT_SOURCE, concerns: ofContracts, handle: each(noteContract) }),
    await follow(ofInvoices, `${SERVICE_SOURCE}-invoices`),
    await follow({ source: SHIPMENT_SOURCE, handle: noteShipments }),
  ];
}

async function noteAccount(em: EntityManager, event: EventEnvelope): Promise<void> {
  const { accountId, name, accountManagerId, region = null } = event.data as AccountFacts;
  await em.getRepository(accountDirectoryTable).upsert({ accountId, name, accountManagerId, region }, ['accountId']);
}

async function noteMember(em: EntityManager, event: EventEnvelope): Promise<void> {
  const facts = event.data as MemberEntry;
  const { memberId, name, email, role, accountId, unitPath, locale, timeZone, active, scopes } = facts;
  const { permissions = null, data = null } = facts;
  const entry = {
    memberId,
    name,
    email,
    role,
    accountId,
    unitPath,
    locale,
    timeZone,
    active,
    scopes,
    permissions,
    data,
  };
  await em.getRepository(memberDirectoryTable).upsert(entry, ['memberId']);
}

async function noteContract(em: EntityManager, event: EventEnvelope): Promise<void> {
  const terms = event.data as ContractTerms;
  const { contractId, accountId } = terms;
  await em.getRepository(contractTermsTable).upsert({ contractId, accountId, terms }, ['contractId']);
}

async function noteInvoices(em: EntityManager, events: readonly EventEnvelope[]): Promise<void> {
  const issued = events.map(({ data }) => data as InvoiceIssued);
  const entries = issued.map(({ invoiceId, accountId }) => ({ invoiceId, accountId }));
  await em.getRepository(invoiceDirectoryTable).upsert(entries, ['invoiceId']);
}

const entries = rowReader(shipmentDirectoryTable);

/** What many events tell of a shipment in the end is all that is kept. */
async function noteShipments(em: EntityManager, events: readonly EventEnvelope[]): Promise<void> {
  const told = new Map<string, ShipmentEntry>();
  const files = new Map<string, FileEntry>();
  for (const { type, data } of events) {
    if (type === FILE_STORED) {
      const { fileId, accountId, linkedShipmentId, uploadedBy, mediaType } = data as FileStored;
      files.set(fileId, { fileId, accountId, linkedShipmentId, uploadedBy, mediaType });
      continue;
    }
    const facts = data as Partial<ShipmentFacts>;
    if (isComplete(facts)) told.set(facts.shipmentId, toShipmentEntry(facts));
  }
  if (files.size > 0) await em.getRepository(fileDirectoryTable).upsert([...files.values()], ['fileId']);
  if (told.size > 0) await keep(em, told);
}

async function keep(em: EntityManager, told: ReadonlyMap<string, ShipmentEntry>): Promise<void> {
  const rows = await entries(em, oneOf('t.shipment_id', 'ids', [...told.keys()]));
  const known = new Map(rows.map((entry) => [entry.shipmentId, entry]));
  const strange = [...told.values()].filter(({ shipmentId }) => !known.has(shipmentId));
  await insertRows(em, shipmentDirectoryTable, strange);
  for (const after of told.values()) {
    const before = known.get(after.shipmentId);
    if (!before || sameEntry(before, after)) continue;
    const { shipmentId, ...change } = after;
    await updateWhere(em, shipmentDirectoryTable, change, { shipmentId });
  }
}

// A revoked link travels on the same source without facts of a shipment.
const isComplete = (facts: Partial<ShipmentFacts>): facts is ShipmentFacts =>
  facts.shipmentId !== undefined && facts.accountId !== undefined && facts.state !== undefined;
