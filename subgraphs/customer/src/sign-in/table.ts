import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';

/** How a member proves to be the one. Apart from the member, so that no read of members carries the hash along. */
export interface LoginRow {
  memberId: string;
  emailKey: string;
  passwordHash: string;
  changedAt: number;
}

export const loginTable = new EntitySchema<LoginRow>({
  name: 'login',
  columns: {
    memberId: { ...column.id, name: 'member_id', primary: true },
    emailKey: { ...column.line, name: 'email_key' },
    passwordHash: { ...column.line, name: 'password_hash' },
    changedAt: { ...column.instant, name: 'changed_at' },
  },
  indices: [{ name: 'login_email', columns: ['emailKey'], unique: true }],
});

export interface SignInAttemptRow {
  /** SHA-256 of the e-mail as typed: logins that do not exist are counted alike, and are not kept in the clear. */
  loginHash: string;
  failures: number;
  lastAt: number;
  lockedUntil: number;
}

export const signInAttemptTable = new EntitySchema<SignInAttemptRow>({
  name: 'sign_in_attempt',
  columns: {
    loginHash: { ...column.code, name: 'login_hash', primary: true },
    failures: { ...column.whole },
    lastAt: { ...column.instant, name: 'last_at' },
    lockedUntil: { ...column.instant, name: 'locked_until' },
  },
  indices: [{ name: 'sign_in_attempt_last', columns: ['lastAt'] }],
});

export interface SessionRow {
  id: string;
  tokenHash: string;
  memberId: string;
  userAgent: string | null;
  openedAt: number;
  lastUsedAt: number;
  endsAt: number;
  closedAt: number | null;
}

export const sessionTable = new EntitySchema<SessionRow>({
  name: 'session',
  columns: {
    id: { ...column.id, primary: true },
    tokenHash: { ...column.code, name: 'token_hash' },
    memberId: { ...column.id, name: 'member_id' },
    userAgent: { ...column.line, name: 'user_agent', nullable: true },
    openedAt: { ...column.instant, name: 'opened_at' },
    lastUsedAt: { ...column.instant, name: 'last_used_at' },
    endsAt: { ...column.instant, name: 'ends_at' },
    closedAt: { ...column.instant, name: 'closed_at', nullable: true },
  },
  indices: [
    { name: 'session_token', columns: ['tokenHash'], unique: true },
    { name: 'session_member', columns: ['memberId', 'endsAt'] },
  ],
});
