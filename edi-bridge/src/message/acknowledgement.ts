import { MINUTE } from '@quayside/shared/instant';
import type { Partner } from '../partner/partner.ts';

/** What is known of the acknowledgement of a group that we sent. */
export type AcknowledgementState = 'NONE' | 'DUE' | 'OVERDUE' | 'ESCALATED' | 'ANSWERED';

/** The columns that follow an acknowledgement from the sending of a group to its answer. */
export interface AcknowledgementFacts {
  readonly ackState: AcknowledgementState;
  readonly ackDueAt: number | null;
  readonly ackEscalateAt: number | null;
  readonly answeredAt: number | null;
  readonly answeredById: string | null;
}

export const nothingExpected: AcknowledgementFacts = {
  ackState: 'NONE',
  ackDueAt: null,
  ackEscalateAt: null,
  answeredAt: null,
  answeredById: null,
};

/** What a group that goes out now expects. An acknowledgement is never acknowledged itself. */
export function expectedFor(partner: Partner, functionalId: string | null, at: number): AcknowledgementFacts {
  const { acknowledgeWithinMinutes: within, escalateAfterMinutes: after } = partner;
  if (functionalId === null || functionalId === 'FA' || within === 0) return nothingExpected;
  const dueAt = at + within * MINUTE;
  return {
    ...nothingExpected,
    ackState: 'DUE',
    ackDueAt: dueAt,
    // Nobody is told of the second alarm before the first.
    ackEscalateAt: Math.max(dueAt, at + after * MINUTE),
  };
}

/** The state that the clock has brought about; null when it is the same. */
export function alarmAt(facts: AcknowledgementFacts, now: number): 'OVERDUE' | 'ESCALATED' | null {
  const { ackState, ackDueAt, ackEscalateAt } = facts;
  if (ackState !== 'DUE' && ackState !== 'OVERDUE') return null;
  if (ackEscalateAt !== null && ackEscalateAt <= now) return 'ESCALATED';
  return ackState === 'DUE' && ackDueAt !== null && ackDueAt <= now ? 'OVERDUE' : null;
}

/** True while a group of ours waits for its acknowledgement. */
export const awaitsAnswer = ({ ackState }: Pick<AcknowledgementFacts, 'ackState'>): boolean =>
  ackState === 'DUE' || ackState === 'OVERDUE' || ackState === 'ESCALATED';

/** What a person reads: the wait, or what the partner said. */
export type ToldAcknowledgement =
  | Exclude<AcknowledgementState, 'ANSWERED'>
  | 'ACCEPTED'
  | 'ACCEPTED_WITH_ERRORS'
  | 'PARTLY_ACCEPTED'
  | 'REJECTED';

/** AK901 in words; a TA1 that ended the wait was a rejection. */
export function toldAcknowledgement(state: AcknowledgementState, verdict: string | null): ToldAcknowledgement {
  if (state !== 'ANSWERED') return state;
  if (verdict === 'AK9 A') return 'ACCEPTED';
  if (verdict === 'AK9 E') return 'ACCEPTED_WITH_ERRORS';
  return verdict === 'AK9 P' ? 'PARTLY_ACCEPTED' : 'REJECTED';
}
