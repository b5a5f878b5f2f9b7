import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { appendEvents, type NewEvent } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { CREDENTIAL_CHANGED, CREDENTIAL_REVOKED, type CredentialChanged, type CredentialRevoked } from '../events.ts';
import { closeRow, findSessionsOf, type Session } from './session-store.ts';

/** Tells the gateway, in the transaction that revokes it, that a credential is worth nothing any more. */
export function credentialRevoked(
  ctx: CommandContext,
  { id, accountId, hash }: { id: string; accountId: string | null; hash: string },
): NewEvent<CredentialRevoked> {
  return {
    type: CREDENTIAL_REVOKED,
    accountId,
    subject: id,
    // A credential is revoked once, and nothing else is told about it.
    seq: 1,
    at: ctx.now(),
    correlationId: ctx.correlationId,
    data: { credentialHash: hash },
  };
}

/** Closes sessions that are open. Returns how many were. */
export async function closeSessions(
  ctx: CommandContext,
  em: EntityManager,
  sessions: readonly Session[],
): Promise<number> {
  const closed: Session[] = [];
  for (const session of sessions) if (await closeRow(em, session.id, ctx.now())) closed.push(session);
  const events = closed.map(({ id, tokenHash, member }) =>
    credentialRevoked(ctx, { id, accountId: member.accountId, hash: tokenHash }),
  );
  await appendEvents(em, events);
  return closed.length;
}

/** Closes every session of a member, or every one but the session they speak from. */
export async function closeSessionsOf(
  ctx: CommandContext,
  em: EntityManager,
  memberId: string,
  exceptId?: string,
): Promise<void> {
  const sessions = await findSessionsOf(em, memberId);
  await closeSessions(
    ctx,
    em,
    sessions.filter((session) => session.id !== exceptId),
  );
}

/**
 * Tells the gateway that these sessions speak for somebody with other rights now. They go on: what was remembered of them
 * is forgotten, and their sockets open anew.
 */
export async function refreshSessions(
  ctx: Pick<CommandContext, 'now' | 'correlationId'>,
  em: EntityManager,
  sessions: readonly Pick<Session, 'tokenHash' | 'member'>[],
): Promise<void> {
  const { correlationId } = ctx;
  const events = sessions.map(({ tokenHash, member }): NewEvent<CredentialChanged> => {
    const data = { credentialHash: tokenHash };
    // Each change is a subject of its own: it may come often, and nobody asks for the order.
    const subject = newId();
    return {
      type: CREDENTIAL_CHANGED,
      accountId: member.accountId,
      subject,
      seq: 1,
      at: ctx.now(),
      correlationId,
      data,
    };
  });
  await appendEvents(em, events);
}

export const refreshSessionsOf = async (
  ctx: Pick<CommandContext, 'now' | 'correlationId'>,
  em: EntityManager,
  memberId: string,
): Promise<void> => refreshSessions(ctx, em, await findSessionsOf(em, memberId));
