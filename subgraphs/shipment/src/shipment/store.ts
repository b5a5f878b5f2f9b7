import { insertRows } from '@quayside/shared/db/bulk';
import { isDuplicateKey } from '@quayside/shared/db/database';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, summedWithinReach, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import { localDate } from '@quayside/shared/instant';
import { clampFirst, decodePageKey, type Page, toPage } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import type { ShipmentState } from '../events.ts';
import { waitsForContract } from '../terms/gate-store.ts';
import { mayReadShipments } from './policy.ts';
import { toRow, toShipment } from './row.ts';
import { normalized } from './search.ts';
import type { Shipment, ShipmentKind } from './shipment.ts';
import { type SearchRow, searchTable, shipmentTable } from './table.ts';

const NOTHING: Predicate = { sql: '1 = 0', parameters: {} };
const shipments = rowReader(shipmentTable);
const searches = rowReader(searchTable);

/** A shipment whole, for those who may read shipments at all. */
const visible = (viewer: Viewer): Predicate =>
  mayReadShipments(viewer) ? withinReach(viewer, { account: 't.account_id', shipment: 't.id' }) : NOTHING;

/** As `visible`, for what waits: the few open ones of the whole house are read by their state, not account by account. */
const visibleWaiting = (viewer: Viewer): Predicate =>
  mayReadShipments(viewer) ? summedWithinReach(viewer, 't.account_id') : NOTHING;

