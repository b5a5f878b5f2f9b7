import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { Measure } from '../pack/pack.ts';
import { clearReserved, readParties } from '../shipment/part-store.ts';
import type { Party, ShipmentLine } from '../shipment/parts.ts';
import type { Shipment } from '../shipment/shipment.ts';
import { deleteReservations, insertReservations, readReservations } from './movement-store.ts';
import {
  allocate,
  heldOf,
  type Item,
  type Need,
  namedAmong,
  richestFor,
  type Share,
  takeShares,
  total,
  wholeUnits,
} from './reservation.ts';
import { announceStock, type Cause, type Posting, post } from './save.ts';
import { rounded, type Stock } from './stock.ts';
import { addTo, findForPosting, stockOfItems, warehousesOf } from './store.ts';
import { measuresOf } from './unit-store.ts';

const TRIES = 5;

/**
 * Sets goods aside for the lines of an order, on top of what they have already. A shortage is no refusal: the line
 * then says how much stands ready for it. Lines of items that we do not keep stay as they are.
 */
export async function reserveGoods(
  em: EntityManager,
  ctx: CommandContext,
  shipment: Shipment,
  order: Order,
): Promise<readonly ShipmentLine[]> {
  if (shipment.kind !== 'WAREHOUSE_ORDER' || order.lines.length === 0) return order.lines;
  const read = () => stockOfItems(em, ctx.viewer, shipment.accountId, order.lines);
  const { rows, kept } = await read();
  const measureOf = await measuresOf(em, ctx, shipment.accountId, order.lines, kept);
  const lines = order.lines.flatMap((line) => {
    const measure = measureOf(line);
    return measure ? [{ line, measure }] : [];
  });
  if (lines.length === 0) return order.lines;
  const from = await warehouseOf(em, ctx, shipment, { ...order, lines }, rows);
  const got = await setAside(em, ctx, lines, from, rows, async () => (await read()).rows);
  await insertReservations(em, ownerOf(shipment), got.map(withId));
  await announceStock(em, ctx, [...new Set(got.map((share) => share.stockId))]);
  return order.lines.map((line) => {
    const measured = lines.find((one) => one.line === line);
    if (!measured) return line;
    const more = total(got, line.lineNumber) / measured.measure.factor;
    return { ...line, reservedQuantity: rounded((line.reservedQuantity ?? 0) + more) };
  });
}

/** A line with the unit in which its goods are kept. */
interface Measured {
  readonly line: ShipmentLine;
  readonly measure: Measure;
}

/** What an order tells about where its goods are to come from. */
interface Order<Line = ShipmentLine> {
  readonly lines: readonly Line[];
  readonly parties: readonly Pick<Party, 'role' | 'name' | 'code'>[];
}

/** Where the first of the order stands, or what it names, or where most of it is. */
async function warehouseOf(
  em: EntityManager,
  ctx: CommandContext,
  shipment: Shipment,
  { lines, parties }: Order<Measured>,
  rows: readonly Stock[],
): Promise<string | null> {
  const more = lines.some(({ line }) => line.reservedQuantity);
  const [held] = more ? await readReservations(em, ctx.viewer, shipment.id) : [];
  const begun = rows.find((row) => row.id === held?.stockId)?.warehouse;
  if (begun) return begun;
  const names = warehouseNames(parties);
  const full = rows.map((row) => row.warehouse);
  // A warehouse that has run out of everything ordered is still the one that was meant.
  const named =
    namedAmong(full, names) ??
    (names.length > 0 ? namedAmong(await warehousesOf(em, ctx.viewer, shipment.accountId), names) : null);
  return named ?? richestFor(lines.map(needOf), rows);
}

const WAREHOUSE_ROLES: readonly Party['role'][] = ['WAREHOUSE', 'SHIP_FROM'];

/** How the order calls the warehouse that it is to leave from. */
const warehouseNames = (parties: readonly Pick<Party, 'role' | 'name' | 'code'>[]): string[] =>
  parties
    .filter(({ role }) => WAREHOUSE_ROLES.includes(role))
    .flatMap(({ code, name }) => (code ? [code, name] : [name]));

const missing = (line: ShipmentLine): number => rounded(line.orderedQuantity - (line.reservedQuantity ?? 0));

const needOf = ({ line, measure: { unit, factor } }: Measured): Need => ({
  lineNumber: line.lineNumber,
  sku: line.sku,
  lot: line.lot,
  unit,
  quantity: rounded(missing(line) * factor),
});

const ownerOf = ({ id: shipmentId, accountId }: Pick<Shipment, 'id' | 'accountId'>) => ({ shipmentId, accountId });
const withId = (share: Share) => ({ ...share, id: newId() });

