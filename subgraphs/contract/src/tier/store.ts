import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { EVERYTHING, equals } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import { isStaff, type Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { type TierRow, tierTable } from './table.ts';
import type { OfferedTier } from './tier.ts';

const read = rowReader(tierTable);

const toTier = ({ grants, ...row }: TierRow): OfferedTier => ({ ...row, ...grants });

/** The tiers of the house by name; what is offered to others is nothing for a customer. */
export const listTiers = async (em: EntityManager, viewer: Viewer): Promise<OfferedTier[]> =>
  isStaff(viewer) ? (await read(em, EVERYTHING, 'ORDER BY t.code')).map(toTier) : [];

/** A tier by its code, for a command that has looked at the right to use it. */
export const findTier = async (em: EntityManager, code: string): Promise<OfferedTier | null> =>
  (await read(em, equals('t.code', 'code', code))).map(toTier)[0] ?? null;

/** Keeps a new tier, or the next version of one. @throws AppError CONFLICT when somebody else was faster. */
export async function keepTier(em: EntityManager, tier: OfferedTier, known: OfferedTier | null): Promise<OfferedTier> {
  const { id, code, name, version, ...grants } = tier;
  if (!known) {
    await insertRows(em, tierTable, [{ id, code, name, grants, version }]);
    return tier;
  }
  await guardedUpdate(em, tierTable, known, { name, grants });
  return { ...tier, id: known.id, version: known.version + 1 };
}
