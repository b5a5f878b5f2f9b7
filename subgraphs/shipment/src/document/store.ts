import { insertRows } from '@quayside/shared/db/bulk';
import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { insertOnce } from '../shipment/insert-once.ts';
import { partReader } from '../shipment/part-store.ts';
import { mayReadShipments } from '../shipment/policy.ts';
import type { ShipmentDocument, StoredFile } from './document.ts';
import { documentTable, storedFileTable } from './table.ts';

const files = rowReader(storedFileTable);

/** Documents of shipments, oldest first. */
export const readDocuments = partReader(documentTable);

/**
 * A file belongs to an account; until it does, to the member of the staff who uploaded it. The holder of a tracking
 * link sees what came through this very link.
 */
function mine(viewer: Viewer): Predicate {
  const uploaded = { sql: 't.uploaded_by = :uploader', parameters: { uploader: viewer.id } };
  const reach = withinReach(viewer, { account: 't.account_id', shipment: 't.shipment_id' });
  if (viewer.kind === 'system') return reach;
  if (viewer.kind === 'link') return allOf([reach, uploaded]);
  if (!mayReadShipments(viewer)) return uploaded;
  return {
    sql: `(${reach.sql} OR (t.account_id IS NULL AND ${uploaded.sql}))`,
    parameters: { ...reach.parameters, ...uploaded.parameters },
  };
}

/** A stored file that the viewer may fetch. */
export async function findFile(em: EntityManager, viewer: Viewer, id: string): Promise<StoredFile | null> {
  const [file] = await files(em, allOf([equals('t.id', 'id', id), mine(viewer)]));
  return file ?? null;
}

/** Those of the files that the viewer may fetch. */
export const findFiles = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<StoredFile[]> =>
  files(em, allOf([oneOf('t.id', 'ids', ids), mine(viewer)]), 'ORDER BY t.id');

/** Notes an upload. */
export const insertFile = (em: EntityManager, file: StoredFile): Promise<void> =>
  insertRows(em, storedFileTable, [file]);

/** From now on everybody in the account's reach may fetch it. */
export async function giveFileToAccount(em: EntityManager, file: StoredFile, accountId: string): Promise<void> {
  await em.getRepository(storedFileTable).update({ id: file.id }, { accountId });
}

/** Gives a file its role. */
export const insertDocument = (em: EntityManager, document: ShipmentDocument): Promise<void> =>
  insertOnce(em, documentTable, document);
