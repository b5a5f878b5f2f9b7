import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Article, ArticleText, ArticleVote } from './article.ts';

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

export const articleTextTable = new EntitySchema<ArticleText>({
  name: 'article_text',
  columns: {
    articleId: { ...column.id, name: 'article_id', primary: true },
    version: { ...column.whole, primary: true },
    title: { ...column.line },
    question: { ...column.text },
    answer: { ...column.text },
    category: { ...column.state },
    language: { ...column.state },
    writtenBy: { ...column.name, name: 'written_by' },
    writtenAt: { ...column.instant, name: 'written_at' },
  },
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
