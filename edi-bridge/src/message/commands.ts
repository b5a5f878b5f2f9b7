import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { dueAgain } from '../outbound/due-again.ts';
import { loadPartner } from '../partner/store.ts';
import { awaitsAnswer, expectedFor } from './acknowledgement.ts';
import { changeMessage, loadMessage } from './ledger.ts';
import type { EdiMessage, EdiState } from './message.ts';
import { mayReplay } from './policy.ts';
import { blockedReplay, isSealed, recordReplay, SEALED, takeUpAgain } from './replay.ts';
import { findMessages, toMessage } from './store.ts';
import type { MessageRow } from './table.ts';

/** What a partner has answered, and what never went, may be made anew under numbers of its own. */
const SENT_ANEW: readonly EdiState[] = ['HELD', 'REJECTED', 'ACKNOWLEDGED', 'CANCELLED'];

/**
 * Puts a message that waits for a person back to RECEIVED, where the bridge takes it up. A message that was processed
 * stays as it is. @throws AppError FORBIDDEN or NOT_FOUND
 */
export async function replayMessage(ctx: CommandContext, id: string): Promise<Result<EdiMessage>> {
  return change(ctx, id, 'replay messages', async (em, row) => {
    if (row.direction === 'OUT')
      return refuse('EDI_MESSAGE_OUTGOING', 'Only a message that came in can be replayed.', { field: 'id' });
    if (row.sizeBytes === 0 && row.sha256 === '')
      return refuse('EDI_MESSAGE_NOT_KEPT', 'The file was too large and was not kept.', { field: 'id' });
    if (isSealed(row)) return refuse('EDI_SENDER_NOT_PROVEN', SEALED.message, { field: 'id', fix: SEALED.fix });
    if (blockedReplay(row)) return ok(toMessage(row));
    return ok(toMessage(await takeUpAgain(em, ctx, row, { mapVersion: null, reason: null, force: false })));
  });
}

/**
 * Puts a file that went out into the mailbox once more: the same bytes under the same numbers. Its partner has all of
 * its time again to acknowledge it.
 */
export async function resendMessage(ctx: CommandContext, id: string): Promise<Result<EdiMessage>> {
  return change(ctx, id, 'send messages again', async (em, row) => {
    if (row.direction === 'IN' || row.sha256 === '')
      return refuse('EDI_MESSAGE_INCOMING', 'Only a file that went out can be sent again.', { field: 'id' });
    if (row.state !== 'SENT')
      return refuse('EDI_MESSAGE_ANSWERED', `It was ${row.state.toLowerCase()} already.`, {
        fix: 'Send it anew, under new numbers.',
      });
    const partner = row.partnerId && (await loadPartner(em, row.partnerId, ctx.now()));
    if (!partner || partner.state === 'PAUSED')
      return refuse('PARTNER_PAUSED', 'Traffic with the partner is paused.', { fix: 'Take it up again first.' });
    await recordReplay(em, ctx, row, { reason: null, forced: false, action: 'RESEND' });
    const expected = expectedFor(partner, row.functionalId, ctx.now());
    return ok(toMessage(await changeMessage(em, row, { writtenAt: null, ...expected }, when(ctx, row))));
  });
}

/** Has a document made anew from its record: it gets new numbers, and says which one it follows. */
export async function sendAnew(ctx: CommandContext, id: string): Promise<Result<EdiMessage>> {
  return change(ctx, id, 'send messages again', async (em, row) => {
    if (row.direction === 'IN')
      return refuse('EDI_MESSAGE_INCOMING', 'Only a document that went out can be sent again.', { field: 'id' });
    if (!SENT_ANEW.includes(row.state))
      return refuse('EDI_MESSAGE_WAITING', 'It still waits for its acknowledgement.', {
        fix: 'Send the same bytes again, or cancel it first.',
      });
    const due = await dueAgain(em, row, ctx.now());
    if (!due.ok) return due;
    await recordReplay(em, ctx, row, { reason: null, forced: false, action: 'RESEND' });
    // What never went leaves the list of what waits for a person; what went keeps its end.
    const state = row.state === 'HELD' ? 'REPLACED' : row.state;
    return ok(toMessage(await changeMessage(em, row, { state }, when(ctx, row))));
  });
}

/** Puts aside what waits: for an acknowledgement that will not come, or for a person. */
export async function cancelMessage(ctx: CommandContext, id: string, reason: string): Promise<Result<EdiMessage>> {
  return change(ctx, id, 'cancel messages', async (em, row) => {
    if (reason.trim() === '') return refuse('EDI_REASON_MISSING', 'Say why it is cancelled.', { field: 'reason' });
    if (!isOpen(row))
      return refuse('EDI_NOT_WAITING', 'It waits neither for an acknowledgement nor for a person.', { field: 'id' });
    const cancelled = { state: 'CANCELLED' as const, ackState: 'NONE' as const };
    const who = { editor: ctx.viewer.name, editorNote: reason.trim() };
    return ok(toMessage(await changeMessage(em, row, { ...cancelled, ...who }, when(ctx, row))));
  });
}

const isOpen = (row: MessageRow): boolean =>
  row.state === 'HELD' || row.state === 'QUARANTINED' || (row.state === 'SENT' && awaitsAnswer(row));

const when = (ctx: CommandContext, row: MessageRow) => ({ at: ctx.now(), correlationId: row.id });

/** Loads a message within reach, in a transaction of its own. */
export async function change<T>(
  ctx: CommandContext,
  id: string,
  doing: string,
  work: (em: EntityManager, row: MessageRow) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (!mayReplay(ctx.viewer)) throw forbidden(doing);
  return ctx.db.write(async (em) => {
    const [visible] = await findMessages(em, ctx.viewer, [id]);
    const row = visible && (await loadMessage(em, id));
    if (!row) throw notFound('The message');
    return work(em, row);
  });
}
