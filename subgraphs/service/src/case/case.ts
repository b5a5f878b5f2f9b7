import { ok, type Result, refuse } from '@quayside/shared/result';
import { textFault } from '../conversation/conversation.ts';
import type { ServiceItem } from '../item/item.ts';
import { type CaseState, isDone, mayBecome } from './transitions.ts';

/** A broken promise, a question, or an idea: each is resolved in its own way. */
export type CaseKind = 'COMPLAINT' | 'INQUIRY' | 'SUGGESTION';
/** What it is about, for the analysis of causes. */
export type CaseCategory = 'DELAY' | 'DAMAGE' | 'LOSS' | 'BILLING' | 'COMMUNICATION' | 'DOCUMENTS' | 'DRIVER' | 'OTHER';
/** What became of a suggestion. */
export type SuggestionDecision = 'ADOPTED' | 'NOT_ADOPTED';

/** A complaint, an inquiry or a suggestion. */
export interface Case extends ServiceItem {
  readonly state: CaseState;
  readonly kind: CaseKind;
  readonly category: CaseCategory;
  readonly subject: string;
  readonly description: string;
  readonly resolution: string | null;
  readonly decision: SuggestionDecision | null;
}

const LONGEST_SUBJECT = 255;

/** The first thing that is wrong with a new case, or the case. */
export function checkCase(item: Case): Result<Case> {
  if (!item.subject.trim() || item.subject.length > LONGEST_SUBJECT) {
    return refuse('SUBJECT_LENGTH', `A subject has 1 to ${LONGEST_SUBJECT} characters.`, { field: 'subject' });
  }
  if (!item.description.trim()) {
    return refuse('DESCRIPTION_MISSING', 'Say what happened.', { field: 'description' });
  }
  return textFault(item.description, 'description') ?? ok(item);
}

/** Where a case should go, with the words that it takes. */
export interface CaseMove {
  readonly state: CaseState;
  readonly resolution: string | null;
  readonly decision: SuggestionDecision | null;
}

/** Moves a case on. What it takes to resolve one depends on its kind. */
export function move(item: Case, to: CaseMove, now: number): Result<Case> {
  if (!mayBecome(item.state, to.state)) {
    return refuse('CASE_STATE', `A case that is ${item.state} cannot become ${to.state}.`, { field: 'state' });
  }
  if (to.state === 'RESOLVED') return resolve(item, to, now);
  const closedAt = isDone(to.state) ? (item.closedAt ?? now) : null;
  const verdict = isDone(to.state) ? {} : { resolution: null, decision: null };
  return ok({ ...item, ...verdict, state: to.state, closedAt });
}

const MISSING = {
  COMPLAINT: ['COMPLAINT_RESOLUTION_MISSING', 'Say what was done about the complaint.'],
  INQUIRY: ['INQUIRY_ANSWER_MISSING', 'Write the answer.'],
  SUGGESTION: ['SUGGESTION_REASON_MISSING', 'Give the reason of the decision.'],
} as const satisfies Record<CaseKind, readonly [string, string]>;

function resolve(item: Case, { resolution, decision }: CaseMove, now: number): Result<Case> {
  if (item.kind === 'SUGGESTION' && !decision) {
    return refuse('SUGGESTION_DECISION_MISSING', 'Say whether it is adopted.', { field: 'decision' });
  }
  if (item.kind !== 'SUGGESTION' && decision) {
    return refuse('DECISION_NOT_APPLICABLE', 'Only a suggestion is adopted or not.', { field: 'decision' });
  }
  if (!resolution?.trim()) {
    const [code, message] = MISSING[item.kind];
    return refuse(code, message, { field: 'resolution' });
  }
  const fault = textFault(resolution, 'resolution');
  return fault ?? ok({ ...item, state: 'RESOLVED', resolution, decision, closedAt: now });
}

/** What a reply does to the case: an answer sets it going, and a customer's word brings a resolved one back. */
export function reply(item: Case, by: 'staff' | 'customer', internal: boolean): Result<Case> {
  if (item.state === 'CLOSED') return refuse('CASE_CLOSED', `${item.number} is closed. Open a new case.`);
  const resumes =
    by === 'staff'
      ? item.state === 'OPEN' && !internal
      : item.state === 'WAITING_FOR_CUSTOMER' || item.state === 'RESOLVED';
  return resumes ? move(item, { state: 'IN_PROGRESS', resolution: null, decision: null }, 0) : ok(item);
}
