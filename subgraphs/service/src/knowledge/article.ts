import { ok, type Result, refuse } from '@quayside/shared/result';
import type { CaseCategory } from '../case/case.ts';
import { textFault } from '../conversation/conversation.ts';

/** DRAFT and RETIRED are among the staff. */
export type ArticleState = 'DRAFT' | 'PUBLISHED' | 'RETIRED';
/** Who may read what is published. */
export type ArticleAudience = 'STAFF' | 'EVERYONE';

/** A question that has come before, with the answer that solved it. It belongs to the house, not to an account. */
export interface Article {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly question: string;
  readonly answer: string;
  readonly category: CaseCategory;
  /** IETF tag of the language it is written in. */
  readonly language: string;
  readonly state: ArticleState;
  readonly audience: ArticleAudience;
  /** The case whose solution it tells. */
  readonly caseId: string | null;
  readonly writtenBy: string;
  readonly updatedAt: number;
  readonly version: number;
}

/** A text that an article has had. */
export interface ArticleText extends Pick<Article, 'title' | 'question' | 'answer' | 'category' | 'language'> {
  readonly articleId: string;
  /** Of the article, from which on it stood there. */
  readonly version: number;
  readonly writtenBy: string;
  readonly writtenAt: number;
}

export const textOf = ({ id, updatedAt, version, writtenBy, ...words }: Article): ArticleText => {
  const { title, question, answer, category, language } = words;
  return { articleId: id, version, title, question, answer, category, language, writtenBy, writtenAt: updatedAt };
};

/** Does another text stand there than before? */
export const isRewritten = (before: Article, after: Article): boolean =>
  (['title', 'question', 'answer', 'category', 'language'] as const).some((part) => before[part] !== after[part]);

/** May customers read it? Everything else is among the staff. */
export const isForAll = ({ state, audience }: Article): boolean => state === 'PUBLISHED' && audience === 'EVERYONE';

/** Whether an article has helped one reader. */
export interface ArticleVote {
  readonly articleId: string;
  /** Member or key. */
  readonly voterId: string;
  readonly helped: boolean;
  readonly at: number;
}

const LONGEST_TITLE = 200;
const LANGUAGES = ['en', 'zh-Hans', 'zh-Hant'];

/** The first thing that is wrong with the words of an article, or the article. */
export function checkArticle(article: Article): Result<Article> {
  const title = article.title.trim();
  if (!title || title.length > LONGEST_TITLE) {
    return refuse('ARTICLE_TITLE', `A title has 1 to ${LONGEST_TITLE} characters.`, { field: 'title' });
  }
  if (!article.question.trim()) return refuse('ARTICLE_QUESTION', 'Say what is asked.', { field: 'question' });
  if (!article.answer.trim()) return refuse('ARTICLE_ANSWER', 'Say what the answer is.', { field: 'answer' });
  if (!LANGUAGES.includes(article.language)) {
    const fix = `Use one of ${LANGUAGES.join(', ')}.`;
    return refuse('ARTICLE_LANGUAGE', `${article.language} is no language of the portal.`, { field: 'language', fix });
  }
  const fault = textFault(article.question, 'question') ?? textFault(article.answer, 'answer');
  return fault ?? ok({ ...article, title });
}

/** Puts an article before its readers, or before others. */
export function publish(article: Article, audience: ArticleAudience): Result<Article> {
  if (article.state === 'PUBLISHED' && article.audience === audience) {
    return refuse('ARTICLE_STATE', `${article.number} is published already.`, { field: 'audience' });
  }
  return ok({ ...article, state: 'PUBLISHED', audience });
}

/** Takes an article away from its readers. */
export const retire = (article: Article): Result<Article> =>
  article.state === 'RETIRED'
    ? refuse('ARTICLE_STATE', `${article.number} is retired already.`)
    : ok({ ...article, state: 'RETIRED' });
