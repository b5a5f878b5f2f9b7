import { insertRows } from '@quayside/shared/db/bulk';
import { toNumber } from '@quayside/shared/db/columns';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, EVERYTHING, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import { MAX_SEARCH, type PageKey } from '@quayside/shared/page';
import type { EntityManager, EntitySchema } from 'typeorm';
import type { ServiceItem } from './item.ts';
import { apartFromUnsent } from './unsent-store.ts';

/** What a list may be narrowed by; `kind` exists for cases only. */
export interface ItemFilter {
  readonly accountId?: string | null | undefined;
  readonly shipmentId?: string | null | undefined;
  readonly states?: readonly string[] | null | undefined;
  readonly kind?: string | null | undefined;
  /** Cases only: what they are about. */
  readonly category?: string | null | undefined;
  /** Opened at or after, epoch milliseconds. */
  readonly openedFrom?: number | null | undefined;
  readonly search?: string | null | undefined;
  /** Claims only: exactly this number, ours or the claimant's. */
  readonly reference?: string | null | undefined;
  /** Work orders only: scheduled for this day (YYYY-MM-DD) or an earlier one. */
  readonly scheduledUpTo?: string | null | undefined;
}

/** The reads and writes of one table of service items, all within the viewer's reach. */
export interface ItemStore<Item extends ServiceItem> {
  findAll(em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Item[]>;
  find(em: EntityManager, viewer: Viewer, id: string): Promise<Item | null>;
  /** An item of an account that the caller has found to be within reach: for the repetition of an opening. */
  findOpened(em: EntityManager, accountId: string, id: string): Promise<Item | null>;
  /** Newest first. */
  ofShipments(em: EntityManager, viewer: Viewer, shipmentIds: readonly string[]): Promise<Item[]>;
  /** One page, newest first, with one row more than asked for when there is more. */
  list(
    em: EntityManager,
    viewer: Viewer,
    filter: ItemFilter,
    page: { first: number; after: PageKey | null },
  ): Promise<Item[]>;
  countOpen(em: EntityManager, viewer: Viewer, by: CountBy, ids: readonly string[]): Promise<OpenCount[]>;
  insert(em: EntityManager, item: Item): Promise<void>;
  /** @throws AppError CONFLICT when somebody else was faster. */
  save(em: EntityManager, item: Item): Promise<Item>;
}

/** Columns that open items are counted by. */
export type CountBy = 'shipment_id' | 'account_id';
/** How many items of one shipment or account are open. */
export interface OpenCount {
  readonly id: string;
  readonly count: number;
}

/** How one kind of item is laid down in its table. */
export interface ItemTable<Item extends ServiceItem, Row extends ServiceItem> {
  readonly table: EntitySchema<Row>;
  /** Columns, of a table called `t`, that a search looks into; the number is always searched by prefix. */
  readonly searched: readonly string[];
  readonly toItem: (row: Row) => Item;
  readonly toRow: (item: Item) => Row;
}

const inReach = (viewer: Viewer): Predicate =>
  allOf([withinReach(viewer, { account: 't.account_id' }), apartFromUnsent(viewer, 't.opened_by_kind')]);

/** Makes the store of one kind: the three differ in their columns, not in how they are read. */
export function openItemStore<Item extends ServiceItem, Row extends ServiceItem>(
  source: ItemTable<Item, Row>,
): ItemStore<Item> {
  const read = rowReader(source.table);
  const select = async (em: EntityManager, parts: readonly Predicate[], tail = ''): Promise<Item[]> =>
    (await read(em, allOf(parts), tail)).map(source.toItem);
  const findAll: ItemStore<Item>['findAll'] = (em, viewer, ids) =>
    select(em, [oneOf('t.id', 'ids', ids), inReach(viewer)]);
  return {
    findAll,
    find: async (em, viewer, id) => (await findAll(em, viewer, [id]))[0] ?? null,
    findOpened: async (em, accountId, id) =>
      (await select(em, [equals('t.id', 'id', id), equals('t.account_id', 'account', accountId)]))[0] ?? null,
    ofShipments: (em, viewer, ids) =>
      select(em, [oneOf('t.shipment_id', 'ids', ids), inReach(viewer)], 'ORDER BY t.opened_at DESC, t.id DESC'),
    list: (em, viewer, filter, page) =>
      select(
        em,
        [inReach(viewer), ...filterParts(filter, source.searched), olderThan('t.opened_at', 't.id', page.after)],
        `ORDER BY t.opened_at DESC, t.id DESC LIMIT ${page.first + 1}`,
      ),
    countOpen: (em, viewer, by, ids) => countOpen(em, viewer, { table: source.table.options.name, by, ids }),
    insert: (em, item) => insertRows(em, source.table, [source.toRow(item)]),
    save: async (em, item) => {
      const row = source.toRow(item);
      await guardedUpdate(em, source.table, row, row);
      return { ...item, version: item.version + 1 };
    },
  };
}

const filterParts = (filter: ItemFilter, searched: readonly string[]): Predicate[] => [
  equals('t.account_id', 'account', filter.accountId),
  equals('t.shipment_id', 'shipment', filter.shipmentId),
  equals('t.kind', 'kind', filter.kind),
  equals('t.category', 'category', filter.category),
  oneOf('t.state', 'states', filter.states),
  openedFrom(filter.openedFrom),
  scheduledUpTo(filter.scheduledUpTo),
  referring(filter.reference),
  searching(filter.search, searched),
];

const referring = (reference: string | null | undefined): Predicate =>
  reference ? { sql: '(t.number = :reference OR t.reference = :reference)', parameters: { reference } } : EVERYTHING;

const openedFrom = (at: number | null | undefined): Predicate =>
  typeof at === 'number' ? { sql: 't.opened_at >= :openedFrom', parameters: { openedFrom: at } } : EVERYTHING;

const scheduledUpTo = (day: string | null | undefined): Predicate =>
  day ? { sql: 't.scheduled_day <= :scheduledUpTo', parameters: { scheduledUpTo: day } } : EVERYTHING;

function searching(search: string | null | undefined, searched: readonly string[]): Predicate {
  const wanted = search?.trim().slice(0, MAX_SEARCH);
  if (!wanted) return EVERYTHING;
  const escaped = wanted.replace(/[!%_]/g, '!$&');
  const inText = searched.map((column) => ` OR LOWER(${column}) LIKE :contains ESCAPE '!'`).join('');
  return {
    sql: `(t.number LIKE :prefix ESCAPE '!'${inText})`,
    parameters: { prefix: `${escaped.toUpperCase()}%`, contains: `%${escaped.toLowerCase()}%` },
  };
}

async function countOpen(
  em: EntityManager,
  viewer: Viewer,
  { table, by, ids }: { table: string; by: CountBy; ids: readonly string[] },
): Promise<OpenCount[]> {
  const where = allOf([oneOf(`t.${by}`, 'ids', ids), inReach(viewer)]);
  const rows = await selectRows<{ id: string; count: number | string }>(
    em,
    `SELECT t.${by} AS id, COUNT(*) AS count FROM ${table} t
     WHERE t.closed_at IS NULL AND ${where.sql} GROUP BY t.${by}`,
    where.parameters,
  );
  return rows.map(({ id, count }) => ({ id, count: toNumber(count) ?? 0 }));
}
