import { localDate } from '@quayside/shared/instant';
import type { Permission } from '@quayside/shared/permissions';
import type { Topic } from './topics.ts';

/** What a notification leads to. */
export type SubjectKind =
  | 'CASE'
  | 'CLAIM'
  | 'WORK_ORDER'
  | 'RETURN_ORDER'
  | 'SHIPMENT'
  | 'CONTRACT'
  | 'QUOTE'
  | 'INVOICE'
  /** The id is that of the account. */
  | 'CREDIT'
  /** The id is that of the contract whose scores it is about. */
  | 'OTIF'
  | 'EDI_MESSAGE';

/** Something that happened, as far as somebody may have to be told. */
export interface News {
  /** The same for the same news, however often and by whom it is told. At most 64 characters. */
  readonly cause: string;
  readonly topic: Topic;
  readonly accountId: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly number: string;
  readonly title: string | null;
  /** Who did it: is not told of it. */
  readonly actorId: string | null;
  readonly actor: string | null;
  readonly ownerId: string | null;
  readonly mentions: readonly string[];
  readonly messageId: string | null;
  readonly excerpt: string | null;
  /** For staff only. */
  readonly internal: boolean;
  /** What one must hold to be told; null where everybody is who sees the account. */
  readonly permission: Permission | null;
  /** The state of the subject, or the kind of the exception. */
  readonly state: string | null;
  readonly dueAt: number | null;
  /** What is offered, asked for, paid or priced, in minor units. */
  readonly amountMinor: number | null;
  readonly currency: string | null;
  /** When it happened. */
  readonly at: number;
}

/** News for one person, once. Words are put to it where it is read, in the language of the reader. */
export interface Notification extends Omit<News, 'mentions' | 'ownerId' | 'permission'> {
  readonly id: string;
  readonly memberId: string;
  /** False when only a mail was wanted. */
  readonly inPortal: boolean;
  readonly readAt: number | null;
}

const BY_THE_DAY: readonly Topic[] = ['CONTRACT_EXPIRING', 'INVOICE_ISSUED', 'PAYMENT_REMINDER'];

/** The day that ends at `dueAt` in UTC, where the deadline is a day: it is the same day wherever it is read. */
export const dueDayOf = ({ topic, dueAt }: Pick<Notification, 'topic' | 'dueAt'>): string | null =>
  dueAt !== null && BY_THE_DAY.includes(topic) ? localDate(dueAt) : null;

/** On which ways a member wants to hear of a topic. */
export interface Choice {
  readonly memberId: string;
  readonly topic: Topic;
  readonly portal: boolean;
  readonly email: boolean;
  /** True when mails of this topic wait for the one of the day. */
  readonly daily: boolean;
}

/** Hours in which no mail is sent, in minutes of the member's local day; from after to goes over midnight. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

const EXCERPT = 240;

/** The beginning of a text, on one line. */
export const excerptOf = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT - 1)}…` : line;
};

/** What happened longer ago than this is history, and nobody is woken for it. */
export const NEWS_MS = 48 * 3_600_000;
