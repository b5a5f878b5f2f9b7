import { DAY } from '@quayside/shared/instant';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { textFault } from '../conversation/conversation.ts';
import type { ServiceItem } from '../item/item.ts';
import { wayOn } from '../item/way-on.ts';
import { type CaseState, isDone, mayBecome, nextOf } from './transitions.ts';

/** A broken promise, a question, or an idea: each is resolved in its own way. */
export type CaseKind = 'COMPLAINT' | 'INQUIRY' | 'SUGGESTION';
/** What it is about, for the analysis of causes. */
export type CaseCategory = 'DELAY' | 'DAMAGE' | 'LOSS' | 'BILLING' | 'COMMUNICATION' | 'DOCUMENTS' | 'DRIVER' | 'OTHER';
/** What became of a suggestion. */
export type SuggestionDecision = 'ADOPTED' | 'NOT_ADOPTED';

/** How bad it is for the customer; how soon it is dealt with is the priority. */
export type CaseSeverity = 'MINOR' | 'MODERATE' | 'SEVERE';
/** The way on which it reached us. */
export type CaseChannel = 'PORTAL' | 'TRACKING_PAGE' | 'PHONE' | 'EMAIL' | 'VISIT' | 'LETTER' | 'EDI' | 'API';
/** Who speaks: the customer, who receives its goods, who carries them, or somebody else. */
export type CaseParty = 'SHIPPER' | 'CONSIGNEE' | 'CARRIER' | 'OTHER';

/** A complaint, an inquiry or a suggestion. */
export interface Case extends ServiceItem {
  readonly state: CaseState;
  readonly kind: CaseKind;
  readonly category: CaseCategory;
  readonly subject: string;
  readonly description: string;
  readonly severity: CaseSeverity;
  readonly channel: CaseChannel;
  readonly party: CaseParty | null;
  /** Name of who speaks, where the opener told it. */
  readonly partyName: string | null;
  readonly contractId: string | null;
  readonly invoiceId: string | null;
  readonly resolution: string | null;
  readonly decision: SuggestionDecision | null;
  /** Complaints and inquiries, once resolved; `resolution` says why. */
  readonly solved: boolean | null;
  /** Adopted suggestions: what has been done about it, and when that was last written. */
  readonly followThrough: string | null;
  readonly followedAt: number | null;
  /** When one of the staff first answered the customer. */
  readonly answeredAt: number | null;
}

/** So long after its resolution a case may be opened again; later trouble is a new case. */
export const REOPEN_WITHIN = 30 * DAY;

const LONGEST_SUBJECT = 255;
const LONGEST_NAME = 160;

/** The first thing that is wrong with a new case, or the case. */
export function checkCase(item: Case): Result<Case> {
  if (!item.subject.trim() || item.subject.length > LONGEST_SUBJECT) {
    return refuse('SUBJECT_LENGTH', `A subject has 1 to ${LONGEST_SUBJECT} characters.`, {
      field: 'subject',
      figures: { most: LONGEST_SUBJECT },
    });
  }
  if (!item.description.trim()) {
    return refuse('DESCRIPTION_MISSING', 'Say what happened.', { field: 'description' });
  }
  if ((item.partyName?.length ?? 0) > LONGEST_NAME) {
    return refuse('PARTY_NAME_LENGTH', `A name has at most ${LONGEST_NAME} characters.`, { field: 'partyName' });
  }
  return textFault(item.description, 'description') ?? ok(item);
}

/** Where a case should go, with the words that it takes. */
export interface CaseMove {
  readonly state: CaseState;
  readonly resolution: string | null;
  readonly decision: SuggestionDecision | null;
  /** Of complaints and inquiries: true where nothing else is said. */
  readonly solved: boolean;
}

/** Moves a case on. What it takes to resolve one depends on its kind. */
export function move(item: Case, to: CaseMove, now: number): Result<Case> {
  if (!mayBecome(item.state, to.state)) {
    const instead = wayOn(nextOf(item.state), `Open a new case and name ${item.number}.`);
    return refuse('CASE_STATE', `A case that is ${item.state} cannot become ${to.state}.`, {
      field: 'state',
      ...instead,
    });
  }
  if (to.state === 'RESOLVED') return resolve(item, to, now);
  if (isDone(item.state) && !isDone(to.state)) {
    if (now - (item.closedAt ?? now) > REOPEN_WITHIN) return tooLate(item);
    const again = { resolution: null, decision: null, solved: null, followThrough: null, followedAt: null };
    return ok({ ...item, ...again, state: to.state, closedAt: null });
  }
  return ok({ ...item, state: to.state, closedAt: isDone(to.state) ? (item.closedAt ?? now) : null });
}

const tooLate = ({ number }: Case) =>
  refuse(
    'CASE_REOPEN_WINDOW',
    `${number} was resolved more than ${REOPEN_WITHIN / DAY} days ago. Open a new case and name this one.`,
    { field: 'state', figures: { days: REOPEN_WITHIN / DAY } },
  );

const MISSING = {
  COMPLAINT: ['COMPLAINT_RESOLUTION_MISSING', 'Say what was done about the complaint.'],
  INQUIRY: ['INQUIRY_ANSWER_MISSING', 'Write the answer.'],
  SUGGESTION: ['SUGGESTION_REASON_MISSING', 'Give the reason of the decision.'],
} as const satisfies Record<CaseKind, readonly [string, string]>;

function resolve(item: Case, { resolution, decision, solved }: CaseMove, now: number): Result<Case> {
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
  const verdict = item.kind === 'SUGGESTION' ? { decision, solved: null } : { decision: null, solved };
  const fault = textFault(resolution, 'resolution');
  return fault ?? ok({ ...item, ...verdict, state: 'RESOLVED', resolution, closedAt: now });
}

/** What a reply does to the case: an answer sets it going, and a customer's word brings a resolved one back. */
export function reply(item: Case, by: 'staff' | 'customer', internal: boolean, now: number): Result<Case> {
  if (item.state === 'CLOSED') return refuse('CASE_CLOSED', `${item.number} is closed. Open a new case.`);
  const resumes =
    by === 'staff'
      ? item.state === 'OPEN' && !internal
      : item.state === 'WAITING_FOR_CUSTOMER' || item.state === 'RESOLVED';
  const heard = by === 'staff' && !internal ? { ...item, answeredAt: item.answeredAt ?? now } : item;
  return resumes
    ? move(heard, { state: 'IN_PROGRESS', resolution: null, decision: null, solved: true }, now)
    : ok(heard);
}

/** What has been done about a suggestion that was adopted. */
export function followUp(item: Case, text: string, now: number): Result<Case> {
  if (item.decision !== 'ADOPTED') {
    return refuse('FOLLOW_THROUGH_NOT_ADOPTED', 'Only a suggestion that was adopted is followed through.');
  }
  if (!text.trim()) return refuse('FOLLOW_THROUGH_MISSING', 'Say what has been done about it.', { field: 'text' });
  return textFault(text, 'text') ?? ok({ ...item, followThrough: text.trim(), followedAt: now });
}
