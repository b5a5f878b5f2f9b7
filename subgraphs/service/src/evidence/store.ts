import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { EvidenceItem, EvidencePack, HeldItem } from './evidence.ts';
import { type EvidenceTextRow, evidenceItemTable, evidencePackTable, evidenceTextTable } from './table.ts';

const readPacks = rowReader(evidencePackTable);
const readItems = rowReader(evidenceItemTable);
const readTexts = rowReader(evidenceTextTable);

const inReach = (viewer: Viewer) => withinReach(viewer, { account: 't.account_id' });

/** The packs of claims, the one of the filing first. */
export const packsOf = (em: EntityManager, viewer: Viewer, claimIds: readonly string[]): Promise<EvidencePack[]> =>
  readPacks(em, allOf([oneOf('t.claim_id', 'ids', claimIds), inReach(viewer)]), 'ORDER BY t.claim_id, t.pack_number');

/** One pack. */
export async function findPack(em: EntityManager, viewer: Viewer, id: string): Promise<EvidencePack | null> {
  const [pack] = await readPacks(em, allOf([equals('t.id', 'id', id), inReach(viewer)]));
  return pack ?? null;
}

/** Packs after an id, for the walk of an administrator. */
export const packsAfter = (em: EntityManager, viewer: Viewer, id: string, count: number): Promise<EvidencePack[]> =>
  readPacks(
    em,
    allOf([{ sql: 't.id > :after', parameters: { after: id } }, inReach(viewer)]),
    `ORDER BY t.id LIMIT ${count}`,
  );

/** What waits to be gathered; the earlier of a claim first. */
export const waitingPacks = (em: EntityManager, viewer: Viewer, count: number): Promise<EvidencePack[]> =>
  readPacks(em, allOf([equals('t.state', 'state', 'ASSEMBLING'), inReach(viewer)]), `ORDER BY t.id LIMIT ${count}`);

/** The packs of claims about a shipment that have one already. */
export const packsOfShipment = (em: EntityManager, viewer: Viewer, shipmentId: string): Promise<EvidencePack[]> =>
  readPacks(
    em,
    allOf([equals('t.shipment_id', 'shipment', shipmentId), inReach(viewer)]),
    'ORDER BY t.claim_id, t.pack_number',
  );

/** Opens a pack. */
export const insertPack = (em: EntityManager, pack: EvidencePack): Promise<void> =>
  insertRows(em, evidencePackTable, [pack]);

/**
 * Freezes a pack with its items and texts, in the caller's transaction.
 * @throws AppError CONFLICT when somebody else was faster.
 */
export async function freezePack(
  em: EntityManager,
  pack: EvidencePack,
  frozen: { readonly items: readonly HeldItem[]; readonly manifest: string },
): Promise<void> {
  await guardedUpdate(em, evidencePackTable, pack, pack);
  await insertRows(
    em,
    evidenceItemTable,
    frozen.items.map(({ content: _, ...item }) => item),
  );
  const texts = frozen.items.flatMap(({ id, content }) => (content === null ? [] : partsOf(pack.id, id, content)));
  await insertRows(em, evidenceTextTable, [...texts, ...partsOf(pack.id, pack.id, frozen.manifest)]);
}

/** Takes back a supplement that found nothing new; a frozen pack stays whatever happens. */
export const dropWaitingPack = (em: EntityManager, pack: EvidencePack): Promise<number> =>
  changeRows(em, `DELETE FROM evidence_pack WHERE id = :id AND version = :version AND state = 'ASSEMBLING'`, {
    id: pack.id,
    version: pack.version,
  });

/** The items of packs in their order. */
export const itemsOf = (em: EntityManager, viewer: Viewer, packIds: readonly string[]): Promise<EvidenceItem[]> =>
  readItems(em, allOf([oneOf('t.pack_id', 'ids', packIds), inReach(viewer)]), 'ORDER BY t.pack_id, t.pack_position');

/** The texts of owners that the caller has found to be within reach: items, or packs for their manifests. */
export async function textsOf(em: EntityManager, ownerIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await readTexts(em, oneOf('t.owner_id', 'ids', ownerIds), 'ORDER BY t.owner_id, t.part');
  const texts = new Map<string, string>();
  for (const { ownerId, text } of rows) texts.set(ownerId, (texts.get(ownerId) ?? '') + text);
  return texts;
}

/** The texts of a pack's items above a position, which the caller has found to be within reach. */
export async function textsAfter(
  em: EntityManager,
  pack: EvidencePack,
  { after, first }: { readonly after: number; readonly first: number },
): Promise<{ position: number; text: string }[]> {
  const where = allOf([
    equals('t.pack_id', 'pack', pack.id),
    equals('t.stored', 'stored', 'TEXT'),
    { sql: 't.pack_position > :after', parameters: { after } },
  ]);
  const items = await readItems(em, where, `ORDER BY t.pack_position LIMIT ${first}`);
  const texts = await textsOf(
    em,
    items.map(({ id }) => id),
  );
  return items.map(({ id, position }) => ({ position, text: texts.get(id) ?? '' }));
}

/** Characters of a part: four bytes each would still fit into MySQL's TEXT. */
const PART = 15_000;

function partsOf(packId: string, ownerId: string, text: string): EvidenceTextRow[] {
  const rows: EvidenceTextRow[] = [];
  for (let from = 0, part = 0; from < text.length; part++) {
    let end = Math.min(text.length, from + PART);
    // A pair of surrogates is one character, and no half of it survives UTF-8.
    if (end < text.length && /[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end--;
    rows.push({ id: `${ownerId}-${part}`, ownerId, packId, part, text: text.slice(from, end) });
    from = end;
  }
  return rows;
}