/** Those of the ids that the viewer may see. */
export async function findShipments(em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Shipment[]> {
  return (await shipments(em, allOf([oneOf('t.id', 'ids', ids), visible(viewer)]))).map(toShipment);
}

/** The one shipment of a tracking link's holder, or any in reach of those who read shipments: to be masked. */
export async function findTracked(em: EntityManager, viewer: Viewer, id: string): Promise<Shipment | null> {
  const mine = viewer.scopes.includes('TRACK')
    ? withinReach(viewer, { account: 't.account_id', shipment: 't.id' })
    : visible(viewer);
  const [row] = await shipments(em, allOf([equals('t.id', 'id', id), mine]));
  return row ? toShipment(row) : null;
}

/** For a command: writing needs reach, not the right to read. */
export async function findForCommand(em: EntityManager, viewer: Viewer, id: string): Promise<Shipment | null> {
  const reach = withinReach(viewer, { account: 't.account_id', shipment: 't.id' });
  const [row] = await shipments(em, allOf([equals('t.id', 'id', id), reach]));
  return row ? toShipment(row) : null;
}

/** How an account knows an order or a load. */
export interface OrderKey {
  readonly accountId: string;
  readonly kind: ShipmentKind;
  readonly orderNumber: string;
}

/** The order or load that an account knows by this number. */
export const findByOrder = async (em: EntityManager, viewer: Viewer, order: OrderKey): Promise<Shipment | null> =>
  (await findByOrders(em, viewer, [order]))[0] ?? null;

/** Those of the orders and loads that there are. */
export async function findByOrders(
  em: EntityManager,
  viewer: Viewer,
  orders: readonly OrderKey[],
): Promise<Shipment[]> {
  const found: Shipment[] = [];
  for (const [kind, accountId] of distinctOwners(orders)) {
    const numbers = orders.filter((one) => one.kind === kind && one.accountId === accountId);
    const where = allOf([
      equals('t.account_id', 'account', accountId),
      equals('t.kind', 'kind', kind),
      oneOf(
        't.order_number',
        'numbers',
        numbers.map((one) => one.orderNumber),
      ),
      withinReach(viewer, { account: 't.account_id', shipment: 't.id' }),
    ]);
    found.push(...(await shipments(em, where)).map(toShipment));
  }
  return found;
}

const distinctOwners = (orders: readonly OrderKey[]): [ShipmentKind, string][] => [
  ...new Map(
    orders.map(({ kind, accountId }): [string, [ShipmentKind, string]] => [`${kind} ${accountId}`, [kind, accountId]]),
  ).values(),
];

/** All parts hold together; a part that is missing or null excludes nothing. */
export interface ShipmentFilter {
  readonly accountId?: string | null | undefined;
  readonly states?: readonly ShipmentState[] | null | undefined;
  readonly kind?: ShipmentKind | null | undefined;
  readonly search?: string | null | undefined;
  readonly carrierScac?: string | null | undefined;
  readonly reference?: string | null | undefined;
  readonly late?: boolean | null | undefined;
  readonly hasOpenException?: boolean | null | undefined;
  readonly waitsForContract?: boolean | null | undefined;
  readonly exceptionKind?: string | null | undefined;
  readonly createdFrom?: number | null | undefined;
  readonly createdTo?: number | null | undefined;
}

/** One page of the list. */
export interface ShipmentQuery {
  readonly filter: ShipmentFilter;
  readonly first: number | null | undefined;
  readonly after: string | null | undefined;
  readonly now: number;
}

/** Newest first. */
export async function listShipments(em: EntityManager, viewer: Viewer, query: ShipmentQuery): Promise<Page<Shipment>> {
  const first = clampFirst(query.first);
  const where = allOf([
    query.filter.waitsForContract ? visibleWaiting(viewer) : visible(viewer),
    ...filters(query.filter, query.now),
    ...matching(viewer, query.filter),
    ...referring(viewer, query.filter),
    olderThan('t.created_at', 't.id', decodePageKey(query.after)),
  ]);
  const rows = await shipments(em, where, `ORDER BY t.created_at DESC, t.id DESC LIMIT ${first + 1}`);
  return toPage(rows.map(toShipment), first, (one) => ({ at: one.createdAt, id: one.id }));
}

function filters(filter: ShipmentFilter, now: number): Predicate[] {
  return [
    equals('t.account_id', 'account', filter.accountId),
    oneOf('t.state', 'states', filter.states),
    equals('t.kind', 'kind', filter.kind),
    equals('t.carrier_scac', 'carrier', filter.carrierScac),
    ...(typeof filter.late === 'boolean' ? [lateness(filter.late, now)] : []),
    ...(typeof filter.hasOpenException === 'boolean'
      ? [{ sql: `t.open_exceptions ${filter.hasOpenException ? '> 0' : '= 0'}`, parameters: {} }]
      : []),
    ...(filter.waitsForContract ? [waitsForContract(localDate(now))] : []),
    ...(filter.exceptionKind ? [withException(filter.exceptionKind)] : []),
    ...atLeast('t.created_at', 'createdFrom', filter.createdFrom),
    ...(filter.createdTo ? [{ sql: 't.created_at < :createdTo', parameters: { createdTo: filter.createdTo } }] : []),
  ];
}

const atLeast = (column: string, name: string, value: number | null | undefined): Predicate[] =>
  value ? [{ sql: `${column} >= :${name}`, parameters: { [name]: value } }] : [];

const withException = (exceptionKind: string): Predicate => ({
  sql: 'EXISTS (SELECT 1 FROM shipment_exception e WHERE e.shipment_id = t.id AND e.kind = :exceptionKind)',
  parameters: { exceptionKind },
});

const lateness = (late: boolean, now: number): Predicate => ({
  sql: late ? 't.late_after < :lateNow' : '(t.late_after IS NULL OR t.late_after >= :lateNow)',
  parameters: { lateNow: now },
});

/**
 * A range instead of LIKE: an index serves it on both engines, and the text needs no escaping. The tokens are scoped as
 * well, so that the index of one account is read, not that of all.
 */
function matching(viewer: Viewer, filter: ShipmentFilter): Predicate[] {
  const prefix = normalized(filter.search ?? '');
  if (prefix === '') return [];
  const reach = withinReach(viewer, { account: 'w.account_id', shipment: 'w.shipment_id' });
  const tokens = allOf([
    reach,
    equals('w.account_id', 'account', filter.accountId),
    { sql: 'w.token >= :prefix AND w.token < :prefixEnd', parameters: { prefix, prefixEnd: `${prefix}\uffff` } },
  ]);
  const sql = `t.id IN (SELECT w.shipment_id FROM shipment_search w WHERE ${tokens.sql})`;
  return [{ sql, parameters: tokens.parameters }];
}

/** By the token of the number, which has an index, and then by its exact text. */
function referring(viewer: Viewer, { reference, accountId }: ShipmentFilter): Predicate[] {
  if (!reference) return [];
  const tokens = allOf([
    withinReach(viewer, { account: 'v.account_id', shipment: 'v.shipment_id' }),
    equals('v.account_id', 'account', accountId),
    { sql: 'v.token = :referenceToken', parameters: { referenceToken: normalized(reference) } },
  ]);
  const exact = 'SELECT 1 FROM shipment_reference r WHERE r.shipment_id = v.shipment_id AND r.value = :reference';
  const sql = `t.id IN (SELECT v.shipment_id FROM shipment_search v WHERE ${tokens.sql} AND EXISTS (${exact}))`;
  return [{ sql, parameters: { ...tokens.parameters, reference } }];
}

/** How many there are in each state, in the viewer's reach. */
export async function countByState(
  em: EntityManager,
  viewer: Viewer,
  accountId: string | null | undefined,
): Promise<{ state: ShipmentState; count: number }[]> {
  const where = allOf([visible(viewer), equals('t.account_id', 'account', accountId)]);
  const sql = `SELECT t.state AS state, COUNT(*) AS total FROM shipment t WHERE ${where.sql} GROUP BY t.state`;
  const rows = await selectRows<{ state: ShipmentState; total: number | string }>(em, sql, where.parameters);
  return rows.map((row) => ({ state: row.state, count: Number(row.total) }));
}

/** False, and nothing stored, when an account has an order of this kind with one of the numbers already. */
export async function insertShipments(em: EntityManager, made: readonly Shipment[]): Promise<boolean> {
  try {
    await insertRows(em, shipmentTable, made.map(toRow));
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** @throws AppError CONFLICT when somebody else has changed the shipment since `before` was read. */
export async function updateShipment(em: EntityManager, before: Shipment, after: Shipment): Promise<void> {
  const { id: _, version: __, ...change } = toRow(after);
  await guardedUpdate(em, shipmentTable, before, change);
}

/** What shipments without tokens are found by. */
export async function insertTokens(
  em: EntityManager,
  found: readonly { readonly shipment: Shipment; readonly tokens: readonly string[] }[],
): Promise<void> {
  const rows = found.flatMap(({ shipment: { id: shipmentId, accountId }, tokens }) =>
    tokens.map((token): SearchRow => ({ accountId, token, shipmentId })),
  );
  await insertRows(em, searchTable, rows);
}

/** Adds what a shipment is found by as well; tokens that it has already are left alone. */
export async function addTokens(em: EntityManager, shipment: Shipment, tokens: readonly string[]): Promise<void> {
  if (tokens.length === 0) return;
  const mine = allOf([
    equals('t.shipment_id', 'shipment', shipment.id),
    equals('t.account_id', 'account', shipment.accountId),
  ]);
  const known = new Set((await searches(em, mine)).map((row) => row.token));
  const missing = [...new Set(tokens)].filter((token) => !known.has(token));
  await insertTokens(em, [{ shipment, tokens: missing }]);
}
