import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { ItemPack } from './pack.ts';
import { itemPackTable } from './table.ts';

const packs = rowReader(itemPackTable);

/** What is known of the units of some items of an account, within reach. */
export const packsOf = (
  em: EntityManager,
  viewer: Viewer,
  accountId: string,
  skus: readonly string[],
): Promise<ItemPack[]> =>
  packs(
    em,
    allOf([
      equals('t.account_id', 'account', accountId),
      oneOf('t.sku', 'skus', [...new Set(skus)]),
      withinReach(viewer, { account: 't.account_id' }),
    ]),
    'ORDER BY t.sku, t.unit',
  );

/** Says how much a unit holds; the last word counts. */
export async function savePack(em: EntityManager, pack: ItemPack): Promise<void> {
  const { accountId, sku, unit, quantity, holdsUnit } = pack;
  const repository = em.getRepository(itemPackTable);
  const where = { accountId, sku, unit };
  if (await repository.existsBy(where)) await repository.update(where, { quantity, holdsUnit });
  else await repository.insert(pack);
}
