import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { ItemPack } from './pack.ts';
import { itemPackTable } from './table.ts';

const packs = rowReader(itemPackTable);

/** Enough for a page; an order asks for its own items by name. */
const MOST_PACKS = 500;

/** What is known of the units of some items of an account, or with null of all, within reach. */
export const packsOf = (
  em: EntityManager,
  viewer: Viewer,
  accountId: string,
  skus: readonly string[] | null,
): Promise<ItemPack[]> =>
  packs(
    em,
    allOf([
      equals('t.account_id', 'account', accountId),
      oneOf('t.sku', 'skus', skus && [...new Set(skus)]),
      withinReach(viewer, { account: 't.account_id' }),
    ]),
    skus ? 'ORDER BY t.sku, t.unit' : `ORDER BY t.sku, t.unit LIMIT ${MOST_PACKS}`,
  );

/** Says how much a unit holds; the last word counts. */
export async function savePack(em: EntityManager, pack: ItemPack): Promise<void> {
  const { accountId, sku, unit, quantity, holdsUnit } = pack;
  const repository = em.getRepository(itemPackTable);
  const where = { accountId, sku, unit };
  if (await repository.existsBy(where)) await repository.update(where, { quantity, holdsUnit });
  else await repository.insert(pack);
}
