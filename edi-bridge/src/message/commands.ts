import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { In, IsNull, Not } from 'typeorm';
import { changeMessage, loadMessage } from './ledger.ts';
import type { EdiMessage } from './message.ts';
import { mayReplay } from './policy.ts';
import { findMessages, toMessage } from './store.ts';
import { interchangeTable, type MessageRow, setTable } from './table.ts';

/**
 * Puts a message that waits for a person back to RECEIVED, where the bridge takes it up. A message that was processed
 * stays as it is. @throws AppError FORBIDDEN or NOT_FOUND
 */
export async function replayMessage(ctx: CommandContext, id: string): Promise<Result<EdiMessage>> {
  if (!mayReplay(ctx.viewer)) throw forbidden('replay messages');
  return ctx.db.write(async (em) => {
    const [visible] = await findMessages(em, ctx.viewer, [id]);
    const row = visible && (await loadMessage(em, id));
    if (!row) throw notFound('The message');
    if (row.direction === 'OUT')
      return refuse('EDI_MESSAGE_OUTGOING', 'Only a message that came in can be replayed.', { field: 'id' });
    if (row.sizeBytes === 0 && row.sha256 === '')
      return refuse('EDI_MESSAGE_NOT_KEPT', 'The file was too large and was not kept.', { field: 'id' });
    if (row.state === 'PROCESSED' || row.state === 'DUPLICATE' || row.state === 'RECEIVED') return ok(toMessage(row));
    await reopen(em, row);
    const when = { at: ctx.now(), correlationId: ctx.correlationId };
    return ok(toMessage(await changeMessage(em, row, { state: 'RECEIVED' }, when)));
  });
}

/** What had an effect keeps its claim and its results; everything else is decided anew. */
async function reopen(em: EntityManager, row: MessageRow): Promise<void> {
  const claimed = await em.getRepository(interchangeTable).existsBy({ messageId: row.id, claim: Not(IsNull()) });
  if (claimed) {
    const waiting = { messageId: row.id, outcome: In(['HELD', 'QUARANTINED']) };
    await em.getRepository(setTable).update(waiting, { outcome: 'PENDING' });
    return;
  }
  await em.getRepository(interchangeTable).delete({ messageId: row.id });
  await em.getRepository(setTable).delete({ messageId: row.id });
}
