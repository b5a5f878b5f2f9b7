import { isDuplicateKey } from '@quayside/shared/db/database';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import { type Archive, SHOWN_BYTES } from '../archive.ts';
import { namesIn } from '../inbound/named-sets.ts';
import { loadPartner } from '../partner/store.ts';
import { nothingExpected } from './acknowledgement.ts';
import { change } from './commands.ts';
import { changeMessage, recordMessages } from './ledger.ts';
import { bytesToText, type EdiMessage, type EdiState, textToBytes } from './message.ts';
import { isSealed, SEALED } from './replay.ts';
import { findMessages, toMessage } from './store.ts';
import { interchangeTable, type MessageRow, setTable } from './table.ts';

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
  const charset = await charsetOf(ctx, id);
  const bytes = textToBytes(raw, charset);
  if (bytesToText(bytes, charset) !== raw)
    return refuse('EDI_TEXT_CHARACTERS', 'The text holds characters that the partner does not use.', { field: 'raw' });
  if (bytes.length === 0) return refuse('EDI_TEXT_EMPTY', 'The corrected text is empty.', { field: 'raw' });
  if (bytes.length > SHOWN_BYTES) return tooLarge('The corrected text', bytes.length, 'raw');
  // In the archive before the ledger names it, as with every file.
  const stored = await archive.store([bytes]);
  try {
    return await change(ctx, id, 'mend messages', async (em, row) => {
      const fault = await whyNot(em, row, stored.sha256, bytes);
      if (fault) return fault;
      await giveWay(em, row, bytes);
      const when = { at: ctx.now(), correlationId: ctx.correlationId };
      const partner = row.partnerId === null ? null : await loadPartner(em, row.partnerId, when.at);
      const copy = copyOf(row, {
        ...stored,
        editor: ctx.viewer.name,
        note,
        at: when.at,
        mapVersion: partner?.mapVersion ?? null,
      });
      await recordMessages(em, [copy], copy.id);
      await changeMessage(em, row, { state: 'REPLACED' }, when);
      return ok(toMessage(copy));
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return refuse('EDI_MENDED_ALREADY', 'Somebody has mended this file already.', { field: 'id' });
  }
}

function tooLarge(what: string, bytes: number, field: string): Result<never> {
  const [has, most] = [bytes, SHOWN_BYTES].map((size) => (size / 1024 / 1024).toFixed(1));
  const fix = 'Have the partner send it anew, in smaller files.';
  return refuse('EDI_TEXT_SIZE', `${what} has ${has} MiB; up to ${most} MiB can be mended here.`, { field, fix });
}

/** The text was shown in the partner's character set, so it is kept in it as well. */
async function charsetOf(ctx: CommandContext, id: string): Promise<'utf8' | 'latin1' | 'ascii'> {
  const [message] = await ctx.db.read((em) => findMessages(em, ctx.viewer, [id]));
  const partner =
    message?.partnerId && (await ctx.db.read((em) => loadPartner(em, message.partnerId ?? '', message.at)));
  return partner ? partner.charset : 'utf8';
}

async function whyNot(
  em: EntityManager,
  row: MessageRow,
  sha256: string,
  bytes: Buffer,
): Promise<Result<never> | null> {
  if (row.direction === 'OUT' || !MENDABLE.includes(row.state))
    return refuse('EDI_NOT_MENDABLE', 'Only a file that was held, quarantined or rejected can be mended.', {
      field: 'id',
    });
  // A text that a person writes would pass for what the partner has signed.
  if (isSealed(row)) return refuse('EDI_SENDER_NOT_PROVEN', SEALED.message, { field: 'id', fix: SEALED.fix });
  // Of a larger file only the beginning was shown: the copy would lose the rest.
  if (row.sizeBytes > SHOWN_BYTES) return tooLarge('The file', row.sizeBytes, 'id');
  if (sha256 === row.sha256) return refuse('EDI_NOTHING_CHANGED', 'The text is the same as before.', { field: 'raw' });
  const done = await em.getRepository(setTable).findBy({ messageId: row.id, outcome: 'DONE' });
  const names = new Set(done.map(nameOf));
  const again = namesIn(bytes).sets.find((set) => names.has(nameOf(set)));
  if (!again) return null;
  return refuse('EDI_SET_DONE', `${again.type} ${again.control} of this file was carried out already.`, {
    field: 'raw',
    fix: 'Leave only what is still to be done in the copy.',
  });
}

const nameOf = ({ type, groupControl, control }: { type: string; groupControl: string; control: string }): string =>
  `${type} ${groupControl} ${control}`;

/** Where the copy comes under the control number of the original, that number is the copy's from now on. */
const giveWay = (em: EntityManager, row: MessageRow, bytes: Buffer) =>
  em
    .getRepository(interchangeTable)
    .update({ messageId: row.id, control: In(namesIn(bytes).interchanges) }, { claim: null });

const copyOf = (
  row: MessageRow,
  mended: Pick<MessageRow, 'sha256' | 'sizeBytes' | 'editor' | 'at' | 'mapVersion'> & { note: string },
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
  mapVersion: mended.mapVersion,
  version: 1,
  subject: null,
});
