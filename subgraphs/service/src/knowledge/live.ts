import type { CommandContext, SubgraphContext } from '@quayside/shared/graphql/subgraph';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { ARTICLE_CHANGED, type ArticleChanged } from '../events.ts';
import { type Article, isForAll } from './article.ts';
import { mayReadAll } from './policy.ts';
import { findArticle } from './store.ts';

/** Tells of an article that is other than before, in the transaction of the change. */
export async function tellArticle(
  { now, correlationId }: CommandContext,
  em: EntityManager,
  { article, before }: { readonly article: Article; readonly before: Article | null },
): Promise<void> {
  // Who could read it before has to hear that it is gone.
  const internal = !isForAll(article) && !(before && isForAll(before));
  const data: ArticleChanged = { articleId: article.id, internal };
  const { id: subject, version: seq } = article;
  await appendEvents(em, [{ type: ARTICLE_CHANGED, accountId: null, subject, seq, at: now(), correlationId, data }]);
}

interface ArticleUpdate {
  readonly articleUpdated: {
    readonly cursor: string;
    readonly event: string;
    readonly at: number;
    readonly articleId: string;
    readonly article: Article | null;
  };
}

/** Changes of one article or of all, each with the article as it is then, or null when the viewer may not read it any more. */
export async function* articleUpdates(
  ctx: SubgraphContext,
  id: string | null,
  after: string | null | undefined,
): AsyncGenerator<ArticleUpdate, void, undefined> {
  const filter = { type: ARTICLE_CHANGED, ...(id !== null && { subject: id }) };
  for await (const { cursor, event } of ctx.live.follow(after, filter)) {
    const { articleId, internal } = event.data as ArticleChanged;
    if (internal && !mayReadAll(ctx.viewer)) continue;
    const article = await ctx.db.read((em) => findArticle(em, ctx.viewer, articleId));
    yield { articleUpdated: { cursor, event: event.type, at: event.at, articleId, article } };
  }
}
