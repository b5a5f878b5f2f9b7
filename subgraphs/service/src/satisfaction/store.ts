import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, oneOf } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { Rating } from './rating.ts';
import { ratingTable } from './table.ts';

const read = rowReader(ratingTable);

/** The rating of each shipment in reach. */
export function ratingsOf(em: EntityManager, viewer: Viewer, shipmentIds: readonly string[]): Promise<Rating[]> {
  const inReach = withinReach(viewer, { account: 't.account_id', shipment: 't.shipment_id' });
  return read(em, allOf([oneOf('t.shipment_id', 'ids', shipmentIds), inReach]));
}

/** The first verdict on a shipment. */
export const insertRating = (em: EntityManager, rating: Rating): Promise<void> => insertRows(em, ratingTable, [rating]);

/** @throws AppError CONFLICT when somebody else was faster. */
export async function replaceRating(
  em: EntityManager,
  before: Rating,
  rating: Omit<Rating, 'version'>,
): Promise<Rating> {
  await guardedUpdate(em, ratingTable, before, rating);
  return { ...rating, version: before.version + 1 };
}
