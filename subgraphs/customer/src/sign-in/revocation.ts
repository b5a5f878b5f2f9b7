import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { appendEvents, type NewEvent } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { CREDENTIAL_REVOKED, type CredentialRevoked } from '../events.ts';
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
