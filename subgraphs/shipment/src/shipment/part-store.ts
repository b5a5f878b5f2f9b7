import { insertRows, updateWhere } from '@quayside/shared/db/bulk';
import { allOf, oneOf } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { type RowReader, rowReader } from '@quayside/shared/db/row-reader';
import { changeRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager, EntitySchema } from 'typeorm';
import type { HandlingUnit, Part, Reference, ShipmentLine, ShipmentParts, Stop } from './parts.ts';
import { handlingUnitTable, lineTable, partyTable, referenceTable, searchTable, stopTable } from './table.ts';

/** Reads the parts of several shipments at once, inside the viewer's reach. */
export type PartReader<P extends Part> = (
  em: EntityManager,
  viewer: Viewer,
  shipmentIds: readonly string[],
) => Promise<P[]>;

/** A reader of one table of parts; `order` such as `t.line_number`. */
export function partReader<P extends Part>(table: EntitySchema<P>, order = 't.id'): PartReader<P> {
  const rows: RowReader<P> = rowReader(table);
  return (em, viewer, shipmentIds) => {
    const reach = withinReach(viewer, { account: 't.account_id', shipment: 't.shipment_id' });
    return rows(em, allOf([oneOf('t.shipment_id', 'ids', shipmentIds), reach]), `ORDER BY ${order}`);
  };
}

/** In the order in which they became known. */
export const readReferences = partReader(referenceTable);
/** In the order of the message. */
export const readParties = partReader(partyTable);
/** By line number. */
export const readLines = partReader(lineTable, 't.line_number');
/** In the order of packing. */
export const readHandlingUnits = partReader(handlingUnitTable);
/** Along the way. */
export const readStops = partReader(stopTable, 't.sequence');

/** Stores what an order brought. */
export async function insertParts(em: EntityManager, parts: ShipmentParts): Promise<void> {
  await insertRows(em, referenceTable, parts.references);
  await insertRows(em, partyTable, parts.parties);
  await insertRows(em, lineTable, parts.lines);
  await insertRows(em, stopTable, parts.stops);
}

/** What a changed tender brings takes the place of what it brought before. */
export async function replaceParts(
  em: EntityManager,
  owner: Pick<Part, 'shipmentId' | 'accountId'>,
  parts: ShipmentParts,
): Promise<void> {
  const mine = { shipmentId: owner.shipmentId, accountId: owner.accountId };
  await em.getRepository(referenceTable).delete(mine);
  await em.getRepository(partyTable).delete(mine);
  await em.getRepository(lineTable).delete(mine);
  await em.getRepository(stopTable).delete(mine);
  await em.getRepository(searchTable).delete(mine);
  await insertParts(em, parts);
}

/** Adds numbers that became known later, such as PRO and BOL. */
export const addReferences = (em: EntityManager, references: readonly Reference[]): Promise<void> =>
  insertRows(em, referenceTable, references);

/** The last packing counts. */
export async function replaceHandlingUnits(
  em: EntityManager,
  owner: Pick<Part, 'shipmentId' | 'accountId'>,
  units: readonly HandlingUnit[],
): Promise<void> {
  await em.getRepository(handlingUnitTable).delete({ shipmentId: owner.shipmentId, accountId: owner.accountId });
  await insertRows(em, handlingUnitTable, units);
}

/** Keeps what stands ready for a line and what was shipped of it. */
export async function updateLine(em: EntityManager, line: ShipmentLine): Promise<void> {
  const sql = `UPDATE shipment_line
    SET shipped_quantity = :shippedQuantity, reserved_quantity = :reservedQuantity, substitute_sku = :substituteSku, lot = :lot
    WHERE id = :id AND account_id = :accountId`;
  const { id, accountId, shippedQuantity, reservedQuantity, substituteSku, lot } = line;
  await changeRows(em, sql, { id, accountId, shippedQuantity, reservedQuantity, substituteSku, lot });
}

/** Keeps what stands ready for a line. */
export async function updateReserved(em: EntityManager, line: ShipmentLine): Promise<void> {
  const sql =
    'UPDATE shipment_line SET reserved_quantity = :reservedQuantity WHERE id = :id AND account_id = :accountId';
  const { id, accountId, reservedQuantity } = line;
  await changeRows(em, sql, { id, accountId, reservedQuantity });
}

/** Nothing stands ready for any line any more. */
export async function clearReserved(em: EntityManager, owner: Pick<Part, 'shipmentId' | 'accountId'>): Promise<void> {
  const mine = 'shipment_id = :shipmentId AND account_id = :accountId AND reserved_quantity IS NOT NULL';
  const { shipmentId, accountId } = owner;
  await changeRows(em, `UPDATE shipment_line SET reserved_quantity = 0 WHERE ${mine}`, { shipmentId, accountId });
}

/** Keeps when a stop was reached and left. */
export async function updateStop(em: EntityManager, stop: Stop): Promise<void> {
  const { id, accountId, arrivedAt, departedAt } = stop;
  await updateWhere(em, stopTable, { arrivedAt, departedAt }, { id, accountId });
}
