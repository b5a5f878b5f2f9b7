import { insertRows } from '@quayside/shared/db/bulk';
import { toNumber } from '@quayside/shared/db/columns';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, EVERYTHING, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import { MAX_SEARCH, type PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import type { Case } from '../case/case.ts';
import { caseTable } from '../case/table.ts';
import { type Article, type ArticleState, type ArticleText, type ArticleVote, textOf } from './article.ts';
import { mayReadAll } from './policy.ts';
import { articleTable, articleTextTable, articleVoteTable } from './table.ts';

const read = rowReader(articleTable);
const readTexts = rowReader(articleTextTable);
const readCases = rowReader(caseTable);
/** So many are weighed against each other at most. */
const MOST_CANDIDATES = 200;

/** The house's knowledge is no account's: the staff reads all, others what was published for them. */
const readable = (viewer: Viewer): Predicate =>
  mayReadAll(viewer) ? EVERYTHING : { sql: `t.state = 'PUBLISHED' AND t.audience = 'EVERYONE'`, parameters: {} };

const pattern = (text: string): string => `%${text.toLowerCase().replace(/[!%_]/g, '!$&')}%`;
const contains = (name: string): string =>
  ['t.title', 't.question', 't.answer'].map((field) => `LOWER(${field}) LIKE :${name} ESCAPE '!'`).join(' OR ');

const searching = (search: string | null | undefined): Predicate => {
  const wanted = search?.trim().slice(0, MAX_SEARCH);
  if (!wanted) return EVERYTHING;
  return {
    sql: `(${contains('wanted')} OR t.number = :number)`,
    parameters: { wanted: pattern(wanted), number: wanted.toUpperCase() },
  };
};

export interface ArticleFilter {
  readonly search?: string | null | undefined;
  readonly category?: string | null | undefined;
  readonly state?: ArticleState | null | undefined;
}

/** One page, changed last first, with one row more than asked for when there is more. */
export const listArticles = (
  em: EntityManager,
  viewer: Viewer,
  filter: ArticleFilter,
  page: { first: number; after: PageKey | null },
): Promise<Article[]> =>
  read(
    em,
    allOf([
      readable(viewer),
      equals('t.category', 'category', filter.category),
      equals('t.state', 'state', filter.state),
      searching(filter.search),
      olderThan('t.updated_at', 't.id', page.after),
    ]),
    `ORDER BY t.updated_at DESC, t.id DESC LIMIT ${page.first + 1}`,
  );

/** An article that the viewer may read, or null. */
export const findArticle = async (em: EntityManager, viewer: Viewer, id: string): Promise<Article | null> =>
  (await read(em, allOf([equals('t.id', 'id', id), readable(viewer)])))[0] ?? null;

/** Published articles in which one of the terms is found, changed last first. */
export function publishedWith(em: EntityManager, viewer: Viewer, terms: readonly string[]): Promise<Article[]> {
  if (terms.length === 0) return Promise.resolve([]);
  const found = {
    sql: `(${terms.map((_, index) => contains(`term${index}`)).join(' OR ')})`,
    parameters: Object.fromEntries(terms.map((term, index) => [`term${index}`, pattern(term)])),
  };
  const published = equals('t.state', 'state', 'PUBLISHED');
  return read(
    em,
    allOf([readable(viewer), published, found]),
    `ORDER BY t.updated_at DESC, t.id DESC LIMIT ${MOST_CANDIDATES}`,
  );
}

/** Other cases of the category that were solved, within reach, solved last first. */
export const solvedCases = (em: EntityManager, viewer: Viewer, { id, category }: Case): Promise<Case[]> =>
  readCases(
    em,
    allOf([
      withinReach(viewer, { account: 't.account_id' }),
      equals('t.category', 'category', category),
      { sql: 't.solved = 1 AND t.id <> :except', parameters: { except: id } },
    ]),
    `ORDER BY t.closed_at DESC, t.id DESC LIMIT ${MOST_CANDIDATES}`,
  );

export const insertArticle = (em: EntityManager, article: Article): Promise<void> =>
  insertRows(em, articleTable, [article]);

/** @throws AppError CONFLICT when somebody else was faster. */
export async function saveArticle(em: EntityManager, article: Article): Promise<Article> {
  await guardedUpdate(em, articleTable, article, article);
  return { ...article, version: article.version + 1 };
}

/** Keeps the text that an article has now. */
export const keepText = (em: EntityManager, article: Article): Promise<void> =>
  insertRows(em, articleTextTable, [textOf(article)]);

/** Every text that these articles have had, newest first; how they came about is the staff's to know. */
export const textsOf = async (
  em: EntityManager,
  viewer: Viewer,
  articleIds: readonly string[],
): Promise<ArticleText[]> =>
  mayReadAll(viewer) ? readTexts(em, oneOf('t.article_id', 'ids', articleIds), 'ORDER BY t.version DESC') : [];

/** Keeps the vote of a reader in place of an earlier one. */
export const keepVote = async (em: EntityManager, vote: ArticleVote): Promise<void> => {
  await em.getRepository(articleVoteTable).upsert(vote, ['articleId', 'voterId']);
};

/** How many an article has helped and not, and what the viewer said. */
export interface Votes {
  readonly articleId: string;
  readonly helped: number;
  readonly notHelped: number;
  readonly mine: boolean | null;
}

/** The votes on articles that have some. */
export async function votesOn(em: EntityManager, viewer: Viewer, articleIds: readonly string[]): Promise<Votes[]> {
  const where = oneOf('t.article_id', 'ids', articleIds);
  const rows = await selectRows<Record<keyof Votes, string | number | null>>(
    em,
    `SELECT t.article_id AS articleId, SUM(CASE WHEN t.helped = 1 THEN 1 ELSE 0 END) AS helped,
       SUM(CASE WHEN t.helped = 0 THEN 1 ELSE 0 END) AS notHelped,
       MAX(CASE WHEN t.voter_id = :me THEN (CASE WHEN t.helped = 1 THEN 1 ELSE 0 END) END) AS mine
     FROM article_vote t WHERE ${where.sql} GROUP BY t.article_id`,
    { ...where.parameters, me: viewer.id },
  );
  return rows.map(({ articleId, helped, notHelped, mine }) => ({
    articleId: String(articleId),
    helped: toNumber(helped) ?? 0,
    notHelped: toNumber(notHelped) ?? 0,
    mine: mine === null ? null : toNumber(mine) === 1,
  }));
}
