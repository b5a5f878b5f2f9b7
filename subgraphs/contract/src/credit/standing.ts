import { type Result, refuse } from '@quayside/shared/result';
import type { CreditReason, CreditState } from '../credit-events.ts';
import type { CreditEvidence } from './evidence.ts';
import type { Grading, WeighedInput } from './grading.ts';
import { isOver, limitUses, type RatesOf } from './limit-use.ts';
import { type CreditGrade, type CreditPolicy, termsOf } from './terms.ts';

/** What a person has decided; parts that are null are left to the rule. */
export interface CreditDecision {
  readonly state: CreditState | null;
  readonly grade: CreditGrade | null;
  readonly reason: string;
  /** YYYY-MM-DD, the last day on which it holds; null until it is taken back. */
  readonly until: string | null;
  readonly by: string;
  readonly at: number;
}

/** On which terms an account orders now; the row is kept once it was looked at. */
export interface CreditStanding {
  /** Of the account. */
  readonly id: string;
  readonly state: CreditState;
  readonly reason: CreditReason;
  readonly grade: CreditGrade | null;
  readonly score: number | null;
  readonly decision: CreditDecision | null;
  /** Of the last change of the state. */
  readonly since: number;
  /** YYYY-MM-DD */
  readonly lookedOn: string;
  readonly version: number;
}

/** What is known of an account that nobody has looked at: all is in order. Version 0 is not stored. */
export const unknownStanding = (accountId: string): CreditStanding => ({
  ...{ id: accountId, state: 'OPEN', reason: 'IN_ORDER', grade: null, score: null, decision: null },
  ...{ since: 0, lookedOn: '', version: 0 },
});

/** How an account was judged once, with all that led to it. */
export interface CreditAssessment {
  readonly id: string;
  readonly accountId: string;
  readonly at: number;
  /** The rule saw a change, a person asked for it, or a person decided. */
  readonly trigger: 'RULE' | 'REVIEW' | 'DECISION';
  readonly by: string | null;
  readonly state: CreditState;
  readonly reason: CreditReason;
  readonly grade: CreditGrade | null;
  readonly score: number | null;
  readonly inputs: readonly WeighedInput[];
  /** What the person said. */
  readonly note: string | null;
}

/** What the rule makes of an account by itself: the hardest finding counts. */
export function stateBy(
  policy: CreditPolicy,
  evidence: CreditEvidence,
  grade: CreditGrade | null,
  rates: RatesOf,
): { readonly state: CreditState; readonly reason: CreditReason } {
  if (evidence.oldestOverdueDays > policy.holdAfterDays) return { state: 'HOLD', reason: 'OVERDUE' };
  const terms = termsOf(policy, grade);
  if (isOver(limitUses(terms.limits, evidence.exposures, rates))) return { state: 'HOLD', reason: 'OVER_LIMIT' };
  return terms.prepay ? { state: 'PREPAY', reason: 'PREPAY_TERMS' } : { state: 'OPEN', reason: 'IN_ORDER' };
}

/** An account as it stands on a day: what a person has decided goes before the rule for as long as it holds. */
export function standingOn(
  before: CreditStanding,
  judged: {
    readonly policy: CreditPolicy;
    readonly evidence: CreditEvidence;
    readonly grading: Grading;
    readonly rates: RatesOf;
  },
  { today, at }: { readonly today: string; readonly at: number },
): CreditStanding {
  const lapsed = before.decision?.until && before.decision.until < today;
  const decision = lapsed ? null : before.decision;
  const grade = decision?.grade ?? judged.grading.grade;
  const ruled = stateBy(judged.policy, judged.evidence, grade, judged.rates);
  const { state, reason } = decision?.state ? { state: decision.state, reason: 'DECIDED' as const } : ruled;
  const since = state === before.state ? before.since || at : at;
  return { ...before, state, reason, grade, score: judged.grading.score, decision, since, lookedOn: today };
}

/** True when a look has found something that is worth a line in the history. */
export const differs = (before: CreditStanding, after: CreditStanding): boolean =>
  before.version === 0 ||
  before.state !== after.state ||
  before.reason !== after.reason ||
  before.grade !== after.grade ||
  (before.decision === null) !== (after.decision === null);

const LONGEST_REASON = 500;

/** The first thing that is wrong with a decision, or null. */
export function decisionFault(
  { reason, until }: { readonly reason: string; readonly until: string | null },
  today: string,
): Result<never> | null {
  const fault = reasonFault(reason);
  if (fault) return fault;
  if (until === null || until >= today) return null;
  return refuse('CREDIT_UNTIL', `${until} is over.`, { field: 'until', fix: 'Choose today or a later day.' });
}

/** Decisions on credit are looked at again by others, so each one says why. */
export function reasonFault(reason: string): Result<never> | null {
  if (reason.trim() && reason.length <= LONGEST_REASON) return null;
  return refuse('REASON_LENGTH', `A reason has 1 to ${LONGEST_REASON} characters.`, {
    field: 'reason',
    fix: 'Say in a sentence why.',
  });
}

/** One order that may go on in spite of the state of its account. */
export interface OrderRelease {
  readonly id: string;
  readonly accountId: string;
  readonly orderNumber: string;
  readonly reason: string;
  readonly releasedBy: string;
  readonly releasedAt: number;
}
