import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { DAY } from '@quayside/shared/instant';
import { checkPassword } from '@quayside/shared/password';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { LINE_LENGTH } from '../checks.ts';
import { isStaffRole, type Member, viewerOf } from '../member/member.ts';
import { noteSignIn } from '../member/store.ts';
import { findStanding } from '../right/store.ts';
import { newSecret, secretHash } from '../secrets.ts';
import { viewInForce } from '../viewing/commands.ts';
import { viewerOfView } from '../viewing/viewing.ts';
import { findLogin, forgetAttempts, holdPassword, type Login, lockAttempts, saveAttempts } from './login-store.ts';
import { assertGateway } from './policy.ts';
import { closeSessions } from './revocation.ts';
import { findSession, insertSession, sweepSessions, touchSession } from './session-store.ts';
import {
  countTry,
  isLocked,
  lockedOut,
  newSessionTimes,
  sessionExpiry,
  TOUCH_INTERVAL,
  wrongLogin,
} from './sign-in.ts';

const ENDED_SESSIONS_KEPT = 30 * DAY;

/** Who signed in, and until when that holds without further use. */
export interface Verified {
  readonly viewer: Viewer;
  readonly expiresAt: number | null;
}

export interface SignIn {
  readonly email: string;
  readonly password: string;
  readonly userAgent?: string | null | undefined;
}

/** Exchanges e-mail and password for a session. The token is returned once; its hash alone is kept. */
export async function openSession(
  ctx: CommandContext,
  { email, password, userAgent }: SignIn,
): Promise<Result<Verified & { token: string; expiresAt: number }>> {
  assertGateway(ctx.viewer);
  const proven = await provePassword(ctx, email, password);
  if (!proven.ok) return proven;
  const { member } = proven.value;
  const [id, token, now] = [newId(), newSecret(), ctx.now()];
  const times = newSessionTimes(now);
  const row = { id, tokenHash: secretHash(token), memberId: member.id, openedAt: now, ...times, closedAt: null };
  return ctx.db.write(async (em) => {
    // Else a session proven by the old password could slip in behind a change that ends all sessions.
    if (!(await holdPassword(em, proven.value))) return wrongLogin();
    await insertSession(em, { ...row, userAgent: userAgent?.slice(0, LINE_LENGTH) ?? null });
    await sweepSessions(em, member.id, now - ENDED_SESSIONS_KEPT);
    await noteSignIn(em, member.id, now);
    return ok({ token, viewer: await viewerNow(em, member, id, now), expiresAt: sessionExpiry(times) });
  });
}

/**
 * Checks a password within the limit of tries. The check runs outside of any transaction: it is slow on purpose, and
 * nothing else should wait for it.
 */
export async function provePassword(ctx: CommandContext, email: string, password: string): Promise<Result<Login>> {
  const now = ctx.now();
  const locked = await ctx.db.write(async (em) => {
    const attempts = await lockAttempts(em, email, now);
    if (isLocked(attempts, now)) return lockedOut(attempts, now);
    await saveAttempts(em, email, countTry(attempts, now));
    return null;
  });
  if (locked) return locked;
  const login = await ctx.db.read((em) => findLogin(em, email));
  const right = await checkPassword(login?.passwordHash ?? null, password);
  if (!login?.member.active || !right) return wrongLogin();
  await ctx.db.write((em) => forgetAttempts(em, email));
  return ok(login);
}

/** The viewer behind a session token, or null when the session is unknown, closed, idle for too long or over. */
export async function verifySession(ctx: CommandContext, token: string): Promise<Verified | null> {
  assertGateway(ctx.viewer);
  const now = ctx.now();
  const known = await ctx.db.read(async (em) => {
    const session = await findSession(em, secretHash(token));
    if (!session) return null;
    const viewer = await viewerNow(em, session.member, session.id, now);
    const view = await viewInForce(em, viewer, now);
    return { session, viewer: view ? viewerOfView(view, session.id) : viewer };
  });
  if (!known?.session.member.active || sessionExpiry(known.session) <= now) return null;
  const { session, viewer } = known;
  const stale = now - session.lastUsedAt >= TOUCH_INTERVAL;
  if (stale) await ctx.db.write((em) => touchSession(em, session.id, now));
  const expiresAt = sessionExpiry(stale ? { ...session, lastUsedAt: now } : session);
  return { viewer, expiresAt };
}

/** The viewer by the rights that are in force now. */
export async function viewerNow(em: EntityManager, member: Member, sessionId: string, now: number): Promise<Viewer> {
  const rights = isStaffRole(member.role) ? await findStanding(em, member.id) : [];
  return viewerOf(member, { sessionId, rights, now });
}

/** Signs out. False when there was nothing to close. */
export async function closeSession(ctx: CommandContext, token: string): Promise<boolean> {
  assertGateway(ctx.viewer);
  return ctx.db.write(async (em) => {
    const session = await findSession(em, secretHash(token));
    return session !== null && (await closeSessions(ctx, em, [session])) === 1;
  });
}
