import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, equals, olderThan } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import { isStaff, type Viewer } from '@quayside/shared/identity';
import type { PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import type { BoughtService } from '../bought/bought.ts';
import { hasBought } from '../bought/store.ts';
import type { Answer } from './answer.ts';
import { bitOf, type Cause, causesIn, type Judged, type PeriodScore, periodScore } from './report.ts';
import { answerTable } from './table.ts';

const read = rowReader(answerTable);

/** The answer of one respondent to one occasion; whoever calls has found the subject to be in reach. */
export const findAnswer = async (
  em: EntityManager,
  { occasion, subjectId, period, respondent }: Pick<Answer, 'occasion' | 'subjectId' | 'period' | 'respondent'>,
): Promise<Answer | null> =>
  (
    await read(
      em,
      allOf([
        equals('t.subject_id', 'subject', subjectId),
        equals('t.occasion', 'occasion', occasion),
        equals('t.period', 'period', period),
        equals('t.respondent', 'respondent', respondent),
      ]),
    )
  )[0] ?? null;

export const insertAnswer = (em: EntityManager, answer: Answer): Promise<void> => insertRows(em, answerTable, [answer]);

/** @throws AppError CONFLICT when somebody else was faster. */
export async function replaceAnswer(em: EntityManager, answer: Answer): Promise<Answer> {
  await guardedUpdate(em, answerTable, answer, answer);
  return { ...answer, version: answer.version + 1 };
}

/** What was said belongs to the staff in whose reach the account is. */
const forStaff = (viewer: Viewer): Predicate =>
  isStaff(viewer) ? withinReach(viewer, { account: 't.account_id' }) : { sql: '1 = 0', parameters: {} };

/** A customer reads what was said of its own deliveries, cases and claims: the answers that its board counts. */
const toldTo = (viewer: Viewer): Predicate =>
  isStaff(viewer) || viewer.reach.kind !== 'account'
    ? forStaff(viewer)
    : allOf([withinReach(viewer, { account: 't.account_id' }), { sql: "t.measure = 'CSAT'", parameters: {} }]);

interface Span {
  readonly from: number;
  readonly to: number;
}

const saidWithin = (viewer: Viewer, { from, to }: Span): Predicate =>
  allOf([forStaff(viewer), { sql: 't.at >= :from AND t.at < :to', parameters: { from, to } }]);

/** All answers of one measure in a period, those that are alike counted together. */
export async function judgedWithin(
  em: EntityManager,
  viewer: Viewer,
  { measure, ...span }: Span & Pick<Answer, 'measure'>,
): Promise<Judged[]> {
  const { sql, parameters } = allOf([saidWithin(viewer, span), equals('t.measure', 'measure', measure)]);
  const rows = await selectRows<Record<'accountId' | 'score' | 'occasion' | 'causes' | 'times', string | number>>(
    em,
    `SELECT t.account_id AS accountId, t.score AS score, t.occasion AS occasion, t.causes AS causes, COUNT(*) AS times
     FROM satisfaction_answer t WHERE ${sql} GROUP BY t.account_id, t.score, t.occasion, t.causes`,
    parameters,
  );
  return rows.map(({ accountId, score, occasion, causes, times }) => ({
    ...{ accountId: String(accountId), score: Number(score), occasion: String(occasion), times: Number(times) },
    causes: causesIn(Number(causes)),
  }));
}

/** The latest answers of a period that somebody follows up, newest first. */
export const followedUpWithin = (em: EntityManager, viewer: Viewer, span: Span, most: number): Promise<Answer[]> =>
  read(
    em,
    allOf([saidWithin(viewer, span), { sql: 't.follow_up_id IS NOT NULL', parameters: {} }]),
    `ORDER BY t.at DESC, t.id DESC LIMIT ${most}`,
  );

/** What a list of answers is narrowed by. */
export interface AnswerFilter {
  readonly accountId?: string | null | undefined;
  readonly subjectId?: string | null | undefined;
  readonly measure?: Answer['measure'] | null | undefined;
  readonly period?: string | null | undefined;
  readonly occasion?: Answer['occasion'] | null | undefined;
  readonly service?: BoughtService | null | undefined;
  readonly mode?: string | null | undefined;
  readonly region?: string | null | undefined;
  readonly branchId?: string | null | undefined;
  readonly cause?: Cause | null | undefined;
  readonly noCause?: boolean | null | undefined;
  readonly score?: number | null | undefined;
  readonly bad?: boolean | null | undefined;
  readonly from?: number | null | undefined;
  readonly to?: number | null | undefined;
}

/** A page of a list, and what the list was narrowed by: enough to count it. */
export interface AnswerPage {
  readonly nodes: Answer[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  readonly filter: AnswerFilter;
}

const BAD: Predicate = { sql: "t.score <= CASE WHEN t.measure = 'CSAT' THEN 2 ELSE 6 END", parameters: {} };

/** Answers of customers with a trait: what they bought in the months of the span, where they are, who answers for them. */
const ofCustomersWith = ({ service, mode, region, branchId, from, to }: AnswerFilter): Predicate[] => [
  ...(service ? [hasBought('t.account_id', 'SERVICE', service, { from, to })] : []),
  ...(mode ? [hasBought('t.account_id', 'MODE', mode, { from, to })] : []),
  ...(region
    ? [
        {
          sql: 't.account_id IN (SELECT a.account_id FROM account_directory a WHERE a.region = :region)',
          parameters: { region },
        },
      ]
    : []),
  ...(branchId
    ? [
        {
          sql: `t.account_id IN (SELECT bs.account_id FROM tenant_scope bs
            WHERE SUBSTR(bs.path, -LENGTH(:branchEnd)) = :branchEnd)`,
          parameters: { branchEnd: `/${branchId}/` },
        },
      ]
    : []),
];

/** The answers of a list, as far as they are told to the viewer. */
export const narrowedBy = (viewer: Viewer, filter: AnswerFilter): Predicate => {
  const { accountId, subjectId, measure, period, occasion, cause, noCause, score, bad, from, to } = filter;
  return allOf([
    toldTo(viewer),
    equals('t.account_id', 'account', accountId),
    equals('t.subject_id', 'subject', subjectId),
    equals('t.measure', 'measure', measure),
    equals('t.period', 'period', period),
    equals('t.occasion', 'occasion', occasion),
    ...ofCustomersWith(filter),
    ...(cause ? [{ sql: '(t.causes & :bit) <> 0', parameters: { bit: bitOf(cause) } }] : []),
    ...(noCause ? [{ sql: 't.causes = 0', parameters: {} }] : []),
    ...(typeof score === 'number' ? [{ sql: 't.score = :score', parameters: { score } }] : []),
    ...(bad ? [BAD] : []),
    ...(typeof from === 'number' ? [{ sql: 't.at >= :from', parameters: { from } }] : []),
    ...(typeof to === 'number' ? [{ sql: 't.at < :to', parameters: { to } }] : []),
  ]);
};

/** Answers told to the viewer, newest first, with one row more than asked for when there is more. */
export const listAnswers = (
  em: EntityManager,
  viewer: Viewer,
  filter: AnswerFilter,
  page: { readonly first: number; readonly after: PageKey | null },
): Promise<Answer[]> =>
  read(
    em,
    allOf([narrowedBy(viewer, filter), olderThan('t.at', 't.id', page.after)]),
    `ORDER BY t.at DESC, t.id DESC LIMIT ${page.first + 1}`,
  );

/** How many answers there are in all behind such a list. */
export async function countAnswers(em: EntityManager, viewer: Viewer, filter: AnswerFilter): Promise<number> {
  const { sql, parameters } = narrowedBy(viewer, filter);
  const rows = await selectRows<{ many: number | string }>(
    em,
    `SELECT COUNT(*) AS many FROM satisfaction_answer t WHERE ${sql}`,
    parameters,
  );
  return Number(rows[0]?.many ?? 0);
}

/** One answer, for the staff in whose reach its account is. */
export const answerById = async (em: EntityManager, viewer: Viewer, id: string): Promise<Answer | null> =>
  (await read(em, allOf([equals('t.id', 'id', id), forStaff(viewer)])))[0] ?? null;

const MOST_PERIODS = 8;

/** Whether customers would recommend us, quarter by quarter, oldest first; the last two years of those with answers. */
export async function recommendedByPeriod(em: EntityManager, viewer: Viewer): Promise<PeriodScore[]> {
  const where = forStaff(viewer);
  const rows = await selectRows<Record<'period' | 'answers' | 'promoters' | 'detractors', string | number>>(
    em,
    `SELECT t.period AS period, COUNT(*) AS answers, SUM(CASE WHEN t.score >= 9 THEN 1 ELSE 0 END) AS promoters,
       SUM(CASE WHEN t.score <= 6 THEN 1 ELSE 0 END) AS detractors
     FROM satisfaction_answer t WHERE t.measure = 'NPS' AND ${where.sql}
     GROUP BY t.period ORDER BY t.period DESC LIMIT ${MOST_PERIODS}`,
    where.parameters,
  );
  return rows
    .map(({ period, answers, promoters, detractors }) =>
      periodScore(String(period), Number(answers), Number(promoters), Number(detractors)),
    )
    .reverse();
}

/** What the holder of a tracking link was told about what changed by the rating of this delivery; null when nothing was. */
export const toldConsignee = async (
  em: EntityManager,
  viewer: Viewer,
  shipmentId: string,
): Promise<{ text: string; at: number } | null> => {
  const reach = withinReach(viewer, { account: 't.account_id', shipment: 't.shipment_id' });
  const mine = [equals('t.subject_id', 'subject', shipmentId), equals('t.respondent', 'consignee', 'consignee'), reach];
  const [answer] = await read(em, allOf([equals('t.occasion', 'delivery', 'DELIVERY'), ...mine]));
  const { whatChanged: text = null, changeToldAt: at = null } = answer ?? {};
  return text !== null && at !== null ? { text, at } : null;
};

/** How often each score was given in a period: of all answers, however many there are. */
export async function scoresWithin(
  em: EntityManager,
  viewer: Viewer,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<(Pick<Answer, 'measure' | 'score'> & { readonly count: number })[]> {
  const { sql, parameters } = allOf([
    forStaff(viewer),
    { sql: 't.at >= :from AND t.at < :to', parameters: { from, to } },
  ]);
  const rows = await selectRows<Pick<Answer, 'measure' | 'score'> & { count: number | string }>(
    em,
    `SELECT t.measure AS measure, t.score AS score, COUNT(*) AS count FROM ${answerTable.options.name} t
     WHERE ${sql} GROUP BY t.measure, t.score`,
    parameters,
  );
  return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }));
}

/** A respondent's own answers about a subject. */
export const ownAnswers = (em: EntityManager, viewer: Viewer, subjectId: string): Promise<Answer[]> =>
  read(
    em,
    allOf([
      equals('t.subject_id', 'subject', subjectId),
      equals('t.respondent', 'me', viewer.id),
      withinReach(viewer, { account: 't.account_id' }),
    ]),
    'ORDER BY t.at DESC LIMIT 1',
  );
