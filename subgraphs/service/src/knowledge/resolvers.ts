import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { clampFirst, decodePageKey, MAX_SEARCH, toPage } from '@quayside/shared/page';
import type { Case } from '../case/case.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import type { Article } from './article.ts';
import { publishArticle, retireArticle, voteOnArticle, writeArticle } from './commands.ts';
import { mostAlike, termsOf } from './likeness.ts';
import { articleUpdates } from './live.ts';
import { findArticle, listArticles, publishedWith, solvedCases } from './store.ts';

/** More than fits beside what is being written is not read. */
const MOST = 5;

const placesOfArticle = ({ title, question, answer: solution }: Article) => [
  { text: title, weight: 3 },
  { text: question, weight: 2 },
  { text: solution, weight: 1 },
];
const placesOfCase = ({ subject, description, resolution }: Case) => [
  { text: subject, weight: 3 },
  { text: description, weight: 2 },
  { text: resolution ?? '', weight: 1 },
];

/** What has been solved before, at hand where it is asked again. */
export const knowledgeResolvers: Resolvers = {
  Query: {
    article: (_, { id }, ctx) => ctx.db.read((em) => findArticle(em, ctx.viewer, id)),
    articles: async (_, { filter, first, after }, ctx) => {
      const size = clampFirst(first);
      // Read before the rows: what happens in between comes twice rather than never.
      const liveCursor = await ctx.live.cursor();
      const page = { first: size, after: decodePageKey(after) };
      const rows = await ctx.db.read((em) => listArticles(em, ctx.viewer, filter ?? {}, page));
      const { nodes, pageInfo } = toPage(rows, size, ({ updatedAt, id }) => ({ at: updatedAt, id }));
      return { nodes: [...nodes], pageInfo, liveCursor };
    },
    suggestArticles: async (_, { text, category }, ctx) => {
      const terms = termsOf(text.slice(0, MAX_SEARCH));
      const found = await ctx.db.read((em) => publishedWith(em, ctx.viewer, terms));
      // The category is a guess of the writer: it only breaks ties.
      const favour = (article: Article) => article.category === category;
      return mostAlike(found, terms, { placesOf: placesOfArticle, most: MOST, favour });
    },
  },
  Mutation: {
    writeArticle: async (_, { input: { category, language, ...input } }, ctx) =>
      answer(await writeArticle(ctx, { ...input, category: category ?? 'OTHER', language: language ?? 'en' })),
    publishArticle: async (_, { id, audience }, ctx) => answer(await publishArticle(ctx, id, audience)),
    retireArticle: async (_, { id }, ctx) => answer(await retireArticle(ctx, id)),
    voteOnArticle: async (_, { id, helped }, ctx) => answer(await voteOnArticle(ctx, id, helped)),
  },
  Subscription: {
    articleUpdated: { subscribe: (_, { id, after }, ctx) => articleUpdates(ctx, id ?? null, after) },
  },
  Article: {
    origin: ({ caseId }, _, ctx) => (caseId ? ctx.loaders.case.load(caseId) : null),
    texts: ({ id }, _, ctx) => ctx.loaders.textsOfArticle.load(id),
    helped: async ({ id }, _, ctx) => (await ctx.loaders.votes.load(id))?.helped ?? 0,
    notHelped: async ({ id }, _, ctx) => (await ctx.loaders.votes.load(id))?.notHelped ?? 0,
    myVote: async ({ id }, _, ctx) => (await ctx.loaders.votes.load(id))?.mine ?? null,
  },
  Case: {
    solvedBefore: async (item, _, ctx) => {
      const known = await ctx.db.read((em) => solvedCases(em, ctx.viewer, item));
      return mostAlike(known, termsOf(`${item.subject} ${item.description}`), { placesOf: placesOfCase, most: MOST });
    },
  },
  ArticleResult: resultUnion('Article'),
};
