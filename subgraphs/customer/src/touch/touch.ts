import { isStaff, mayWrite, type Viewer } from '@quayside/shared/identity';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { firstFault, idFault, LINE_LENGTH, type Optional, remarkFault, textFault } from '../checks.ts';

/** Ways that somebody of ours can say of what he logs. */
export type LoggedTouchChannel = 'CALL' | 'VISIT' | 'MEETING' | 'E_MAIL' | 'LETTER' | 'MESSAGE' | 'FAX';
/** By which way two sides had to do with each other; doors of the product among them, which are heard and not logged. */
export type TouchChannel = LoggedTouchChannel | 'PORTAL' | 'TRACKING_PAGE' | 'API' | 'EDI';
/** What a conversation is about. */
export type TouchThreadKind = 'CASE' | 'CLAIM' | 'WORK_ORDER' | 'RETURN_ORDER';
/** Whether somebody has logged it, or it was said in a conversation. */
export type TouchOrigin = 'LOGGED' | 'CONVERSATION';
/** Who began. */
export type TouchDirection = 'FROM_US' | 'FROM_THEM';
export type TouchPurpose = 'ROUTINE' | 'SALES' | 'SERVICE' | 'BILLING' | 'AT_RISK' | 'WIN_BACK';
export type TouchOutcome = 'DONE' | 'NO_ANSWER' | 'AGREED' | 'REFUSED' | 'TO_FOLLOW_UP';

/**
 * One time that somebody of ours and somebody of a customer had to do with each other. Written once, never changed.
 *
 * It is logged by somebody, or it is a message of a conversation; then `threadId` is set. What is said in conversations
 * stands in the history alone. It is no fact that costs: the complaint, question or claim that it belongs to has its cost
 * already, for all that is written about it. And it meets no contact plan: a plan is about somebody of ours coming by or
 * calling to ask how it goes, and the customers in trouble, who write most, would never be called.
 */
export interface Touch {
  readonly id: string;
  readonly accountId: string;
  readonly channel: TouchChannel;
  readonly direction: TouchDirection;
  readonly purpose: TouchPurpose;
  readonly heldAt: number;
  /** Who of ours, by name. */
  readonly ourSide: string;
  /** Who of theirs, by name. */
  readonly theirSide: string;
  /** Of the address book, where it is one of those. */
  readonly contactId: string | null;
  readonly notes: string;
  readonly outcome: TouchOutcome;
  /** YYYY-MM-DD */
  readonly followUpOn: string | null;
  readonly loggedBy: string;
  readonly loggedAt: number;
  readonly onceKey: string | null;
  /** The conversation that it is a message of; all three are null for what somebody has logged. */
  readonly threadKind: TouchThreadKind | null;
  readonly threadId: string | null;
  readonly threadNumber: string | null;
}

export interface LogTouchInput {
  readonly accountId: string;
  readonly channel: LoggedTouchChannel;
  readonly direction: TouchDirection;
  readonly purpose: TouchPurpose;
  readonly heldAt?: Optional<number>;
  readonly ourSide?: Optional<string>;
  readonly theirSide?: Optional<string>;
  readonly contactId?: Optional<string>;
  readonly notes: string;
  readonly outcome: TouchOutcome;
  readonly followUpOn?: Optional<string>;
  readonly idempotencyKey?: Optional<string>;
}

/** What was said to whom is for the staff: customers have their own books. */
export const maySeeTouches = (viewer: Viewer): boolean => isStaff(viewer);
export const mayLogTouches = (viewer: Viewer): boolean => isStaff(viewer) && mayWrite(viewer);

/** The key as it is kept: of a longer one its first 64 characters count. */
export const onceKeyOf = ({ idempotencyKey }: Pick<LogTouchInput, 'idempotencyKey'>): string | null =>
  idempotencyKey?.slice(0, 64) || null;

const MINUTE = 60_000;

/** A touch as it is kept, or what is wrong with it. Both sides have a name: of ours whoever logs it, unless another is. */
export function loggedTouch(
  input: LogTouchInput,
  by: { readonly id: string; readonly viewer: string; readonly contactName: string | null; readonly now: number },
): Result<Touch> {
  const fault = firstFault([
    remarkFault('notes', input.notes),
    textFault('ourSide', input.ourSide, LINE_LENGTH),
    textFault('theirSide', input.theirSide, LINE_LENGTH),
    idFault(input.contactId),
  ]);
  if (fault) return { ok: false, refusal: fault };
  const theirSide = input.theirSide?.trim() || by.contactName;
  if (!theirSide) {
    return refuse('TOUCH_ONE_SIDED', 'Say with whom of the customer it was.', {
      field: 'theirSide',
      fix: 'Choose a contact or write the name.',
    });
  }
  const heldAt = input.heldAt ?? by.now;
  if (heldAt > by.now + MINUTE)
    return refuse('TOUCH_IN_FUTURE', 'Only what has happened is logged.', { field: 'heldAt' });
  const followUpOn = input.followUpOn ?? null;
  if (followUpOn !== null && !/^\d{4}-\d{2}-\d{2}$/.test(followUpOn)) {
    return refuse('DATE_NOT_VALID', 'A date is written YYYY-MM-DD.', { field: 'followUpOn' });
  }
  const { accountId, channel, direction, purpose, outcome } = input;
  return ok({
    ...{ id: by.id, accountId, channel, direction, purpose, heldAt, theirSide, outcome, followUpOn },
    ourSide: input.ourSide?.trim() || by.viewer,
    contactId: input.contactId ?? null,
    notes: input.notes.trim(),
    loggedBy: by.viewer,
    loggedAt: by.now,
    onceKey: onceKeyOf(input),
    ...{ threadKind: null, threadId: null, threadNumber: null },
  });
}
