import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { recordsOf } from '../audit/store.ts';
import type { FrozenPack } from './check.ts';
import { findPack, itemsOf, textsOf } from './store.ts';

const TEXTS_AT_ONCE = 500;

/** A frozen pack with all that it is checked against; null when it is out of reach or still gathers. */
export async function frozenPack(em: EntityManager, viewer: Viewer, id: string): Promise<FrozenPack | null> {
  const pack = await findPack(em, viewer, id);
  if (pack?.state !== 'FROZEN') return null;
  const items = await itemsOf(em, viewer, [id]);
  const texts = await textsOf(em, [id]);
  for (let from = 0; from < items.length; from += TEXTS_AT_ONCE) {
    const ids = items.slice(from, from + TEXTS_AT_ONCE).map((item) => item.id);
    for (const [owner, text] of await textsOf(em, ids)) texts.set(owner, text);
  }
  const { accountId, auditSeq } = pack;
  const place = { accountId, book: 'ACCOUNT', afterSeq: (auditSeq ?? 0) - 1, first: 1 } as const;
  const [record] = await recordsOf(em, viewer, place);
  return {
    pack,
    manifest: texts.get(id) ?? '',
    items: items.map((item) => ({ ...item, content: item.stored === 'TEXT' ? (texts.get(item.id) ?? '') : null })),
    sealing: record?.seq === auditSeq ? record : null,
  };
}
