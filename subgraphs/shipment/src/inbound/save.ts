import { notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import type { Happening } from '../shipment/save.ts';
import { type InboundNotice, inboundFactsOf } from './inbound-notice.ts';
import { findNoticeForCommand, updateNotice } from './store.ts';

/** @throws AppError NOT_FOUND for a notice that is not there or not in the viewer's reach: nobody can tell which. */
export async function loadNotice(em: EntityManager, ctx: CommandContext, id: string): Promise<InboundNotice> {
  const notice = await findNoticeForCommand(em, ctx.viewer, id);
  if (!notice) throw notFound('The inbound notice');
  return notice;
}

/** Saves a changed notice and says what happened, in the caller's transaction. */
export async function saveNotice(
  em: EntityManager,
  ctx: CommandContext,
  change: { before: InboundNotice; after: InboundNotice; happened: readonly Happening[] },
): Promise<InboundNotice> {
  const saved = { ...change.after, version: change.before.version + 1, updatedAt: ctx.now() };
  await updateNotice(em, change.before, saved);
  await announceNotice(em, ctx, saved, change.happened);
  return saved;
}

/** Writes the events of a change with the facts of the notice after it. */
export const announceNotice = (
  em: EntityManager,
  ctx: CommandContext,
  notice: InboundNotice,
  happened: readonly Happening[],
): Promise<void> =>
  appendEvents(
    em,
    happened.map(({ type, more }) => ({
      type,
      accountId: notice.accountId,
      subject: notice.id,
      seq: notice.version,
      at: ctx.now(),
      correlationId: ctx.correlationId,
      data: { ...inboundFactsOf(notice), ...more },
    })),
  );
