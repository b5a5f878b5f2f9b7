import type { ContractTerms } from '@quayside/contract/events';
import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { afterPrefix, tenantScopeTable, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import { type EntityManager, In } from 'typeorm';
import type { AccountEntry, FileEntry, ShipmentEntry } from './directory.ts';
import type { MemberEntry } from './member.ts';
import {
  accountDirectoryTable,
  contractTermsTable,
  fileDirectoryTable,
  invoiceDirectoryTable,
  memberDirectoryTable,
  shipmentDirectoryTable,
} from './table.ts';

const readShipments = rowReader(shipmentDirectoryTable);

/** A shipment that the viewer may see; the holder of a tracking link sees the one of the link. */
export async function findShipment(em: EntityManager, viewer: Viewer, id: string): Promise<ShipmentEntry | null> {
  const inReach = withinReach(viewer, { account: 't.account_id', shipment: 't.shipment_id' });
  const [entry] = await readShipments(em, allOf([equals('t.shipment_id', 'id', id), inReach]));
  return entry ?? null;
}

/** Lets no other step that asks for it touch what belongs to the shipment before this transaction ends. */
export const lockShipment = (em: EntityManager, shipmentId: string): Promise<number> =>
  changeRows(em, 'UPDATE shipment_directory SET state = state WHERE shipment_id = :shipmentId', { shipmentId });

/** Facts about an account that the caller has found to be within reach; null until its first event has arrived. */
export const findAccount = (em: EntityManager, accountId: string): Promise<AccountEntry | null> =>
  em.getRepository(accountDirectoryTable).findOneBy({ accountId });

/** The terms of all contracts of an account that the caller has found to be within reach. */
export async function termsOf(em: EntityManager, accountId: string): Promise<ContractTerms[]> {
  const entries = await em.getRepository(contractTermsTable).findBy({ accountId });
  return entries.map((entry) => entry.terms);
}

/** The same of several accounts at once. */
export async function termsOfAccounts(em: EntityManager, accountIds: readonly string[]): Promise<ContractTerms[]> {
  const entries = await em.getRepository(contractTermsTable).findBy({ accountId: In([...accountIds]) });
  return entries.map((entry) => entry.terms);
}

/** Whether the invoice was issued to this account. */
export const isInvoiceOf = (em: EntityManager, accountId: string, invoiceId: string): Promise<boolean> =>
  em.getRepository(invoiceDirectoryTable).existsBy({ accountId, invoiceId });

/** The terms of the contracts of all customers of a unit and the units below it. */
export async function termsBelow(em: EntityManager, path: string): Promise<ContractTerms[]> {
  const entries = await readTerms(em, {
    sql: `t.account_id IN (SELECT ts.account_id FROM tenant_scope ts WHERE ts.path >= :path AND ts.path < :end)`,
    parameters: { path, end: afterPrefix(path) },
  });
  return entries.map(({ terms }) => terms);
}

/** Path of the branch that answers for an account; null until its first event has arrived. */
export const branchOf = async (em: EntityManager, accountId: string): Promise<string | null> =>
  (await em.getRepository(tenantScopeTable).findOneBy({ accountId }))?.path ?? null;

/** Those of the files that this subgraph has heard of; which of them somebody may use, a rule says. */
export const findFiles = (em: EntityManager, fileIds: readonly string[]): Promise<FileEntry[]> =>
  em.getRepository(fileDirectoryTable).findBy({ fileId: In([...fileIds]) });

const readTerms = rowReader(contractTermsTable);
const readMembers = rowReader(memberDirectoryTable);

/** Members by id, active or not; what they may see, a rule says. */
export const findMemberEntries = (em: EntityManager, ids: readonly string[]): Promise<MemberEntry[]> =>
  readMembers(em, oneOf('t.member_id', 'ids', ids));

/** Active members with this address, in any case of letters. */
export const findMembersByAddress = (em: EntityManager, address: string): Promise<MemberEntry[]> =>
  readMembers(
    em,
    { sql: 't.active = 1 AND LOWER(t.email) = :address', parameters: { address: address.toLowerCase() } },
    'ORDER BY t.member_id LIMIT 20',
  );

const SUPERIORS = ['SALES_HEAD', 'EXECUTIVE', 'ADMINISTRATOR'];

/** Active people whom news of an account can concern: its own, those who are named, and the heads above its branch. */
export const findConcerned = (
  em: EntityManager,
  { accountId, branchPath, named }: { accountId: string; branchPath: string | null; named: readonly string[] },
): Promise<MemberEntry[]> =>
  readMembers(em, {
    sql: `t.active = 1 AND (t.account_id = :accountId OR t.member_id IN :named
      OR (t.role IN :superiors AND SUBSTR(:branchPath, 1, LENGTH(t.unit_path)) = t.unit_path))`,
    parameters: { accountId, named, superiors: SUPERIORS, branchPath: branchPath ?? '' },
  });

/** Active members of the company above or at a branch, and of the account: those who may be mentioned. */
export const findWithin = (
  em: EntityManager,
  { accountId, branchPath }: { accountId: string; branchPath: string | null },
): Promise<MemberEntry[]> =>
  readMembers(
    em,
    {
      sql: `t.active = 1 AND (t.account_id = :accountId
        OR (t.unit_path IS NOT NULL AND SUBSTR(:branchPath, 1, LENGTH(t.unit_path)) = t.unit_path))`,
      parameters: { accountId, branchPath: branchPath ?? '' },
    },
    'ORDER BY t.name, t.member_id LIMIT 500',
  );
