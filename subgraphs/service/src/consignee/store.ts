import { insertRows } from '@quayside/shared/db/bulk';
import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { Case } from '../case/case.ts';
import { cases } from '../case/store.ts';
import { caseTable } from '../case/table.ts';
import type { Message } from '../conversation/conversation.ts';
import { messageTable } from '../conversation/table.ts';
import type { ItemStore } from '../item/store.ts';
import { maySpeak } from './consignee.ts';
import { type LinkCaseRow, linkCaseTable } from './table.ts';

const readCases = rowReader(caseTable);
const readMessages = rowReader(messageTable);
const readLinks = rowReader(linkCaseTable);

/** Cases that were opened through this very link: another link to the same shipment opens none of them. */
function throughOwnLink(viewer: Viewer, caseColumn: string): Predicate {
  if (viewer.kind !== 'link') return { sql: '1 = 0', parameters: {} };
  const reach = withinReach(viewer, { account: 'lc.account_id', shipment: 'lc.shipment_id' });
  const sql = `${caseColumn} IN (SELECT lc.case_id FROM link_case lc WHERE lc.link_id = :link AND ${reach.sql})`;
  return { sql, parameters: { ...reach.parameters, link: viewer.id } };
}

const owned = async (em: EntityManager, viewer: Viewer, more: readonly Predicate[]): Promise<Case[]> => {
  const where = allOf([throughOwnLink(viewer, 't.id'), ...more]);
  const found = await readCases(em, where, 'ORDER BY t.opened_at DESC, t.id DESC');
  return found.filter((one) => maySpeak(viewer, one));
};

/** What the holder of a link has opened through it and may still take part in, newest first. */
export const casesOfLink = (em: EntityManager, viewer: Viewer): Promise<Case[]> => owned(em, viewer, []);

/** How many cases were opened through the link, whatever it still allows. */
export const countOpened = async (em: EntityManager, viewer: Viewer): Promise<number> =>
  (await readLinks(em, equals('t.link_id', 'link', viewer.id))).length;

/** The cases of a link's holder, read and saved like those of anybody else. */
export const consigneeCases: ItemStore<Case> = {
  ...cases,
  findAll: (em, viewer, ids) => owned(em, viewer, [oneOf('t.id', 'ids', ids)]),
  find: async (em, viewer, id) => (await owned(em, viewer, [equals('t.id', 'id', id)]))[0] ?? null,
};

/** What the holder of a link may read of these conversations, oldest first: never a note of the staff. */
export async function messagesForConsignee(
  em: EntityManager,
  viewer: Viewer,
  caseIds: readonly string[],
): Promise<Message[]> {
  const where = allOf([
    oneOf('t.item_id', 'ids', caseIds),
    equals('t.internal', 'internal', 0),
    throughOwnLink(viewer, 't.item_id'),
  ]);
  const rows = await readMessages(em, where, 'ORDER BY t.item_id, t.id');
  return rows.map((row) => ({ ...row, internal: false }));
}

/** Which of these cases a consignee reads along, for those who see the cases themselves. */
export async function readByConsignee(
  em: EntityManager,
  viewer: Viewer,
  caseIds: readonly string[],
): Promise<{ readonly id: string }[]> {
  const where = allOf([oneOf('t.case_id', 'ids', caseIds), withinReach(viewer, { account: 't.account_id' })]);
  const sql = `SELECT t.case_id AS id FROM link_case t WHERE ${where.sql}`;
  return selectRows<{ id: string }>(em, sql, where.parameters);
}

/** Written with the case that the link has opened. */
export const rememberLink = (em: EntityManager, row: LinkCaseRow): Promise<void> =>
  insertRows(em, linkCaseTable, [row]);
