import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { HeldReason, IncomingState } from './incoming.ts';
import type { Mail, MailThread } from './mail.ts';

export const mailTable = new EntitySchema<Mail>({
  name: 'mail',
  columns: {
    id: { ...column.id, primary: true },
    cause: { ...column.code },
    memberId: { ...column.id, name: 'member_id' },
    accountId: { ...column.id, name: 'account_id' },
    notificationId: { ...column.id, name: 'notification_id' },
    subjectKind: { ...column.state, name: 'subject_kind' },
    subjectId: { ...column.id, name: 'subject_id' },
    number: { ...column.code },
    address: { ...column.line },
    state: { ...column.state },
    attempts: { ...column.whole },
    daily: { ...column.whole, nullable: true },
    nextAt: { ...column.instant, name: 'next_at' },
    createdAt: { ...column.instant, name: 'created_at' },
    messageId: { ...column.line, name: 'message_id', nullable: true },
    answer: { ...column.line, nullable: true },
    sentAt: { ...column.instant, name: 'sent_at', nullable: true },
    lastError: { ...column.line, name: 'last_error', nullable: true },
  },
  indices: [
    { name: 'mail_cause', columns: ['cause', 'memberId'], unique: true },
    { name: 'mail_due', columns: ['state', 'nextAt', 'id'] },
    { name: 'mail_subject', columns: ['subjectId', 'createdAt', 'id'] },
  ],
});

/** A thread; `internal` is 1 or 0. */
export interface MailThreadRow extends Omit<MailThread, 'internal'> {
  readonly internal: number;
}
export const mailThreadTable = new EntitySchema<MailThreadRow>({
  name: 'mail_thread',
  columns: {
    token: { ...column.code, primary: true },
    subjectKind: { ...column.state, name: 'subject_kind' },
    subjectId: { ...column.id, name: 'subject_id' },
    accountId: { ...column.id, name: 'account_id' },
    memberId: { ...column.id, name: 'member_id' },
    internal: { ...column.whole },
  },
  indices: [{ name: 'mail_thread_subject', columns: ['subjectId', 'memberId', 'internal'], unique: true }],
});

/** A mail that came in, and what became of it. */
export interface IncomingRow {
  id: string;
  /** SHA-256 of its Message-ID, or of its bytes where it has none: the same mail is dealt with once. */
  fingerprint: string;
  sender: string;
  mailSubject: string;
  state: IncomingState;
  reason: HeldReason | null;
  accountId: string | null;
  subjectId: string | null;
  memberId: string | null;
  fileName: string;
  at: number;
  /** Who of the staff has dealt with it, when, and what they said of it. */
  settledBy: string | null;
  settledAt: number | null;
  settledWhy: string | null;
}
export const incomingTable = new EntitySchema<IncomingRow>({
  name: 'incoming_mail',
  columns: {
    id: { ...column.id, primary: true },
    fingerprint: { ...column.code },
    sender: { ...column.line },
    mailSubject: { ...column.line, name: 'mail_subject' },
    state: { ...column.state },
    reason: { ...column.state, nullable: true },
    accountId: { ...column.id, name: 'account_id', nullable: true },
    subjectId: { ...column.id, name: 'subject_id', nullable: true },
    memberId: { ...column.id, name: 'member_id', nullable: true },
    fileName: { ...column.line, name: 'file_name' },
    at: { ...column.instant },
    settledBy: { ...column.name, name: 'settled_by', nullable: true },
    settledAt: { ...column.instant, name: 'settled_at', nullable: true },
    settledWhy: { ...column.line, name: 'settled_why', nullable: true },
  },
  indices: [
    { name: 'incoming_mail_fingerprint', columns: ['fingerprint'], unique: true },
    { name: 'incoming_mail_state', columns: ['state', 'at', 'id'] },
  ],
});
