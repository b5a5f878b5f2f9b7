import { insertRows } from '@quayside/shared/db/bulk';
import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { mayReadStock } from './policy.ts';
import type { Share } from './reservation.ts';
import type { StockAdjustment, StockMovement } from './stock.ts';
import { reservationTable, stockAdjustmentTable, stockMovementTable } from './table.ts';

const movements = rowReader(stockMovementTable);
const adjustments = rowReader(stockAdjustmentTable);
const reservations = rowReader(reservationTable);

const inReach = (viewer: Viewer): Predicate => withinReach(viewer, { account: 't.account_id' });
const visible = (viewer: Viewer): Predicate =>
  mayReadStock(viewer) ? inReach(viewer) : { sql: '1 = 0', parameters: {} };

/** The newest movements of several rows at once, so many of each. */
export function readMovements(
  em: EntityManager,
  viewer: Viewer,
  stockIds: readonly string[],
  first: number,
): Promise<StockMovement[]> {
  const newest = `t.id IN (SELECT ranked.id FROM (
    SELECT m.id AS id, ROW_NUMBER() OVER (PARTITION BY m.stock_id ORDER BY m.happened_at DESC, m.id DESC) AS place
    FROM stock_movement m WHERE m.stock_id IN :rows) ranked WHERE ranked.place <= :first)`;
  const where = allOf([
    oneOf('t.stock_id', 'ids', stockIds),
    visible(viewer),
    { sql: newest, parameters: { rows: [...stockIds], first } },
  ]);
  return movements(em, where, 'ORDER BY t.happened_at DESC, t.id DESC');
}

/** What several adjustments changed, in the order in which they did. */
export const readAdjusted = (
  em: EntityManager,
  viewer: Viewer,
  adjustmentIds: readonly string[],
): Promise<StockMovement[]> =>
  movements(em, allOf([oneOf('t.adjustment_id', 'ids', adjustmentIds), visible(viewer)]), 'ORDER BY t.id');

/** Those of the ids that the viewer may see. */
export const findAdjustments = (
  em: EntityManager,
  viewer: Viewer,
  ids: readonly string[],
): Promise<StockAdjustment[]> => adjustments(em, allOf([oneOf('t.id', 'ids', ids), visible(viewer)]));

/** Keeps changes of what is on hand. */
export const insertMovements = (em: EntityManager, made: readonly StockMovement[]): Promise<void> =>
  insertRows(em, stockMovementTable, made);

/** Keeps a correction. */
export const insertAdjustment = (em: EntityManager, adjustment: StockAdjustment): Promise<void> =>
  insertRows(em, stockAdjustmentTable, [adjustment]);

/** What an order holds. */
export const readReservations = (em: EntityManager, viewer: Viewer, shipmentId: string): Promise<Share[]> =>
  reservations(em, allOf([equals('t.shipment_id', 'shipment', shipmentId), inReach(viewer)]), 'ORDER BY t.id');

/** Keeps what is set aside for an order. */
export const insertReservations = (
  em: EntityManager,
  owner: { readonly shipmentId: string; readonly accountId: string },
  shares: readonly (Share & { readonly id: string })[],
): Promise<void> =>
  insertRows(
    em,
    reservationTable,
    shares.map((share) => ({ ...share, ...owner })),
  );

/** An order holds nothing any more. */
export async function deleteReservations(
  em: EntityManager,
  owner: { readonly shipmentId: string; readonly accountId: string },
): Promise<void> {
  const sql = 'DELETE FROM stock_reservation WHERE shipment_id = :shipmentId AND account_id = :accountId';
  await changeRows(em, sql, owner);
}
