import { isDuplicateKey } from '@quayside/shared/db/database';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { type Archive, FILE_LIMIT } from '../archive.ts';
import { nothingExpected } from './acknowledgement.ts';
import { change } from './commands.ts';
import { changeMessage, recordMessage } from './ledger.ts';
import type { EdiMessage, EdiState } from './message.ts';
import { toMessage } from './store.ts';
import type { MessageRow } from './table.ts';

const MENDABLE: readonly EdiState[] = ['QUARANTINED', 'HELD', 'REJECTED'];

/**
 * Takes a corrected copy of a file in its place: the original keeps its bytes and says what replaced it, the copy says who
 * mended it and is processed like any file. A file is mended once. @throws AppError FORBIDDEN or NOT_FOUND
 */
export async function mendMessage(
  ctx: CommandContext,
  archive: Archive,
  given: { id: string; raw: string; note: string },
): Promise<Result<EdiMessage>> {
  const { id, raw, note } = given;
  const bytes = Buffer.from(raw);
  if (bytes.length === 0 || bytes.length > FILE_LIMIT)
    return refuse('EDI_TEXT_SIZE', 'The corrected text is empty or too large.', { field: 'raw' });
  // In the archive before the ledger names it, as with every file.
  const stored = await archive.store([bytes]);
  try {
    return await change(ctx, id, 'mend messages', async (em, row) => {
      if (row.direction === 'OUT' || !MENDABLE.includes(row.state))
        return refuse('EDI_NOT_MENDABLE', 'Only a file that was held, quarantined or rejected can be mended.', {
          field: 'id',
        });
      if (stored.sha256 === row.sha256)
        return refuse('EDI_NOTHING_CHANGED', 'The text is the same as before.', { field: 'raw' });
      const when = { at: ctx.now(), correlationId: ctx.correlationId };
      const copy = copyOf(row, { ...stored, editor: ctx.viewer.name, note, at: when.at });
      await recordMessage(em, copy, copy.id);
      await changeMessage(em, row, { state: 'REPLACED' }, when);
      return ok(toMessage(copy));
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return refuse('EDI_MENDED_ALREADY', 'Somebody has mended this file already.', { field: 'id' });
  }
}

const copyOf = (
  row: MessageRow,
  mended: { sha256: string; sizeBytes: number; editor: string; note: string; at: number },
): MessageRow => ({
  ...row,
  ...nothingExpected,
  id: newId(),
  state: 'RECEIVED',
  summary: 'A mended copy, not yet read.',
  sha256: mended.sha256,
  sizeBytes: mended.sizeBytes,
  errors: [],
  verdict: null,
  relatesToId: row.id,
  copyOfId: row.id,
  editor: mended.editor,
  editorNote: mended.note.trim() || null,
  at: mended.at,
  version: 1,
  subject: null,
});
