import type { Refusal } from '@quayside/shared/result';
import type { ActivityDone } from '../activity-events.ts';
import { isNotPriced, type Rating, type StoredDays } from '../rating/rating.ts';

/** Charged; waiting for a price or a weight; or of a kind that the contract does not charge. */
export type ActivityState = 'CHARGED' | 'WAITING' | 'NOT_PRICED';

/** Of goods that stood somewhere: the days, and whether they are a lot of their own. */
export interface StoredFacts {
  readonly days: readonly StoredDays[];
  readonly lot: string | null;
}

/** What was done for a customer, kept so that it can be charged, explained and rated anew under other prices. */
export interface Activity {
  /** As its teller named it. */
  readonly id: string;
  readonly accountId: string;
  /** The contract whose prices hold; null while there is none. */
  readonly contractId: string | null;
  readonly subjectId: string;
  readonly at: number;
  readonly state: ActivityState;
  /** Why it is not charged. */
  readonly refusal: Refusal | null;
  readonly done: ActivityDone;
  readonly stored: StoredFacts | null;
}

/** The state that a rating leaves an activity in. */
export function judged(rating: Rating): Pick<Activity, 'state' | 'refusal'> {
  if (rating.ok) return { state: 'CHARGED', refusal: null };
  return { state: isNotPriced(rating.refusal) ? 'NOT_PRICED' : 'WAITING', refusal: rating.refusal };
}
