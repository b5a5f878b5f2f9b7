import { nextNumber, numbered } from '@quayside/shared/db/sequence';
import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { CaseCategory } from '../case/case.ts';
import { cases } from '../case/store.ts';
import { type Article, type ArticleAudience, checkArticle, publish, retire } from './article.ts';
import { mayPublish, mayVote, mayWriteArticles } from './policy.ts';
import { findArticle, insertArticle, keepVote, saveArticle } from './store.ts';

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
    return save(ctx, em, checkArticle({ ...before, ...words }));
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
  return ok(article);
}

/** Puts an article before the staff, or before everyone. */
export const publishArticle = (
  ctx: CommandContext,
  id: string,
  audience: ArticleAudience,
): Promise<Result<Article>> => {
  if (!mayPublish(ctx.viewer, audience)) throw forbidden('publish this article');
  return ctx.db.write(async (em) => save(ctx, em, publish(await found(ctx, em, id), audience)));
};

/** Takes an article away from its readers. */
export const retireArticle = (ctx: CommandContext, id: string): Promise<Result<Article>> => {
  if (!mayPublish(ctx.viewer, 'EVERYONE')) throw forbidden('retire articles');
  return ctx.db.write(async (em) => save(ctx, em, retire(await found(ctx, em, id))));
};

/** Says whether an article has helped the viewer. */
export function voteOnArticle(ctx: CommandContext, id: string, helped: boolean): Promise<Result<Article>> {
  if (!mayVote(ctx.viewer)) throw forbidden('vote');
  return ctx.db.write(async (em) => {
    const article = await found(ctx, em, id);
    await keepVote(em, { articleId: id, voterId: ctx.viewer.id, helped, at: ctx.now() });
    return ok(article);
  });
}

async function found({ viewer }: CommandContext, em: EntityManager, id: string): Promise<Article> {
  const article = await findArticle(em, viewer, id);
  if (!article) throw notFound('The article');
  return article;
}

async function save(ctx: CommandContext, em: EntityManager, changed: Result<Article>): Promise<Result<Article>> {
  if (!changed.ok) return changed;
  return ok(await saveArticle(em, { ...changed.value, writtenBy: ctx.viewer.name, updatedAt: ctx.now() }));
}
