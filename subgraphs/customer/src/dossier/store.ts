import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, oneOf } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { Dossier } from './dossier.ts';
import { dossierTable } from './table.ts';

const read = rowReader(dossierTable);

/** Dossiers of accounts within reach. */
export const findDossiers = (em: EntityManager, viewer: Viewer, accountIds: readonly string[]): Promise<Dossier[]> =>
  read(em, allOf([oneOf('t.id', 'ids', accountIds), withinReach(viewer, { account: 't.id' })]));

/**
 * Keeps a dossier that was read in its version; 0 for the first.
 * @throws AppError CONFLICT when somebody else was faster.
 */
export async function saveDossier(em: EntityManager, dossier: Dossier): Promise<Dossier> {
  const saved = { ...dossier, version: dossier.version + 1 };
  if (dossier.version === 0) await insertRows(em, dossierTable, [saved]);
  else await guardedUpdate(em, dossierTable, dossier, dossier);
  return saved;
}
