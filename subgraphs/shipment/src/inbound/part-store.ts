import { insertRows } from '@quayside/shared/db/bulk';
import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager, EntitySchema } from 'typeorm';
import { insertOnce } from '../shipment/insert-once.ts';
import type { InboundLine, InboundNotice, InboundPart, InboundUnit } from './inbound-notice.ts';
import { mayReadInbound } from './policy.ts';
import type { Receipt, ReceiptLine } from './receipt.ts';
import { inboundLineTable, inboundUnitTable, receiptLineTable, receiptTable } from './table.ts';

/** A reader of one table of parts by one of their columns, inside the viewer's reach. */
function partReader<P extends InboundPart>(table: EntitySchema<P>, column: string, order: string) {
  const read = rowReader(table);
  return (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<P[]> =>
    read(em, allOf([oneOf(`t.${column}`, 'ids', ids), inReach(viewer)]), `ORDER BY ${order}`);
}

const inReach = (viewer: Viewer): Predicate => withinReach(viewer, { account: 't.account_id' });

/** By line number. */
export const readInboundLines = partReader(inboundLineTable, 'notice_id', 't.line_number');
/** In the order of packing. */
export const readInboundUnits = partReader(inboundUnitTable, 'notice_id', 't.id');
/** In the order in which they were counted. */
export const readReceipts = partReader(receiptTable, 'notice_id', 't.id');
/** In the order of the count. */
export const readReceiptLines = partReader(receiptLineTable, 'receipt_id', 't.id');

const receipts = rowReader(receiptTable);

/** Those of the ids that the viewer may see. */
export const findReceipts = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Receipt[]> =>
  mayReadInbound(viewer) ? receipts(em, allOf([oneOf('t.id', 'ids', ids), inReach(viewer)])) : Promise.resolve([]);

/** The count that was taken under this key before. */
export async function findReceiptByKey(
  em: EntityManager,
  viewer: Viewer,
  noticeId: string,
  key: string,
): Promise<Receipt | null> {
  const where = allOf([
    equals('t.notice_id', 'notice', noticeId),
    equals('t.idempotency_key', 'key', key),
    inReach(viewer),
  ]);
  return (await receipts(em, where))[0] ?? null;
}

const ownedBy = ({ id: noticeId, accountId }: Pick<InboundNotice, 'id' | 'accountId'>) => ({ noticeId, accountId });

/** The lines as they are now take the place of those before. */
export async function replaceInboundLines(
  em: EntityManager,
  notice: InboundNotice,
  lines: readonly InboundLine[],
): Promise<void> {
  await em.getRepository(inboundLineTable).delete(ownedBy(notice));
  await insertRows(em, inboundLineTable, lines);
}

/** Keeps that nothing of the lines is confirmed any more. */
export async function clearConfirmed(em: EntityManager, notice: InboundNotice): Promise<void> {
  await em.getRepository(inboundLineTable).update(ownedBy(notice), { confirmedQuantity: null });
}

/** The last packing counts. */
export async function replaceInboundUnits(
  em: EntityManager,
  notice: InboundNotice,
  units: readonly InboundUnit[],
): Promise<void> {
  await em.getRepository(inboundUnitTable).delete(ownedBy(notice));
  await insertRows(em, inboundUnitTable, units);
}

/** Keeps a count. */
export async function insertReceipt(em: EntityManager, receipt: Receipt, lines: readonly ReceiptLine[]): Promise<void> {
  await insertOnce(em, receiptTable, receipt);
  await insertRows(em, receiptLineTable, lines);
}
