import { nextNumber, numbered } from '@quayside/shared/db/sequence';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse, refused } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { STOCK_ADJUSTED, type StockAdjusted } from '../events.ts';
import { requireAccount } from '../shipment/commands.ts';
import { type AdjustStockInput, adjustFault, type MoveStockInput, moveFault, placeOf } from './adjustment.ts';
import { insertAdjustment } from './movement-store.ts';
import { mayAdjustStock } from './policy.ts';
import { type Cause, type Posting, post, rowAt } from './save.ts';
import { rounded, type Stock, type StockAdjustment, type StockPlace, shortFault } from './stock.ts';
import { findAt, findByKey, findForPosting, rememberKey } from './store.ts';

/** Corrects what is on hand, or which status it has. */
export async function adjustStock(ctx: CommandContext, input: AdjustStockInput): Promise<Result<Stock>> {
  if (!mayAdjustStock(ctx.viewer)) throw forbidden('adjust stock');
  const fault = adjustFault(input);
  if (fault) return refused(fault);
  return ctx.db.write(async (em) => {
    const meant = await rowMeant(em, ctx, input);
    if (!meant.ok) return meant;
    return once(em, ctx, meant.value.place.accountId, input.idempotencyKey, () => adjust(em, ctx, meant.value, input));
  });
}

/** Puts goods into another location of the same warehouse. */
export async function moveStock(ctx: CommandContext, input: MoveStockInput): Promise<Result<Stock>> {
  if (!mayAdjustStock(ctx.viewer)) throw forbidden('move stock');
  const fault = moveFault(input);
  if (fault) return refused(fault);
  return ctx.db.write(async (em) => {
    const stock = await loadStock(em, ctx, input.stockId);
    return once(em, ctx, stock.accountId, input.idempotencyKey, () => moveGoods(em, ctx, stock, input));
  });
}

/** The row of a correction; null when nothing stands in the place yet. */
interface Meant {
  readonly place: StockPlace;
  readonly stock: Stock | null;
}

async function rowMeant(em: EntityManager, ctx: CommandContext, input: AdjustStockInput): Promise<Result<Meant>> {
  if (input.stockId) {
    const stock = await loadStock(em, ctx, input.stockId);
    return ok({ place: stock, stock });
  }
  const place = placeOf(input);
  if (!place.ok) return place;
  await requireAccount(em, ctx, place.value.accountId);
  return ok({ place: place.value, stock: await findAt(em, ctx.viewer, place.value) });
}

async function loadStock(em: EntityManager, ctx: CommandContext, id: string): Promise<Stock> {
  const [stock] = await findForPosting(em, ctx.viewer, [id]);
  if (!stock) throw notFound('The stock');
  return stock;
}

/** The same key of the same account works once; asked again, the row is answered as it is now. */
async function once(
  em: EntityManager,
  ctx: CommandContext,
  accountId: string,
  key: string | null | undefined,
  work: () => Promise<Result<Stock>>,
): Promise<Result<Stock>> {
  const known = key ? await findByKey(em, ctx.viewer, accountId, key) : null;
  if (known) return ok(await loadStock(em, ctx, known));
  const done = await work();
  if (done.ok && key) await rememberKey(em, accountId, key, done.value.id);
  return done;
}

async function adjust(
  em: EntityManager,
  ctx: CommandContext,
  { place, stock }: Meant,
  input: AdjustStockInput,
): Promise<Result<Stock>> {
  const quantity = rounded(input.quantity);
  const taken = input.toStatus ? quantity : -quantity;
  if (!stock && taken > 0) {
    return refuse('STOCK_SHORT', `There is no ${place.sku} in ${place.location} (${place.warehouse}).`, {
      field: 'sku',
      figures: { free: 0 },
    });
  }
  if (input.toStatus === place.status) {
    return refuse('STOCK_STATUS_SAME', `The goods are ${place.status} already.`, { field: 'toStatus' });
  }
  const short = stock && taken > 0 ? shortFault(stock, taken) : null;
  if (short) return refused(short);
  const row = await rowAt(em, ctx, place, { ...input, productIds: input.productIds && [...input.productIds] });
  const adjustment = await newAdjustment(em, ctx, place, input);
  const { number, reason, note, id: adjustmentId } = adjustment;
  const cause: Cause = { kind: 'ADJUSTMENT', number, reason, note, adjustmentId };
  const postings = input.toStatus
    ? await transfer(em, ctx, row, { ...row, status: input.toStatus }, quantity, cause)
    : [{ stock: row, onHand: quantity, reserved: 0, cause }];
  const after = await post(em, ctx, postings);
  await announceAdjustment(em, ctx, adjustment, postings);
  return ok(lastOf(after, postings));
}

async function newAdjustment(
  em: EntityManager,
  ctx: CommandContext,
  { accountId, warehouse }: StockPlace,
  { reason, note }: AdjustStockInput,
): Promise<StockAdjustment> {
  const number = numbered('ADJ', await nextNumber(em, 'stock-adjustment'));
  const frame = { id: newId(), by: ctx.viewer.name, at: ctx.now(), note: note?.trim() || null };
  const adjustment = { ...frame, number, accountId, warehouse, reason };
  await insertAdjustment(em, adjustment);
  return adjustment;
}

/** Out of one row and into another, which keeps the age of the goods. */
async function transfer(
  em: EntityManager,
  ctx: CommandContext,
  from: Stock,
  to: StockPlace,
  quantity: number,
  cause: Cause,
): Promise<Posting[]> {
  const { description, productIds, receivedAt } = from;
  const target = await rowAt(em, ctx, to, { description, productIds, receivedAt });
  return [
    { stock: from, onHand: -quantity, reserved: 0, cause },
    { stock: target, onHand: quantity, reserved: 0, cause },
  ];
}

function lastOf(rows: readonly Stock[], postings: readonly Posting[]): Stock {
  const last = postings.at(-1)?.stock;
  const found = rows.find((row) => row.id === last?.id);
  if (!found) throw notFound('The stock');
  return found;
}

function announceAdjustment(
  em: EntityManager,
  ctx: CommandContext,
  adjustment: StockAdjustment,
  postings: readonly Posting[],
): Promise<void> {
  const { id: adjustmentId, number, reason, accountId, warehouse } = adjustment;
  const lines = postings.map(({ stock: { sku, lot, unit, status }, onHand }) => ({
    ...{ sku, lot, unit, status },
    quantity: onHand,
  }));
  const data: StockAdjusted = { adjustmentId, number, reason, accountId, warehouse, lines };
  const { correlationId } = ctx;
  const event = { type: STOCK_ADJUSTED, accountId, subject: adjustmentId, seq: 1, at: ctx.now(), correlationId, data };
  return appendEvents(em, [event]);
}

async function moveGoods(
  em: EntityManager,
  ctx: CommandContext,
  stock: Stock,
  input: MoveStockInput,
): Promise<Result<Stock>> {
  const location = input.location.trim();
  const quantity = rounded(input.quantity);
  if (location === stock.location) {
    return refuse('STOCK_LOCATION_SAME', `The goods are in ${location} already.`, { field: 'location' });
  }
  const short = shortFault(stock, quantity);
  if (short) return refused(short);
  const number = numbered('MV', await nextNumber(em, 'stock-move'));
  const cause: Cause = { kind: 'MOVE', number, note: input.note?.trim() || null };
  const postings = await transfer(em, ctx, stock, { ...stock, location }, quantity, cause);
  return ok(lastOf(await post(em, ctx, postings), postings));
}
