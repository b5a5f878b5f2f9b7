import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Article, ArticleVote } from './article.ts';

export const articleTable = new EntitySchema<Article>({
  name: 'article',
  columns: {
    id: { ...column.id, primary: true },
    number: { ...column.code },
    title: { ...column.line },
    question: { ...column.text },
    answer: { ...column.text },
    category: { ...column.state },
    language: { ...column.state },
    state: { ...column.state },
    audience: { ...column.state },
    caseId: { ...column.id, name: 'case_id', nullable: true },
    writtenBy: { ...column.name, name: 'written_by' },
    updatedAt: { ...column.instant, name: 'updated_at' },
    version: { ...column.whole },
  },
  indices: [{ name: 'article_updated', columns: ['updatedAt', 'id'] }],
});

export const articleVoteTable = new EntitySchema<ArticleVote>({
  name: 'article_vote',
  columns: {
    articleId: { ...column.id, name: 'article_id', primary: true },
    voterId: { ...column.code, name: 'voter_id', primary: true },
    helped: { ...column.flag },
    at: { ...column.instant },
  },
});
