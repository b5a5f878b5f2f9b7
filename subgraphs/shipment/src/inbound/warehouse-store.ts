import { allOf, equals } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { warehouseNameTable } from './table.ts';
import type { WarehouseName } from './warehouse-name.ts';

const names = rowReader(warehouseNameTable);

/** What an account calls a warehouse by a code, within reach; null for a code that came with no name yet. */
export async function nameOfCode(
  em: EntityManager,
  viewer: Viewer,
  accountId: string,
  code: string,
): Promise<string | null> {
  const where = allOf([
    equals('t.account_id', 'account', accountId),
    equals('t.code', 'code', code),
    withinReach(viewer, { account: 't.account_id' }),
  ]);
  return (await names(em, where))[0]?.name ?? null;
}

/** Remembers the name that came with a code; the last word counts. */
export async function rememberName(em: EntityManager, { accountId, code, name }: WarehouseName): Promise<void> {
  const repository = em.getRepository(warehouseNameTable);
  const known = await repository.findOneBy({ accountId, code });
  if (!known) await repository.insert({ accountId, code, name });
  else if (known.name !== name) await repository.update({ accountId, code }, { name });
}
