import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import type { Viewer } from '@quayside/shared/identity';
import { clampFirst, decodePageKey, type Page, toPage } from '@quayside/shared/page';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { EdiDirection, EdiMessage, EdiSet, EdiState } from './message.ts';
import { type MessageRow, messageTable, setTable } from './table.ts';

const MAX_RELATED = 1_000;

/** What a list of messages is narrowed by. */
export interface MessageFilter {
  readonly partnerId?: string | null | undefined;
  readonly accountId?: string | null | undefined;
  readonly direction?: EdiDirection | null | undefined;
  readonly states?: readonly EdiState[] | null | undefined;
  readonly setType?: string | null | undefined;
  readonly search?: string | null | undefined;
}

/** The company's own root unit is the only one whose path has a single step. */
const seesEverything = (viewer: Viewer): boolean =>
  viewer.reach.kind === 'organization' && viewer.reach.path.split('/').filter(Boolean).length <= 1;

/** Messages of unknown senders belong to no account: only the root of the organization sees them. */
function messageReach(viewer: Viewer): Predicate {
  const reach = withinReach(viewer, { account: 'm.account_id' });
  return seesEverything(viewer) ? { ...reach, sql: `(${reach.sql} OR m.account_id IS NULL)` } : reach;
}

function visibleMessages(em: EntityManager, viewer: Viewer): SelectQueryBuilder<MessageRow> {
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

function narrow(query: SelectQueryBuilder<MessageRow>, filter: MessageFilter): SelectQueryBuilder<MessageRow> {
  const { partnerId, accountId, direction, states, setType, search } = filter;
  if (partnerId) query.andWhere('m.partner_id = :partnerId', { partnerId });
  if (accountId) query.andWhere('m.account_id = :accountId', { accountId });
  if (direction) query.andWhere('m.direction = :direction', { direction });
  if (states && states.length > 0) query.andWhere('m.state IN (:...states)', { states: [...states] });
  if (setType) query.andWhere('m.set_types LIKE :setType', { setType: `% ${escapeLike(setType)} %` });
  const text = search?.trim();
  if (text)
    query.andWhere(
      `(m.interchange_control LIKE :prefix OR m.file_name LIKE :prefix OR m.id = :text
        OR m.id IN (SELECT s.message_id FROM edi_set s WHERE s.business_key LIKE :prefix))`,
      { text, prefix: `${escapeLike(text)}%` },
    );
  return query;
}

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
  mapVersion: row.mapVersion,
  test: Boolean(row.test),
  version: row.version,
});
