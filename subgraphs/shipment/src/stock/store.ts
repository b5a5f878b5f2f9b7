import { insertRows } from '@quayside/shared/db/bulk';
import { isDuplicateKey } from '@quayside/shared/db/database';
import { allOf, EVERYTHING, equals, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import { clampFirst, type Page } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import type { StockStatus } from '../events.ts';
import { insertOnce } from '../shipment/insert-once.ts';
import { mayReadStock } from './policy.ts';
import { type Item, isKept } from './reservation.ts';
import { makeStockFindable, matching } from './search-store.ts';
import type { Stock, StockPlace } from './stock.ts';
import { type StockRow, stockKeyTable, stockTable } from './table.ts';

const NOTHING: Predicate = { sql: '1 = 0', parameters: {} };
const rows = rowReader(stockTable);
const keys = rowReader(stockKeyTable);

const inReach = (viewer: Viewer): Predicate => withinReach(viewer, { account: 't.account_id' });
const visible = (viewer: Viewer): Predicate => (mayReadStock(viewer) ? inReach(viewer) : NOTHING);

const toStock = ({ lot, ...row }: StockRow): Stock => ({ ...row, lot: lot || null });

async function select(em: EntityManager, parts: readonly Predicate[], tail = ''): Promise<Stock[]> {
  return (await rows(em, allOf(parts), tail)).map(toStock);
}

/** Those of the ids that the viewer may see. */
export const findStock = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Stock[]> =>
  select(em, [oneOf('t.id', 'ids', ids), visible(viewer)]);

/** For a command: writing needs reach, not the right to read. */
export const findForPosting = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Stock[]> =>
  select(em, [oneOf('t.id', 'ids', ids), inReach(viewer)]);

/** What there is of some items of an account, and which of them we keep at all, be it none left. */
export interface ItemStock {
  /** The oldest first. */
  readonly rows: readonly Stock[];
  readonly kept: readonly Item[];
}

/** Empty rows of years are not read: whether an item is kept is asked of the database, for those that have run out. */
export async function stockOfItems(
  em: EntityManager,
  viewer: Viewer,
  accountId: string,
  items: readonly Item[],
): Promise<ItemStock> {
  const some = (skus: readonly string[]) =>
    allOf([equals('t.account_id', 'account', accountId), oneOf('t.sku', 'skus', skus), inReach(viewer)]);
  const there = { sql: 't.on_hand > 0', parameters: {} };
  const rows = await select(em, [some(items.map((item) => item.sku)), there], 'ORDER BY t.received_at, t.id');
  const gone = items.filter((item) => !isKept(rows, item)).map((item) => item.sku);
  if (gone.length === 0) return { rows, kept: rows };
  const where = some(gone);
  const sql = `SELECT DISTINCT t.sku AS sku, t.unit AS unit FROM stock t WHERE ${where.sql}`;
  return { rows, kept: [...rows, ...(await selectRows<Item>(em, sql, where.parameters))] };
}

/** A statement has room for so many values. */
const MOST_SKUS = 10_000;

/** Those of the items that an account keeps or has kept with us, in each unit. */
export async function itemsKept(
  em: EntityManager,
  viewer: Viewer,
  accountId: string,
  skus: readonly string[],
): Promise<Item[]> {
  const kept: Item[] = [];
  for (let from = 0; from < skus.length; from += MOST_SKUS) {
    const some = oneOf('t.sku', 'skus', skus.slice(from, from + MOST_SKUS));
    const where = allOf([equals('t.account_id', 'account', accountId), some, inReach(viewer)]);
    const sql = `SELECT DISTINCT t.sku AS sku, t.unit AS unit FROM stock t WHERE ${where.sql}`;
    kept.push(...(await selectRows<Item>(em, sql, where.parameters)));
  }
  return kept;
}

/** Where an account keeps or has kept goods. */
export async function warehousesOf(em: EntityManager, viewer: Viewer, accountId: string): Promise<string[]> {
  const where = allOf([equals('t.account_id', 'account', accountId), inReach(viewer)]);
  const sql = `SELECT DISTINCT t.warehouse AS warehouse FROM stock t WHERE ${where.sql}`;
  return (await selectRows<Pick<Stock, 'warehouse'>>(em, sql, where.parameters)).map((row) => row.warehouse);
}

/** The one row of a place. */
export async function findAt(em: EntityManager, viewer: Viewer, place: StockPlace): Promise<Stock | null> {
  const [found] = await select(em, [
    equals('t.account_id', 'account', place.accountId),
    equals('t.warehouse', 'warehouse', place.warehouse),
    equals('t.location', 'location', place.location),
    equals('t.sku', 'sku', place.sku),
    equals('t.lot', 'lot', place.lot ?? ''),
    equals('t.status', 'status', place.status),
    equals('t.unit', 'unit', place.unit),
    inReach(viewer),
  ]);
  return found ?? null;
}

/** All parts hold together; a part that is missing or null excludes nothing. */
export interface StockFilter {
  readonly accountId?: string | null | undefined;
  readonly warehouse?: string | null | undefined;
  readonly search?: string | null | undefined;
  readonly statuses?: readonly StockStatus[] | null | undefined;
  readonly skus?: readonly string[] | null | undefined;
  readonly lot?: string | null | undefined;
  readonly empty?: boolean | null | undefined;
}

/** One page of the list. */
export interface StockQuery {
  readonly filter: StockFilter;
  readonly first: number | null | undefined;
  readonly after: string | null | undefined;
}

/** By SKU. */
export async function listStock(em: EntityManager, viewer: Viewer, query: StockQuery): Promise<Page<Stock>> {
  const { filter } = query;
  const first = clampFirst(query.first);
  const parts = [
    visible(viewer),
    equals('t.account_id', 'account', filter.accountId),
    equals('t.warehouse', 'warehouse', filter.warehouse),
    oneOf('t.status', 'statuses', filter.statuses),
    oneOf('t.sku', 'skus', filter.skus),
    equals('t.lot', 'lot', filter.lot),
    ...(typeof filter.empty === 'boolean'
      ? [{ sql: `t.on_hand ${filter.empty ? '= 0' : '> 0'}`, parameters: {} }]
      : []),
    ...matching(viewer, filter.search, filter.accountId),
    afterKey(query.after),
  ];
  const found = await select(em, parts, `ORDER BY t.sku, t.id LIMIT ${first + 1}`);
  const nodes = found.slice(0, first);
  const last = nodes.at(-1);
  return { nodes, pageInfo: { endCursor: last ? encodeKey(last) : null, hasNextPage: found.length > first } };
}

const encodeKey = ({ sku, id }: Pick<Stock, 'sku' | 'id'>): string => Buffer.from(`${id}:${sku}`).toString('base64url');

function afterKey(cursor: string | null | undefined): Predicate {
  const [, id, sku] = /^(\w{26}):(.+)$/s.exec(Buffer.from(cursor ?? '', 'base64url').toString()) ?? [];
  if (!id || !sku) return EVERYTHING;
  return {
    sql: 't.sku >= :pageSku AND (t.sku > :pageSku OR t.id > :pageId)',
    parameters: { pageSku: sku, pageId: id },
  };
}

/** False when the place has a row already. */
export async function insertStock(em: EntityManager, stock: Stock): Promise<boolean> {
  try {
    await insertRows(em, stockTable, [{ ...stock, lot: stock.lot ?? '' }]);
    await makeStockFindable(em, stock);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Keeps what the item is called. */
export async function describeRow(
  em: EntityManager,
  stock: Stock,
  words: Pick<Stock, 'description' | 'productIds'>,
): Promise<void> {
  const { description, productIds } = words;
  await em.getRepository(stockTable).update({ id: stock.id, accountId: stock.accountId }, { description, productIds });
  await makeStockFindable(em, { ...stock, description });
}

/** What is added to what is on hand and to what is reserved. */
export interface Change {
  readonly onHand: number;
  readonly reserved: number;
}

/**
 * Adds to a row in one statement, so that two at once cannot both take the last piece.
 * @returns false when less than nothing would be left, or less than is reserved.
 */
export async function addTo(em: EntityManager, stock: Stock, change: Change, now: number): Promise<boolean> {
  const sql = `UPDATE stock
    SET on_hand = ROUND(on_hand + :onHand, 4), reserved = ROUND(reserved + :reserved, 4), version = version + 1, updated_at = :now
    WHERE id = :id AND account_id = :account
      AND ROUND(reserved + :reserved, 4) >= 0 AND ROUND(on_hand + :onHand - reserved - :reserved, 4) >= 0`;
  return (await changeRows(em, sql, { ...change, now, id: stock.id, account: stock.accountId })) === 1;
}

/** The row that a key of this account was answered with. */
export async function findByKey(
  em: EntityManager,
  viewer: Viewer,
  accountId: string,
  key: string,
): Promise<string | null> {
  const where = allOf([
    equals('t.account_id', 'account', accountId),
    equals('t.idempotency_key', 'key', key),
    inReach(viewer),
  ]);
  return (await keys(em, where))[0]?.stockId ?? null;
}

/** Keeps what a key was answered with. */
export const rememberKey = (em: EntityManager, accountId: string, idempotencyKey: string, stockId: string) =>
  insertOnce(em, stockKeyTable, { accountId, idempotencyKey, stockId });
