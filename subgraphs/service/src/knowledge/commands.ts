import { nextNumber, numbered } from '@quayside/shared/db/sequence';
import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { CaseCategory } from '../case/case.ts';
import { cases } from '../case/store.ts';
import { type Article, type ArticleAudience, checkArticle, isRewritten, publish, retire } from './article.ts';
import { tellArticle } from './live.ts';
import { mayPublish, mayVote, mayWriteArticles } from './policy.ts';
import { findArticle, insertArticle, keepText, keepVote, saveArticle } from './store.ts';

/** The words of an article, as one of the staff writes them. */
export interface ArticleWords {
  readonly title: string;
  readonly question: string;
  readonly answer: string;
  readonly category: CaseCategory;
  readonly language: string;
}

/** What is written: a new article, or one that was read in this version. */
export interface WriteArticle extends ArticleWords {
  readonly id?: string | null | undefined;
  readonly version?: number | null | undefined;
  readonly caseId?: string | null | undefined;
}

/** Writes a new article as a draft, or changes the words of one. */
export function writeArticle(
  ctx: CommandContext,
  { id, version, caseId, ...words }: WriteArticle,
): Promise<Result<Article>> {
  if (!mayWriteArticles(ctx.viewer)) throw forbidden('write articles');
  return ctx.db.write(async (em) => {
    if (!id) return insertNew(ctx, em, words, caseId ?? null);
    const before = await found(ctx, em, id);
    if (version !== before.version) {
      throw new AppError('CONFLICT', 'Somebody else changed this meanwhile. Load it again.');
    }
    const written = checkArticle({ ...before, ...words, writtenBy: ctx.viewer.name });
    const saved = await save(ctx, em, before, written);
    if (saved.ok && isRewritten(before, saved.value)) await keepText(em, saved.value);
    return saved;
  });
}

async function insertNew(
  ctx: CommandContext,
  em: EntityManager,
  words: ArticleWords,
  caseId: string | null,
): Promise<Result<Article>> {
  if (caseId && !(await cases.find(em, ctx.viewer, caseId))) throw notFound('The case');
  const checked = checkArticle({
    ...{ ...words, id: newId(), number: '', state: 'DRAFT', audience: 'STAFF', caseId },
    ...{ writtenBy: ctx.viewer.name, updatedAt: ctx.now(), version: 1 },
  });
  if (!checked.ok) return checked;
  const article = { ...checked.value, number: numbered('KB', await nextNumber(em, 'KB')) };
  await insertArticle(em, article);
  await keepText(em, article);
  await tellArticle(ctx, em, { article, before: null });
  return ok(article);
}

/** Puts an article before the staff, or before everyone. */
export const publishArticle = (
  ctx: CommandContext,
  id: string,
  audience: ArticleAudience,
): Promise<Result<Article>> => {
  if (!mayPublish(ctx.viewer, audience)) throw forbidden('publish this article');
  return change(ctx, id, (article) => publish(article, audience));
};

/** Takes an article away from its readers. */
export const retireArticle = (ctx: CommandContext, id: string): Promise<Result<Article>> => {
  if (!mayPublish(ctx.viewer, 'EVERYONE')) throw forbidden('retire articles');
  return change(ctx, id, retire);
};

/** Says whether an article has helped the viewer. */
export function voteOnArticle(ctx: CommandContext, id: string, helped: boolean): Promise<Result<Article>> {
  if (!mayVote(ctx.viewer)) throw forbidden('vote');
  return ctx.db.write(async (em) => {
    const article = await found(ctx, em, id);
    await keepVote(em, { articleId: id, voterId: ctx.viewer.id, helped, at: ctx.now() });
    await tellArticle(ctx, em, { article, before: article });
    return ok(article);
  });
}

async function found({ viewer }: CommandContext, em: EntityManager, id: string): Promise<Article> {
  const article = await findArticle(em, viewer, id);
  if (!article) throw notFound('The article');
  return article;
}

const change = (
  ctx: CommandContext,
  id: string,
  rule: (article: Article) => Result<Article>,
): Promise<Result<Article>> =>
  ctx.db.write(async (em) => {
    const before = await found(ctx, em, id);
    return save(ctx, em, before, rule(before));
  });

async function save(
  ctx: CommandContext,
  em: EntityManager,
  before: Article,
  changed: Result<Article>,
): Promise<Result<Article>> {
  if (!changed.ok) return changed;
  const article = await saveArticle(em, { ...changed.value, updatedAt: ctx.now() });
  await tellArticle(ctx, em, { article, before });
  return ok(article);
}
