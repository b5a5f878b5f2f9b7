import { toNumber } from '@quayside/shared/db/columns';
import { allOf, EVERYTHING, equals } from '@quayside/shared/db/predicate';
import { type Predicate, summedWithinReach, withinReach } from '@quayside/shared/db/reach';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import { DAY } from '@quayside/shared/instant';
import type { EntityManager } from 'typeorm';
import type { CaseCategory } from '../case/case.ts';
import { type Bucket, type CaseDimension, type CaseGroup, groupsOf } from './case-analysis.ts';

/** Which cases are looked at; instants in epoch milliseconds. */
export interface CaseAnalysisFilter {
  readonly from?: number | null | undefined;
  readonly to?: number | null | undefined;
  readonly kind?: string | null | undefined;
  readonly category?: string | null | undefined;
  readonly accountId?: string | null | undefined;
  readonly ownerId?: string | null | undefined;
}

/** The column, of a case `t` with its account `a` and its owner `m`, that a dimension groups by. */
const COLUMNS: Readonly<Record<CaseDimension, { readonly key: string; readonly name: string }>> = {
  CATEGORY: { key: 't.category', name: 'NULL' },
  KIND: { key: 't.kind', name: 'NULL' },
  SEVERITY: { key: 't.severity', name: 'NULL' },
  CHANNEL: { key: 't.channel', name: 'NULL' },
  PARTY: { key: 't.party', name: 'NULL' },
  REGION: { key: 'a.region', name: 'NULL' },
  OWNER: { key: 't.owner_id', name: 'MAX(m.name)' },
  ACCOUNT: { key: 't.account_id', name: 'MAX(a.name)' },
  // Days are told apart here and put together to months there: calendars differ from database to database.
  MONTH: { key: `FLOOR(t.opened_at / ${DAY})`, name: 'NULL' },
};

const openedWithin = ({ from, to }: CaseAnalysisFilter): Predicate =>
  allOf([
    from ? { sql: 't.opened_at >= :openedFrom', parameters: { openedFrom: from } } : EVERYTHING,
    to ? { sql: 't.opened_at < :openedTo', parameters: { openedTo: to } } : EVERYTHING,
  ]);

/** Counts and mean times of the cases within the viewer's reach, by group. */
export async function analyseCases(
  em: EntityManager,
  viewer: Viewer,
  { by, filter, now }: { by: CaseDimension; filter: CaseAnalysisFilter; now: number },
): Promise<CaseGroup[]> {
  const { key, name } = COLUMNS[by];
  const where = allOf([
    withinReach(viewer, { account: 't.account_id' }),
    openedWithin(filter),
    equals('t.kind', 'kind', filter.kind),
    equals('t.category', 'category', filter.category),
    equals('t.account_id', 'account', filter.accountId),
    equals('t.owner_id', 'owner', filter.ownerId),
  ]);
  const rows = await selectRows<Record<keyof Bucket, string | number | null>>(
    em,
    `SELECT ${key} AS \`key\`, ${name} AS name, COUNT(*) AS opened,
       SUM(CASE WHEN t.closed_at IS NULL THEN 1 ELSE 0 END) AS open,
       SUM(CASE WHEN t.closed_at IS NULL AND t.due_at < :now THEN 1 ELSE 0 END) AS overdue,
       SUM(CASE WHEN t.solved = 1 THEN 1 ELSE 0 END) AS solved,
       SUM(CASE WHEN t.solved = 0 THEN 1 ELSE 0 END) AS notSolved,
       SUM(CASE WHEN t.decision = 'ADOPTED' THEN 1 ELSE 0 END) AS adopted,
       SUM(CASE WHEN t.decision = 'NOT_ADOPTED' THEN 1 ELSE 0 END) AS notAdopted,
       COUNT(t.answered_at) AS answered, SUM(t.answered_at - t.opened_at) AS answerMs,
       COUNT(t.closed_at) AS resolved, SUM(t.closed_at - t.opened_at) AS solveMs
     FROM service_case t
     LEFT JOIN account_directory a ON a.account_id = t.account_id
     LEFT JOIN member_directory m ON m.member_id = t.owner_id
     WHERE ${where.sql} GROUP BY ${key}`,
    { ...where.parameters, now },
  );
  return groupsOf(by, rows.map(toBucket));
}

/** How many complaints about what were opened within a span, most first; of the index alone. */
export async function countComplaints(
  em: EntityManager,
  viewer: Viewer,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<{ category: CaseCategory; opened: number }[]> {
  const reach = summedWithinReach(viewer, 't.account_id');
  const rows = await selectRows<{ category: CaseCategory; opened: number | string }>(
    em,
    `SELECT t.category AS category, COUNT(*) AS opened FROM service_case t
     WHERE t.kind = 'COMPLAINT' AND t.opened_at >= :from AND t.opened_at < :to AND ${reach.sql}
     GROUP BY t.category ORDER BY COUNT(*) DESC, t.category`,
    { ...reach.parameters, from, to },
  );
  return rows.map(({ category, opened }) => ({ category, opened: Number(opened) }));
}

const toBucket = (row: Record<keyof Bucket, string | number | null>): Bucket => {
  const count = (field: keyof Bucket): number => toNumber(row[field]) ?? 0;
  return {
    key: row.key === null ? null : String(row.key),
    name: row.name === null ? null : String(row.name),
    ...{ opened: count('opened'), open: count('open'), overdue: count('overdue') },
    ...{ solved: count('solved'), notSolved: count('notSolved') },
    ...{ adopted: count('adopted'), notAdopted: count('notAdopted') },
    ...{ answered: count('answered'), answerMs: count('answerMs') },
    ...{ resolved: count('resolved'), solveMs: count('solveMs') },
  };
};
