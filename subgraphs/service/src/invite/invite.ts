import { DAY, type Instant } from '@quayside/shared/instant';
import type { Occasion } from '../satisfaction/answer.ts';

/** Somebody was asked by mail how content they are. Whoever holds the token answers as this member. */
export interface RateInvite {
  /** SHA-256 of the token: whoever reads the database cannot answer. */
  readonly tokenHash: string;
  readonly memberId: string;
  readonly occasion: Exclude<Occasion, 'PERIOD'>;
  readonly subjectId: string;
  readonly accountId: string;
  /** Of what is judged, for a person. */
  readonly number: string;
  readonly expiresAt: Instant;
}

/** So long an invitation may be answered; an answer itself stands after fourteen days. */
export const INVITED_MS = 30 * DAY;

/** What a mail tells that is worth asking about. */
export interface ToldByMail {
  readonly topic: string;
  readonly subjectKind: string;
  /** The case or claim is finished. */
  readonly finished: boolean;
}

/** What is asked beside news; null where there is nothing to judge yet. */
export function occasionOf({ topic, subjectKind, finished }: ToldByMail): RateInvite['occasion'] | null {
  if (topic === 'SHIPMENT_DELIVERED') return 'DELIVERY';
  if (topic !== 'ITEM_STATE_CHANGED' || !finished) return null;
  return subjectKind === 'CASE' || subjectKind === 'CLAIM' ? subjectKind : null;
}
