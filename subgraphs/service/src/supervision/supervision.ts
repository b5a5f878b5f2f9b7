import { sha256Hex } from '@quayside/shared/canonical-json';
import { DAY } from '@quayside/shared/instant';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { textFault } from '../conversation/conversation.ts';
import type { ItemKindName } from '../item/item.ts';
import { scoreFault } from '../satisfaction/rating.ts';

/** What a supervisor wants to look at: a share of the work of one kind that was closed in a period. */
export interface DrawOrder {
  readonly kind: ItemKindName;
  /** From this instant on, up to but without the other. */
  readonly closedFrom: number;
  readonly closedTo: number;
  /** 1 to 100. */
  readonly percent: number;
}

/** A sample that was drawn, with all that it takes to draw it again. */
export interface Draw extends DrawOrder {
  readonly id: string;
  readonly number: string;
  /** What the order of the lot depends on besides the numbers of the items. */
  readonly seed: string;
  readonly candidates: number;
  readonly chosen: number;
  /** Organization unit whose accounts it was drawn from. */
  readonly unitPath: string;
  readonly drawnBy: string;
  readonly drawnAt: number;
}

/** DRAWN waits for a verdict, FOLLOW_UP for what the verdict asks for. */
export type ReviewState = 'DRAWN' | 'REVIEWED' | 'FOLLOW_UP' | 'FOLLOWED_UP';

/** One closed piece of work that a supervisor looks at afterwards. */
export interface Review {
  readonly id: string;
  readonly drawId: string;
  readonly itemKind: ItemKindName;
  readonly itemId: string;
  readonly number: string;
  readonly title: string;
  readonly accountId: string;
  /** Who answered for the work when it was drawn. */
  readonly ownerId: string | null;
  readonly openedAt: number;
  readonly dueAt: number;
  readonly closedAt: number;
  /** Place in the lot, from 1. */
  readonly position: number;
  readonly state: ReviewState;
  /** 1 to 5. */
  readonly score: number | null;
  readonly remarks: string | null;
  /** What is to be done about it. */
  readonly followUp: string | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: number | null;
  /** What was done about it. */
  readonly followUpResult: string | null;
  readonly followedUpBy: string | null;
  readonly followedUpAt: number | null;
  readonly version: number;
}

const LONGEST_PERIOD = 400 * DAY;

/** The first thing that is wrong with an order, or null. */
export function drawFault({ closedFrom, closedTo, percent }: DrawOrder, now: number): Result<never> | null {
  if (!Number.isInteger(percent) || percent < 1 || percent > 100) {
    return refuse('DRAW_SHARE', 'A share is a whole number from 1 to 100 percent.', { field: 'percent' });
  }
  if (closedFrom >= closedTo || closedTo - closedFrom > LONGEST_PERIOD) {
    return refuse('DRAW_PERIOD', 'A period ends after it begins, and within 400 days.', { field: 'closedTo' });
  }
  return closedTo > now
    ? refuse('DRAW_PERIOD_OPEN', 'What is closed later would be missing: the period must be over.', {
        field: 'closedTo',
        fix: 'Choose an earlier end.',
      })
    : null;
}

/** Follows from the order alone, so that nobody can draw again until the lot pleases. */
export const seedOf = ({ kind, closedFrom, closedTo, percent }: DrawOrder, unitPath: string): string =>
  [kind, new Date(closedFrom).toISOString(), new Date(closedTo).toISOString(), `${percent}%`, unitPath].join(' ');

/**
 * Draws the lot: items in the order of the SHA-256 of `<seed> <number>`, the first share of them rounded up. Whoever
 * has the numbers can draw it again.
 */
export function drawLot<Item extends { readonly number: string }>(
  items: readonly Item[],
  seed: string,
  percent: number,
): Item[] {
  const ranked = items
    .map((item) => ({ item, rank: sha256Hex(`${seed} ${item.number}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return ranked.slice(0, Math.ceil((items.length * percent) / 100)).map(({ item }) => item);
}

/** What a supervisor thinks of it. */
export interface Verdict {
  readonly score: number;
  readonly remarks: string;
  /** Null when nothing is left to be done. */
  readonly followUp: string | null;
}

/** A review with its verdict. Nobody judges their own work, and a verdict is given once. */
export function judge(
  review: Review,
  { score, remarks, followUp }: Verdict,
  by: { id: string; name: string; now: number },
): Result<Review> {
  if (review.state !== 'DRAWN') return refuse('REVIEW_DONE', `${review.number} has been reviewed.`);
  if (review.ownerId === by.id) {
    return refuse('REVIEW_OWN', 'Nobody reviews their own work.', { fix: 'Let another supervisor do it.' });
  }
  const fault = scoreFault(score) ?? textFault(remarks, 'remarks') ?? textFault(followUp ?? '', 'followUp');
  if (fault) return fault;
  if (!remarks.trim()) return refuse('REMARKS_MISSING', 'Say what the score is for.', { field: 'remarks' });
  const wanted = followUp?.trim() || null;
  return ok({
    ...review,
    ...{ state: wanted ? 'FOLLOW_UP' : 'REVIEWED', score, remarks: remarks.trim(), followUp: wanted },
    ...{ reviewedBy: by.name, reviewedAt: by.now },
  });
}

/** What was asked for has been done. */
export function followedUp(review: Review, result: string, by: { name: string; now: number }): Result<Review> {
  if (review.state !== 'FOLLOW_UP') {
    return refuse('NO_FOLLOW_UP', `Nothing is left to be done about ${review.number}.`);
  }
  if (!result.trim()) return refuse('REASON_MISSING', 'Say what was done.', { field: 'result' });
  const fault = textFault(result, 'result');
  return (
    fault ??
    ok({
      ...review,
      ...{ state: 'FOLLOWED_UP', followUpResult: result.trim(), followedUpBy: by.name, followedUpAt: by.now },
    })
  );
}
