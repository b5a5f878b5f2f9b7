import type { SubjectKind } from '../notification/notification.ts';

/**
 * A mail on its way: queued until it was handed over, given up after the last attempt, or dropped because its reader may
 * not see the subject any more.
 */
export type MailState = 'QUEUED' | 'SENT' | 'FAILED' | 'DROPPED';

/** Where a mail may go from where it is. */
export const MAIL_NEXT = {
  QUEUED: ['SENT', 'FAILED', 'DROPPED'],
  SENT: [],
  FAILED: ['QUEUED'],
  DROPPED: [],
} as const satisfies Record<MailState, readonly MailState[]>;

/** One mail to one person, with the proof of its sending. */
export interface Mail {
  readonly id: string;
  readonly cause: string;
  readonly memberId: string;
  readonly accountId: string;
  readonly notificationId: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly number: string;
  /** The address, as it was when the mail was queued. */
  readonly address: string;
  readonly state: MailState;
  readonly attempts: number;
  /** 1 when it waits to go out with everything else of the day, in one mail to its reader; else null. */
  readonly daily: 1 | null;
  /** Not to be tried before. */
  readonly nextAt: number;
  readonly createdAt: number;
  /** Message-ID as it was sent. */
  readonly messageId: string | null;
  /** What the receiving server answered, or the file that was written. */
  readonly answer: string | null;
  readonly sentAt: number | null;
  readonly lastError: string | null;
}

const MINUTE = 60_000;
/** Pauses after the first, second, … failed attempt; after the last one a mail is given up. */
export const BACKOFF_MS = [MINUTE, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE, 480 * MINUTE] as const;

/** The pause after so many failed attempts; null when it is enough. */
export const pauseAfter = (attempts: number): number | null => BACKOFF_MS[attempts - 1] ?? null;

/** SMTP 5yz: a permanent failure (RFC 5321 4.2.1), which a repetition does not mend. */
export const isPermanent = (code: number | undefined): boolean => code !== undefined && code >= 500 && code < 600;

/**
 * An instant outside of quiet hours: the given one, or the end of the hours it falls into.
 * @param localMinute minutes since midnight on the reader's clock at `at`.
 */
export function afterQuiet(at: number, localMinute: number, hours: { from: number; to: number } | null): number {
  if (!hours || hours.from === hours.to) return at;
  const { from, to } = hours;
  const quiet = from < to ? localMinute >= from && localMinute < to : localMinute >= from || localMinute < to;
  return quiet ? at + ((to - localMinute + 1_440) % 1_440) * MINUTE : at;
}

/** The conversation of one item with one person by mail. Whoever knows the token writes as this person. */
export interface MailThread {
  readonly token: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly accountId: string;
  readonly memberId: string;
  /** Answers to internal notes are internal notes. */
  readonly internal: boolean;
}

/** Kinds of which the conversation can be held by mail. */
export const hasThread = (kind: SubjectKind): boolean => ['CASE', 'CLAIM', 'WORK_ORDER', 'RETURN_ORDER'].includes(kind);
