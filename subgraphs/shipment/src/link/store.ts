import { insertRows } from '@quayside/shared/db/bulk';
import { allOf, equals } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { partReader } from '../shipment/part-store.ts';
import type { DeliveryInstruction, TrackingLink } from './link.ts';
import { instructionTable, linkTable } from './table.ts';

const links = rowReader(linkTable);

/** Links of shipments, dead ones as well. */
export const readLinks = partReader(linkTable);
/** In the order in which they were given. */
export const readInstructions = partReader(instructionTable);

/** A link of a shipment in reach. */
export async function findLink(em: EntityManager, viewer: Viewer, id: string): Promise<TrackingLink | null> {
  const reach = withinReach(viewer, { account: 't.account_id', shipment: 't.shipment_id' });
  const [link] = await links(em, allOf([equals('t.id', 'id', id), reach]));
  return link ?? null;
}

/** By the hash of its token: for the product itself, which does not know yet whose the token is. */
/** A link of a shipment in reach. */
export async function findLinkByHash(em: EntityManager, viewer: Viewer, hash: string): Promise<TrackingLink | null> {
  const reach = withinReach(viewer, { account: 't.account_id', shipment: 't.shipment_id' });
  const [link] = await links(em, allOf([equals('t.token_hash', 'hash', hash), reach]));
  return link ?? null;
}

/** Keeps a new link. */
export const insertLink = (em: EntityManager, link: TrackingLink): Promise<void> => insertRows(em, linkTable, [link]);

/** From now on the link opens nothing. */
export async function markRevoked(em: EntityManager, link: TrackingLink, revokedAt: number): Promise<void> {
  await em.getRepository(linkTable).update({ id: link.id, accountId: link.accountId }, { revokedAt });
}

/** Somebody has followed the link. */
export async function markUsed(em: EntityManager, link: TrackingLink, lastUsedAt: number): Promise<void> {
  await em.getRepository(linkTable).update({ id: link.id, accountId: link.accountId }, { lastUsedAt });
}

/** Keeps an instruction. */
export const insertInstruction = (em: EntityManager, instruction: DeliveryInstruction): Promise<void> =>
  insertRows(em, instructionTable, [instruction]);