/** Another order may have been faster since the rows were read: what it took has to be found elsewhere. */
async function setAside(
  em: EntityManager,
  ctx: CommandContext,
  lines: readonly Measured[],
  warehouse: string | null,
  first: readonly Stock[],
  reread: () => Promise<readonly Stock[]>,
): Promise<Share[]> {
  const got: Share[] = [];
  let rows = first;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const needs = lines.map((one) => {
      const need = needOf(one);
      return { ...need, quantity: rounded(need.quantity - total(got, need.lineNumber)) };
    });
    const here = rows.filter((row) => row.warehouse === warehouse);
    const found = allocate(needs, here);
    const shares = lines
      .flatMap(({ line, measure }) => wholeUnits(found, line.lineNumber, measure.factor))
      .sort((a, b) => (a.stockId < b.stockId ? -1 : 1));
    const before = got.length;
    for (const share of shares) {
      const stock = here.find((row) => row.id === share.stockId);
      if (stock && (await addTo(em, stock, { onHand: 0, reserved: share.quantity }, ctx.now()))) got.push(share);
    }
    if (got.length - before === shares.length) break;
    rows = await reread();
  }
  return got;
}

/** Gives back what an order holds. */
export async function releaseGoods(em: EntityManager, ctx: CommandContext, shipment: Shipment): Promise<void> {
  const held = await readReservations(em, ctx.viewer, shipment.id);
  if (held.length === 0) return;
  await forget(em, shipment);
  await post(em, ctx, await changesOf(em, ctx, held, [], null));
}

/** Goods have left of which nobody told how many: what was set aside for them is gone. */
export async function takeHeldGoods(em: EntityManager, ctx: CommandContext, shipment: Shipment): Promise<void> {
  const held = await readReservations(em, ctx.viewer, shipment.id);
  if (held.length === 0) return;
  await forget(em, shipment);
  await post(em, ctx, await changesOf(em, ctx, held, held, causeOf(shipment)));
}

async function forget(em: EntityManager, shipment: Shipment): Promise<void> {
  await deleteReservations(em, ownerOf(shipment));
  await clearReserved(em, ownerOf(shipment));
}

const causeOf = (shipment: Shipment): Cause => ({
  kind: 'SHIPMENT',
  number: shipment.number,
  shipmentId: shipment.id,
});

/** What leaves of each row, and what is no longer held of it. */
async function changesOf(
  em: EntityManager,
  ctx: CommandContext,
  held: readonly Share[],
  taken: readonly Share[],
  cause: Cause | null,
): Promise<Posting[]> {
  const ids = [...new Set([...held, ...taken].map((share) => share.stockId))];
  const rows = await findForPosting(em, ctx.viewer, ids);
  return rows.map((stock) => ({
    stock,
    onHand: rounded(-heldOf(taken, stock.id)),
    reserved: rounded(-heldOf(held, stock.id)),
    cause,
  }));
}

/**
 * The goods of shipped lines leave the stock; what was held beyond them is free again. Refused before anything is
 * written. The lines come back with the lot that went, where it was one.
 */
export async function takeGoods(
  em: EntityManager,
  ctx: CommandContext,
  shipment: Shipment,
  lines: readonly ShipmentLine[],
): Promise<Result<readonly ShipmentLine[]>> {
  if (shipment.kind !== 'WAREHOUSE_ORDER' || lines.length === 0) return ok(lines);
  const items = [...lines, ...lines.map(itemShipped)];
  const { rows, kept } = await stockOfItems(em, ctx.viewer, shipment.accountId, items);
  if (kept.length === 0) return ok(lines);
  const held = await readReservations(em, ctx.viewer, shipment.id);
  const measureOf = await measuresOf(em, ctx, shipment.accountId, items, kept);
  const measured = (item: (line: ShipmentLine) => Item) =>
    lines.flatMap((line) => {
      const measure = measureOf(item(line));
      return measure ? [{ line, measure }] : [];
    });
  const wanted = measured(itemShipped)
    .map(shippedOf)
    .filter((one) => one.quantity > 0);
  const from =
    rows.find((row) => row.id === held[0]?.stockId)?.warehouse ??
    (await warehouseOf(
      em,
      ctx,
      shipment,
      { lines: measured((line) => line), parties: await readParties(em, ctx.viewer, [shipment.id]) },
      rows,
    ));
  const taken = takeShares(
    wanted,
    held,
    rows.filter((row) => row.warehouse === from),
  );
  if (!taken.ok) return taken;
  if (held.length > 0) await deleteReservations(em, ownerOf(shipment));
  await post(em, ctx, await changesOf(em, ctx, held, taken.value, causeOf(shipment)));
  return ok(lines.map((line) => afterShipping(line, taken.value, rows)));
}

/** What went instead of what was ordered is counted in the unit of the order. */
const itemShipped = ({ sku, unit, substituteSku }: ShipmentLine): Item => ({ sku: substituteSku ?? sku, unit });

/** An order of the time before we kept the item takes what there is; every other must find its goods. */
const shippedOf = ({ line, measure }: Measured) => ({
  ...needOf({ line, measure }),
  sku: line.substituteSku ?? line.sku,
  quantity: rounded((line.shippedQuantity ?? 0) * measure.factor),
  strict: line.reservedQuantity !== null || line.substituteSku !== null,
});

function afterShipping(line: ShipmentLine, taken: readonly Share[], rows: readonly Stock[]): ShipmentLine {
  const mine = taken.filter((share) => share.lineNumber === line.lineNumber);
  const lots = new Set(mine.map((share) => rows.find((row) => row.id === share.stockId)?.lot ?? null));
  const [only] = lots;
  const lot = line.lot ?? (lots.size === 1 ? (only ?? null) : null);
  return { ...line, lot, reservedQuantity: line.reservedQuantity === null ? null : 0 };
}
