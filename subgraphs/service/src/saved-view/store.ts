import { allOf, equals } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { staffMemberId } from '../item/policy.ts';
import type { SavedView } from './saved-view.ts';
import { savedViewTable } from './table.ts';

const read = rowReader(savedViewTable);

/** The viewer's own views, by name: nobody sees those of another. */
export async function viewsOf(em: EntityManager, viewer: Viewer): Promise<SavedView[]> {
  const memberId = staffMemberId(viewer);
  return memberId ? read(em, allOf([equals('t.member_id', 'member', memberId)]), 'ORDER BY t.name, t.id') : [];
}

export async function keepView(em: EntityManager, view: SavedView): Promise<void> {
  await em.getRepository(savedViewTable).save(view);
}

/** @returns false when the viewer has no such view. */
export async function dropView(em: EntityManager, viewer: Viewer, id: string): Promise<boolean> {
  const memberId = staffMemberId(viewer);
  if (!memberId) return false;
  const { affected } = await em.getRepository(savedViewTable).delete({ id, memberId });
  return affected === 1;
}
