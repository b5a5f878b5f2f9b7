import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { changeMessage, loadMessage } from './ledger.ts';
import type { EdiMessage } from './message.ts';
import { mayReplay } from './policy.ts';
import { blockedReplay, takeUpAgain } from './replay.ts';
import { findMessages, toMessage } from './store.ts';
import type { MessageRow } from './table.ts';

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
    if (blockedReplay(row)) return ok(toMessage(row));
    return ok(toMessage(await takeUpAgain(em, ctx, row, { reason: null, forced: false })));
  });
}

/** Puts a file that went out into the mailbox once more: the same bytes under the same numbers. */
export async function resendMessage(ctx: CommandContext, id: string): Promise<Result<EdiMessage>> {
  return change(ctx, id, 'send messages again', async (em, row) => {
    if (row.direction === 'IN' || row.sha256 === '')
      return refuse('EDI_MESSAGE_INCOMING', 'Only a file that went out can be sent again.', { field: 'id' });
    if (row.state !== 'SENT')
      return refuse('EDI_MESSAGE_ANSWERED', `It was ${row.state.toLowerCase()} already.`, {
        fix: 'What the partner has answered is not sent again: let the cause happen anew.',
      });
    return ok(toMessage(await changeMessage(em, row, { writtenAt: null }, when(ctx, row))));
  });
}

/** Ends the wait for an acknowledgement that will not come, with the reason. */
export async function cancelMessage(ctx: CommandContext, id: string, reason: string): Promise<Result<EdiMessage>> {
  return change(ctx, id, 'cancel messages', async (em, row) => {
    if (reason.trim() === '') return refuse('EDI_REASON_MISSING', 'Say why it is cancelled.', { field: 'reason' });
    if (row.direction === 'IN' || row.state !== 'SENT')
      return refuse('EDI_MESSAGE_ANSWERED', 'Only a message that waits for its acknowledgement can be cancelled.', {
        field: 'id',
      });
    const editorNote = `${ctx.viewer.name}: ${reason.trim()}`;
    const cancelled = { state: 'CANCELLED' as const, ackState: 'NONE' as const, editor: ctx.viewer.name, editorNote };
    return ok(toMessage(await changeMessage(em, row, cancelled, when(ctx, row))));
  });
}

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
