import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { holds, isStaff, type Viewer } from '@quayside/shared/identity';
import { clampFirst, decodePageKey, type Page, toPage } from '@quayside/shared/page';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { partnerTable } from '../partner/table.ts';
import type { EdiDirection, EdiMessage, EdiSet, EdiState } from './message.ts';
import { type MessageRow, messageTable, type ReplayRow, replayTable, setTable } from './table.ts';

const MAX_RELATED = 1_000;

/** What a list of messages is narrowed by. */
export interface MessageFilter {
  readonly partnerId?: string | null | undefined;
  readonly accountId?: string | null | undefined;
  readonly direction?: EdiDirection | null | undefined;
  readonly states?: readonly EdiState[] | null | undefined;
  readonly setType?: string | null | undefined;
  readonly search?: string | null | undefined;
  readonly from?: number | null | undefined;
  readonly to?: number | null | undefined;
  /** Exactly this number of an order, a load, a notice or a purchase order. */
  readonly reference?: string | null | undefined;
  /** Exactly this ISA13, GS06 or ST02; leading zeros do not count. */
  readonly control?: string | null | undefined;
  readonly test?: boolean | null | undefined;
  /** Groups of ours whose acknowledgement is overdue. */
  readonly overdue?: boolean | null | undefined;
  readonly ids?: readonly string[] | null | undefined;
  /** Messages that speak of this claim. */
  readonly claimId?: string | null | undefined;
  /** Messages that speak of this invoice of ours. */
  readonly invoiceId?: string | null | undefined;
  /** Shipments that the graph knows under the reference. */
  readonly shipmentIds?: readonly string[] | null | undefined;
}

/** The company's own root unit is the only one whose path has a single step. */
const seesEverything = (viewer: Viewer): boolean =>
  viewer.reach.kind === 'organization' && viewer.reach.path.split('/').filter(Boolean).length <= 1;

/** Messages of unknown senders belong to no account: only the root of the organization sees them. */
function messageReach(viewer: Viewer): Predicate {
  const reach = withinReach(viewer, { account: 'm.account_id' });
  if (!isStaff(viewer)) return { ...reach, sql: `(${reach.sql} AND NOT ${OF_CARRIER})` };
  const all = seesEverything(viewer) ? `(${reach.sql} OR m.account_id IS NULL)` : reach.sql;
  return { ...reach, sql: holds(viewer, 'SEE_VALUE') ? all : `(${all} AND NOT ${OUR_COST})` };
}

// A carrier's 210, and our answers to it: beside what a customer pays they tell our margin, as carrier invoices do.
const OUR_COST = `EXISTS (SELECT 1 FROM edi_set leg JOIN edi_message bill ON bill.id = leg.message_id
    WHERE leg.type = '210' AND bill.direction = 'IN' AND (leg.message_id = m.id OR leg.message_id = m.relates_to_id))`;

// What we claim from a carrier, and what it answers, is between the two: also where its partner belongs to an account.
// Its 214 speaks of shipments of many accounts in one file: each reads the facts at its own shipment. Its 210 is our cost.
const OF_CARRIER = `(EXISTS (SELECT 1 FROM edi_set leg WHERE leg.message_id = m.id
    AND ((m.direction = 'OUT' AND leg.type = '920') OR (m.direction = 'IN' AND leg.type IN ('210', '214', '926'))))
  OR (m.direction = 'OUT' AND EXISTS (
    SELECT 1 FROM edi_set leg JOIN edi_message asked ON asked.id = leg.message_id
    WHERE leg.message_id = m.relates_to_id AND leg.type IN ('210', '214', '926') AND asked.direction = 'IN')))`;

/** Messages in the viewer's reach, as `m`. */
export function visibleMessages(em: EntityManager, viewer: Viewer): SelectQueryBuilder<MessageRow> {
  const reach = messageReach(viewer);
  return em.createQueryBuilder(messageTable, 'm').where(reach.sql, reach.parameters);
}

