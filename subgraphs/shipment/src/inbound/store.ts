import { insertRows } from '@quayside/shared/db/bulk';
import { isDuplicateKey } from '@quayside/shared/db/database';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import { clampFirst, decodePageKey, type Page, toPage } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import type { InboundKind, InboundState } from '../events.ts';
import { normalized, searchTokens } from '../shipment/search.ts';
import type { Confirmation, InboundNotice } from './inbound-notice.ts';
import { mayReadInbound } from './policy.ts';
import { type InboundRow, inboundSearchTable, inboundTable } from './table.ts';

const NOTHING: Predicate = { sql: '1 = 0', parameters: {} };
const rows = rowReader(inboundTable);
const searches = rowReader(inboundSearchTable);

const inReach = (viewer: Viewer): Predicate => withinReach(viewer, { account: 't.account_id' });
const visible = (viewer: Viewer): Predicate => (mayReadInbound(viewer) ? inReach(viewer) : NOTHING);

function toNotice(row: InboundRow): InboundNotice {
  const { confirmationState, confirmedAt, confirmedBy, confirmationReason, shipmentReference, ...rest } = row;
  const confirmation: Confirmation | null = confirmationState && {
    state: confirmationState,
    at: confirmedAt,
    by: confirmedBy,
    reason: confirmationReason,
  };
  return { ...rest, shipmentReference: shipmentReference || null, confirmation };
}

const toRow = ({ confirmation, shipmentReference, ...rest }: InboundNotice): InboundRow => ({
  ...rest,
  shipmentReference: shipmentReference ?? '',
  confirmationState: confirmation?.state ?? null,
  confirmedAt: confirmation?.at ?? null,
  confirmedBy: confirmation?.by ?? null,
  confirmationReason: confirmation?.reason ?? null,
});

async function select(em: EntityManager, parts: readonly Predicate[], tail = ''): Promise<InboundNotice[]> {
  return (await rows(em, allOf(parts), tail)).map(toNotice);
}

/** Those of the ids that the viewer may see. */
export const findNotices = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<InboundNotice[]> =>
  select(em, [oneOf('t.id', 'ids', ids), visible(viewer)]);

/** For a command: writing needs reach, not the right to read. */
export async function findNoticeForCommand(
  em: EntityManager,
  viewer: Viewer,
  id: string,
): Promise<InboundNotice | null> {
  return (await select(em, [equals('t.id', 'id', id), inReach(viewer)]))[0] ?? null;
}

/** The notice that an account knows by these numbers. */
export async function findAnnounced(
  em: EntityManager,
  viewer: Viewer,
  notice: Pick<InboundNotice, 'accountId' | 'kind' | 'orderNumber' | 'shipmentReference'>,
): Promise<InboundNotice | null> {
  const found = await select(em, [
    equals('t.account_id', 'account', notice.accountId),
    equals('t.kind', 'kind', notice.kind),
    equals('t.order_number', 'number', notice.orderNumber),
    equals('t.shipment_reference', 'reference', notice.shipmentReference ?? ''),
    inReach(viewer),
  ]);
  return found[0] ?? null;
}

/** All parts hold together; a part that is missing or null excludes nothing. */
export interface InboundFilter {
  readonly accountId?: string | null | undefined;
  readonly kind?: InboundKind | null | undefined;
  readonly states?: readonly InboundState[] | null | undefined;
  readonly search?: string | null | undefined;
  readonly orderNumber?: string | null | undefined;
  readonly shipmentReference?: string | null | undefined;
  readonly warehouse?: string | null | undefined;
  readonly confirmation?: Confirmation['state'] | null | undefined;
  readonly createdFrom?: number | null | undefined;
  readonly createdTo?: number | null | undefined;
}

/** One page of the list. */
export interface InboundQuery {
  readonly filter: InboundFilter;
  readonly first: number | null | undefined;
  readonly after: string | null | undefined;
}

/** Newest first. */
export async function listNotices(
  em: EntityManager,
  viewer: Viewer,
  query: InboundQuery,
): Promise<Page<InboundNotice>> {
  const first = clampFirst(query.first);
  const parts = [
    visible(viewer),
    ...filters(query.filter),
    ...matching(viewer, query.filter),
    olderThan('t.created_at', 't.id', decodePageKey(query.after)),
  ];
  const found = await select(em, parts, `ORDER BY t.created_at DESC, t.id DESC LIMIT ${first + 1}`);
  return toPage(found, first, (one) => ({ at: one.createdAt, id: one.id }));
}

const filters = (filter: InboundFilter): Predicate[] => [
  equals('t.account_id', 'account', filter.accountId),
  equals('t.kind', 'kind', filter.kind),
  oneOf('t.state', 'states', filter.states),
  equals('t.order_number', 'orderNumber', filter.orderNumber),
  equals('t.shipment_reference', 'shipmentReference', filter.shipmentReference),
  equals('t.warehouse', 'warehouse', filter.warehouse),
  equals('t.confirmation_state', 'confirmation', filter.confirmation),
  ...(filter.createdFrom ? [{ sql: 't.created_at >= :from', parameters: { from: filter.createdFrom } }] : []),
  ...(filter.createdTo ? [{ sql: 't.created_at < :to', parameters: { to: filter.createdTo } }] : []),
];

/** As for shipments: a range of tokens, scoped as well. */
function matching(viewer: Viewer, filter: InboundFilter): Predicate[] {
  const prefix = normalized(filter.search ?? '');
  if (prefix === '') return [];
  const tokens = allOf([
    withinReach(viewer, { account: 'w.account_id' }),
    equals('w.account_id', 'account', filter.accountId),
    { sql: 'w.token >= :prefix AND w.token < :prefixEnd', parameters: { prefix, prefixEnd: `${prefix}\uffff` } },
  ]);
  const sql = `t.id IN (SELECT w.notice_id FROM inbound_search w WHERE ${tokens.sql})`;
  return [{ sql, parameters: tokens.parameters }];
}

/** False when the account has announced goods with these numbers already. */
export async function insertNotice(em: EntityManager, notice: InboundNotice): Promise<boolean> {
  try {
    await insertRows(em, inboundTable, [toRow(notice)]);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** @throws AppError CONFLICT when somebody else has changed the notice since `before` was read. */
export async function updateNotice(em: EntityManager, before: InboundNotice, after: InboundNotice): Promise<void> {
  const { id: _, version: __, ...change } = toRow(after);
  await guardedUpdate(em, inboundTable, before, change);
}

/** Makes a notice findable by its numbers and the names of its parties; what it is found by already is left alone. */
export async function makeNoticeFindable(em: EntityManager, notice: InboundNotice): Promise<void> {
  const { id: noticeId, accountId, orderNumber, shipmentReference, trailer } = notice;
  const numbers = [orderNumber, shipmentReference, trailer].flatMap((value) => (value ? [{ value }] : []));
  const tokens = searchTokens(notice.number, [...numbers, ...notice.references], notice.parties);
  const mine = allOf([equals('t.notice_id', 'notice', noticeId), equals('t.account_id', 'account', accountId)]);
  const known = new Set((await searches(em, mine)).map((row) => row.token));
  const fresh = tokens.filter((token) => !known.has(token));
  await insertRows(
    em,
    inboundSearchTable,
    fresh.map((token) => ({ accountId, token, noticeId })),
  );
}
