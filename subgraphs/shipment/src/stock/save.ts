import { AppError } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { STOCK_CHANGED } from '../events.ts';
import { insertMovements } from './movement-store.ts';
import { type Stock, type StockMovement, type StockPlace, stockFactsOf } from './stock.ts';
import { addTo, type Change, describeRow, findAt, findForPosting, insertStock } from './store.ts';

/** Why what is on hand changes. */
export type Cause = Pick<StockMovement, 'kind' | 'number'> &
  Partial<Pick<StockMovement, 'reason' | 'note' | 'shipmentId' | 'inboundId' | 'adjustmentId'>>;

/** A change of one row. Goods that are only set aside have no cause, because nothing moves. */
export interface Posting extends Change {
  readonly stock: Stock;
  readonly cause: Cause | null;
}

/**
 * Changes rows, keeps the movements and says so: every change of stock goes through here.
 * @throws AppError CONFLICT when somebody took the goods after the rows were read; the caller has checked them before.
 */
export async function post(em: EntityManager, ctx: CommandContext, postings: readonly Posting[]): Promise<Stock[]> {
  // Always in the same order, so that two transactions never wait for each other.
  const ordered = [...postings].sort((a, b) => (a.stock.id < b.stock.id ? -1 : 1));
  for (const { stock, ...change } of ordered) {
    if (await addTo(em, stock, change, ctx.now())) continue;
    throw new AppError('CONFLICT', `Somebody else took ${stock.sku} meanwhile. Try again.`);
  }
  await insertMovements(
    em,
    postings.flatMap((posting) =>
      posting.cause && posting.onHand !== 0 ? [toMovement(ctx, posting, posting.cause)] : [],
    ),
  );
  return announceStock(
    em,
    ctx,
    postings.map(({ stock }) => stock.id),
  );
}

const toMovement = (ctx: CommandContext, { stock, onHand }: Posting, cause: Cause): StockMovement => ({
  id: newId(),
  accountId: stock.accountId,
  stockId: stock.id,
  kind: cause.kind,
  quantity: onHand,
  status: stock.status,
  reason: cause.reason ?? null,
  note: cause.note ?? null,
  shipmentId: cause.shipmentId ?? null,
  inboundId: cause.inboundId ?? null,
  adjustmentId: cause.adjustmentId ?? null,
  number: cause.number,
  by: ctx.viewer.name,
  at: ctx.now(),
});

/** Says of rows that this transaction has changed how they are now. */
export async function announceStock(em: EntityManager, ctx: CommandContext, ids: readonly string[]): Promise<Stock[]> {
  if (ids.length === 0) return [];
  const rows = await findForPosting(em, ctx.viewer, ids);
  await appendEvents(
    em,
    rows.map((stock) => ({
      type: STOCK_CHANGED,
      accountId: stock.accountId,
      subject: stock.id,
      seq: stock.version,
      at: ctx.now(),
      correlationId: ctx.correlationId,
      data: stockFactsOf(stock),
    })),
  );
  return rows;
}

/** What an item is called, as far as somebody says so. */
export interface Words {
  readonly description?: Stock['description'] | undefined;
  readonly productIds?: Stock['productIds'] | null | undefined;
  /** Of goods that were here before, somewhere else or with another status. */
  readonly receivedAt?: number | undefined;
}

/** The row of a place, made when there is none yet, with the newest words for the item. */
export async function rowAt(em: EntityManager, ctx: CommandContext, place: StockPlace, words: Words): Promise<Stock> {
  const known = await findAt(em, ctx.viewer, place);
  if (known) return withWords(em, known, words);
  const { accountId, warehouse, location, sku, lot, status, unit } = place;
  const made: Stock = {
    ...{ accountId, warehouse, location, sku, lot, status, unit },
    id: newId(),
    description: words.description ?? null,
    productIds: words.productIds ?? [],
    onHand: 0,
    reserved: 0,
    receivedAt: words.receivedAt ?? ctx.now(),
    updatedAt: ctx.now(),
    version: 1,
  };
  if (await insertStock(em, made)) return made;
  const winner = await findAt(em, ctx.viewer, place);
  if (!winner) throw new AppError('CONFLICT', 'The same goods are being put away right now. Try again.');
  return winner;
}

async function withWords(em: EntityManager, known: Stock, words: Words): Promise<Stock> {
  const description = words.description ?? known.description;
  const productIds = words.productIds?.length ? words.productIds : known.productIds;
  const same = description === known.description && JSON.stringify(productIds) === JSON.stringify(known.productIds);
  if (same) return known;
  await describeRow(em, known, { description, productIds });
  return { ...known, description, productIds };
}
