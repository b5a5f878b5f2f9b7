import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, unitsWithinReach, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { SENT } from '../item/unsent-store.ts';
import type { QueueItem } from '../queue/queue.ts';
import { queueTable } from '../queue/table.ts';
import { maySeeReviews } from './policy.ts';
import type { Draw, DrawOrder, Review } from './supervision.ts';
import { drawTable, reviewTable } from './table.ts';

const NOBODY: Predicate = { sql: '1 = 0', parameters: {} };

/** Reviews are among the staff: of accounts within reach, and nobody else's. */
const inReach = (viewer: Viewer): Predicate =>
  maySeeReviews(viewer) ? withinReach(viewer, { account: 't.account_id' }) : NOBODY;

/** Draws from the units that the viewer answers for: figures of others are theirs. */
const drawsInReach = (viewer: Viewer): Predicate => unitsWithinReach(viewer, 't.unit_path');

const readDraws = rowReader(drawTable);
const readReviews = rowReader(reviewTable);
const readItems = rowReader(queueTable);

/** Work of a kind that was closed in a period, within reach, by number. Plain numbers of a month or a year. */
export const closedWork = (em: EntityManager, viewer: Viewer, order: DrawOrder): Promise<QueueItem[]> =>
  readItems(
    em,
    allOf([
      equals('t.kind', 'kind', order.kind),
      { sql: 't.closed_at >= :from AND t.closed_at < :to', parameters: { from: order.closedFrom, to: order.closedTo } },
      // Nobody has received a draft: it waits for its writer, and is no work that was done.
      SENT,
      inReach(viewer),
    ]),
    'ORDER BY t.number',
  );

/** Newest first. */
export const drawsOf = (em: EntityManager, viewer: Viewer, most: number): Promise<Draw[]> =>
  readDraws(em, drawsInReach(viewer), `ORDER BY t.id DESC LIMIT ${most}`);

/** The draw with this seed, within reach. */
export const findDraw = async (em: EntityManager, viewer: Viewer, seed: string): Promise<Draw | null> =>
  (await readDraws(em, allOf([equals('t.seed', 'seed', seed), drawsInReach(viewer)])))[0] ?? null;

/** The lots of these draws in their order, as far as their accounts are within reach. */
export const reviewsOf = (em: EntityManager, viewer: Viewer, drawIds: readonly string[]): Promise<Review[]> =>
  readReviews(em, allOf([oneOf('t.draw_id', 'ids', drawIds), inReach(viewer)]), 'ORDER BY t.draw_id, t.position');

export const findReview = async (em: EntityManager, viewer: Viewer, id: string): Promise<Review | null> =>
  (await readReviews(em, allOf([equals('t.id', 'id', id), inReach(viewer)])))[0] ?? null;

/** Reviews of work that was closed in a period, within reach. */
export const reviewsOfPeriod = (em: EntityManager, viewer: Viewer, from: number, to: number): Promise<Review[]> =>
  readReviews(
    em,
    allOf([{ sql: 't.closed_at >= :from AND t.closed_at < :to', parameters: { from, to } }, inReach(viewer)]),
    'ORDER BY t.id',
  );

/** A draw with its lot. */
export async function insertDraw(em: EntityManager, draw: Draw, lot: readonly Review[]): Promise<void> {
  await insertRows(em, drawTable, [draw]);
  await insertRows(em, reviewTable, lot);
}

/** @throws AppError CONFLICT when somebody else was faster. */
export async function saveReview(em: EntityManager, review: Review): Promise<Review> {
  await guardedUpdate(em, reviewTable, review, review);
  return { ...review, version: review.version + 1 };
}
