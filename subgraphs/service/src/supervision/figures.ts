import type { ItemKindName } from '../item/item.ts';
import type { Review } from './supervision.ts';

/** How the reviewed work of one group was found. */
export interface ReviewFigure {
  readonly drawn: number;
  readonly reviewed: number;
  /** Of the reviewed; null before the first. */
  readonly averageScore: number | null;
  /** Of the drawn: closed after its deadline. */
  readonly late: number;
  readonly followUpsOpen: number;
}

export interface ReviewFigures extends ReviewFigure {
  /** How often each score from 1 to 5 was given. */
  readonly scores: readonly number[];
  readonly byKind: readonly (ReviewFigure & { readonly kind: ItemKindName })[];
  /** Null: nobody answered for it. */
  readonly byOwner: readonly (ReviewFigure & { readonly ownerId: string | null })[];
}

function figureOf(reviews: readonly Review[]): ReviewFigure {
  const scores = reviews.flatMap(({ score }) => score ?? []);
  const sum = scores.reduce((total, score) => total + score, 0);
  return {
    drawn: reviews.length,
    reviewed: scores.length,
    averageScore: scores.length > 0 ? sum / scores.length : null,
    late: reviews.filter(({ closedAt, dueAt }) => closedAt > dueAt).length,
    followUpsOpen: reviews.filter(({ state }) => state === 'FOLLOW_UP').length,
  };
}

/** Adds up reviews: all, by the kind of work, and by who answered for it. */
export function figuresOf(reviews: readonly Review[]): ReviewFigures {
  const kinds = [...new Set(reviews.map(({ itemKind }) => itemKind))];
  const owners = [...new Set(reviews.map(({ ownerId }) => ownerId))];
  return {
    ...figureOf(reviews),
    scores: [1, 2, 3, 4, 5].map((wanted) => reviews.filter(({ score }) => score === wanted).length),
    byKind: kinds.map((kind) => ({ kind, ...figureOf(reviews.filter(({ itemKind }) => itemKind === kind)) })),
    byOwner: owners.map((ownerId) => ({ ownerId, ...figureOf(reviews.filter((one) => one.ownerId === ownerId)) })),
  };
}

/** A figure of the sum, of a kind of work, or of whoever answered for it. */
export type ShownFigure = ReviewFigure & { readonly kind?: ItemKindName; readonly ownerId?: string | null };