/** The messages among these that the viewer may see. */
export async function findMessages(em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<EdiMessage[]> {
  if (ids.length === 0) return [];
  const rows = await visibleMessages(em, viewer)
    .andWhere('m.id IN (:...ids)', { ids: [...ids] })
    .getMany();
  return rows.map(toMessage);
}

/** Acknowledgements, answers and duplicates of these messages, oldest first. */
export async function findRelated(em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<EdiMessage[]> {
  const query = visibleMessages(em, viewer).andWhere('m.relates_to_id IN (:...ids)', { ids: [...ids] });
  return (await query.orderBy('m.at').addOrderBy('m.id').limit(MAX_RELATED).getMany()).map(toMessage);
}

/** The copies that took a message's place. */
export async function findCopies(em: EntityManager, viewer: Viewer, id: string): Promise<EdiMessage[]> {
  const rows = await visibleMessages(em, viewer).andWhere('m.copy_of_id = :id', { id }).orderBy('m.id').getMany();
  return rows.map(toMessage);
}

/** The youngest message with these bytes. */
export async function findByHash(em: EntityManager, viewer: Viewer, sha256: string): Promise<EdiMessage | null> {
  const query = visibleMessages(em, viewer).andWhere('m.sha256 = :sha256', { sha256 });
  const row = await query.orderBy('m.id', 'DESC').limit(1).getOne();
  return row && toMessage(row);
}

/** Groups of ours whose acknowledgement is overdue, longest waiting first. */
export async function findOverdue(em: EntityManager, viewer: Viewer): Promise<EdiMessage[]> {
  const overdue = narrow(visibleMessages(em, viewer), { overdue: true });
  return (await overdue.orderBy('m.ack_due_at').addOrderBy('m.id').limit(MAX_RELATED).getMany()).map(toMessage);
}

/** Newest first, one page. */
export async function listMessages(
  em: EntityManager,
  viewer: Viewer,
  filter: MessageFilter,
  page: { first?: number | null | undefined; after?: string | null | undefined },
): Promise<Page<EdiMessage>> {
  const first = clampFirst(page.first, 50);
  const query = narrow(visibleMessages(em, viewer), filter);
  const key = decodePageKey(page.after);
  if (key) query.andWhere('m.at <= :at AND (m.at < :at OR m.id < :id)', key);
  const rows = await query
    .orderBy('m.at', 'DESC')
    .addOrderBy('m.id', 'DESC')
    .limit(first + 1)
    .getMany();
  return toPage(rows.map(toMessage), first, (row) => row);
}

/** How many messages a filter means, and how many bytes they have together. */
export async function measureMessages(
  em: EntityManager,
  viewer: Viewer,
  filter: MessageFilter,
): Promise<{ count: number; bytes: number }> {
  const row = await narrow(visibleMessages(em, viewer), filter)
    .select('COUNT(*)', 'count')
    .addSelect('SUM(m.size_bytes)', 'bytes')
    .getRawOne<{ count: unknown; bytes: unknown }>();
  return { count: Number(row?.count ?? 0), bytes: Number(row?.bytes ?? 0) };
}

/** The rows that a filter means, oldest first: for what is done with many at once. */
export const selectMessages = (
  em: EntityManager,
  viewer: Viewer,
  filter: MessageFilter,
  most: number,
): Promise<MessageRow[]> => narrow(visibleMessages(em, viewer), filter).orderBy('m.id').limit(most).getMany();

/** How many messages there are of each direction, state and state of acknowledgement, with and without control numbers. */
export async function countMessages(em: EntityManager, viewer: Viewer, filter: MessageFilter) {
  const rows = await narrow(visibleMessages(em, viewer), filter)
    .select(['m.direction AS direction', 'm.state AS state', 'm.ack_state AS ackState', 'COUNT(*) AS count'])
    .addSelect(`CASE WHEN m.interchange_control IS NULL THEN 0 ELSE 1 END`, 'numbered')
    .groupBy('m.direction')
    .addGroupBy('m.state')
    .addGroupBy('m.ack_state')
    .addGroupBy('numbered')
    .getRawMany<{ direction: EdiDirection; state: EdiState; ackState: string; count: unknown; numbered: unknown }>();
  return rows.map((row) => ({ ...row, count: Number(row.count), numbered: Number(row.numbered) === 1 }));
}

/** Control numbers of a partner on a level, counted twice: as they were given out, and as they are on messages. */
export interface ControlNumbers {
  readonly partnerId: string;
  readonly level: 'INTERCHANGE' | 'GROUP';
  readonly given: number;
  readonly used: number;
  readonly gapFree: boolean;
}

/** Control numbers given out and used. In one statement, since both grow while they are read. */
export async function countNumbers(
  em: EntityManager,
  viewer: Viewer,
  partnerId: string | null,
): Promise<ControlNumbers[]> {
  const reach = withinReach(viewer, { account: 'p.account_id' });
  const levels = [
    ['INTERCHANGE', 'interchange', 'interchange_control'],
    ['GROUP', 'group', 'group_control'],
  ] as const;
  const query = em.createQueryBuilder(partnerTable, 'p').select('p.id', 'partnerId').where(reach.sql, reach.parameters);
  if (partnerId) query.andWhere('p.id = :partnerId', { partnerId });
  for (const [level, name, column] of levels) {
    query.addSelect(`(SELECT q.value FROM sequence q WHERE q.id = CONCAT(p.id, ':${name}'))`, `given${level}`);
    query.addSelect(
      `(SELECT COUNT(DISTINCT m.${column}) FROM edi_message m WHERE m.partner_id = p.id AND m.direction = 'OUT')`,
      `used${level}`,
    );
  }
  const rows = await query.orderBy('p.id').getRawMany<Record<string, unknown>>();
  return rows.flatMap((row) =>
    levels.map(([level]) => {
      const [given, used] = [Number(row[`given${level}`] ?? 0), Number(row[`used${level}`])];
      return { partnerId: String(row['partnerId']), level, given, used, gapFree: given === used };
    }),
  );
}

/** Who has taken up this message again; for who may see the message. */
export const findReplays = (em: EntityManager, messageId: string): Promise<ReplayRow[]> =>
  em.getRepository(replayTable).find({ where: { messageId }, order: { at: 'ASC', id: 'ASC' } });

function narrow(query: SelectQueryBuilder<MessageRow>, filter: MessageFilter): SelectQueryBuilder<MessageRow> {
  const { partnerId, accountId, direction, states, setType, search } = filter;
  if (partnerId) query.andWhere('m.partner_id = :partnerId', { partnerId });
  if (accountId) query.andWhere('m.account_id = :accountId', { accountId });
  if (direction) query.andWhere('m.direction = :direction', { direction });
  if (states && states.length > 0) query.andWhere('m.state IN (:...states)', { states: [...states] });
  if (setType) query.andWhere('m.set_types LIKE :setType', { setType: `% ${escapeLike(setType)} %` });
  narrowByFacts(query, filter);
  const text = search?.trim();
  if (text)
    query.andWhere(
      `(m.interchange_control LIKE :prefix OR m.file_name LIKE :prefix OR m.id = :text
        OR m.id IN (SELECT s.message_id FROM edi_set s WHERE s.business_key LIKE :prefix))`,
      { text, prefix: `${escapeLike(text)}%` },
    );
  return query;
}

function narrowByFacts(query: SelectQueryBuilder<MessageRow>, filter: MessageFilter): void {
  const { from, to, reference, control, test, overdue, ids, claimId, invoiceId } = filter;
  const shipmentIds = filter.shipmentIds ?? [];
  if (from !== null && from !== undefined) query.andWhere('m.at >= :from', { from });
  if (to !== null && to !== undefined) query.andWhere('m.at < :to', { to });
  if (test !== null && test !== undefined) query.andWhere('m.test = :test', { test });
  if (overdue) query.andWhere('m.ack_state IN (:...alarms)', { alarms: ['OVERDUE', 'ESCALATED'] });
  if (ids) query.andWhere('m.id IN (:...wanted)', { wanted: ids.length > 0 ? [...ids] : [''] });
  if (claimId)
    query.andWhere('m.id IN (SELECT c.message_id FROM edi_claim c WHERE c.claim_id = :claimId)', { claimId });
  if (invoiceId)
    query.andWhere('m.id IN (SELECT i.message_id FROM edi_invoice i WHERE i.invoice_id = :invoiceId)', { invoiceId });
  if (reference)
    query.andWhere(`(${BY_REFERENCE})`, { reference, shipmentIds: shipmentIds.length > 0 ? [...shipmentIds] : [''] });
  if (control) query.andWhere(`(${BY_CONTROL})`, { control, padded: control.padStart(9, '0') });
}

// Acknowledgements have no sets of their own in here: they are found by what they answer.
const NAMED = `SELECT s.message_id FROM edi_set s
  WHERE (s.business_key = :reference AND s.type NOT IN ('997', '999')) OR s.shipment_id IN (:...shipmentIds)`;
const BY_REFERENCE = `m.id IN (${NAMED})
  OR (m.relates_to_id IN (${NAMED}) AND NOT EXISTS (SELECT 1 FROM edi_set own WHERE own.message_id = m.id))`;
const BY_CONTROL = `m.interchange_control = :control OR m.interchange_control = :padded OR m.group_control = :control
  OR m.id IN (SELECT s.message_id FROM edi_set s WHERE s.control = :control OR s.group_control = :control)`;

// Without an ESCAPE clause the two engines differ, so the wild cards themselves cannot be searched for.
const escapeLike = (text: string): string => text.replace(/[%_\\]/g, '');

/** The sets of messages that the viewer has been shown already, in the order of the file. */
export async function findSets(em: EntityManager, viewer: Viewer, messageIds: readonly string[]): Promise<EdiSet[]> {
  if (messageIds.length === 0) return [];
  const reach = messageReach(viewer);
  return em
    .createQueryBuilder(setTable, 's')
    .innerJoin(messageTable.options.name, 'm', 'm.id = s.message_id')
    .where(reach.sql, reach.parameters)
    .andWhere('s.message_id IN (:...messageIds)', { messageIds: [...messageIds] })
    .orderBy('s.message_id')
    .addOrderBy('s.place')
    .getMany();
}

/** The domain's view of a row. */
export const toMessage = (row: MessageRow): EdiMessage => ({
  id: row.id,
  direction: row.direction,
  state: row.state,
  partnerId: row.partnerId,
  accountId: row.accountId,
  channel: row.channel,
  fileName: row.fileName,
  sha256: row.sha256,
  sizeBytes: row.sizeBytes,
  interchangeControl: row.interchangeControl,
  setTypes: row.setTypes.split(' ').filter(Boolean),
  verdict: row.verdict,
  summary: row.summary,
  errors: row.errors,
  relatesToId: row.relatesToId,
  at: row.at,
  ackState: row.ackState,
  ackDueAt: row.ackDueAt,
  answeredAt: row.answeredAt,
  answeredById: row.answeredById,
  copyOfId: row.copyOfId,
  editor: row.editor,
  editorNote: row.editorNote,
  mapVersion: row.mapVersion,
  test: Boolean(row.test),
  version: row.version,
});
