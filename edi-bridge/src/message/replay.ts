import { forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { In, IsNull, Not } from 'typeorm';
import { changeMessage, loadMessage } from './ledger.ts';
import { mayReplay } from './policy.ts';
import { type MessageFilter, selectMessages } from './store.ts';
import { interchangeTable, type MessageRow, replayTable, setTable } from './table.ts';

/** Most messages of one replay: a range is cut into several. */
const MOST = 1_000;

/** What a replay would do with one message, or has done. */
export interface ReplayEffect {
  readonly messageId: string;
  readonly effect: 'TAKEN_UP' | 'RETRIED' | 'BLOCKED';
  readonly note: string;
}

export interface ReplayReport {
  readonly total: number;
  readonly effects: readonly ReplayEffect[];
  /** False for a preview. */
  readonly done: boolean;
}

export interface ReplayOrder {
  readonly filter: MessageFilter;
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly reason: string | null;
}

/** Takes up a range of the archive again; `dryRun` only says what would become of each message. */
export async function replayMessages(ctx: CommandContext, order: ReplayOrder): Promise<Result<ReplayReport>> {
  const { filter, dryRun, force, reason } = order;
  if (!mayReplay(ctx.viewer)) throw forbidden('replay messages');
  if (force && !reason?.trim())
    return refuse('EDI_REASON_MISSING', 'Processed messages are replayed for a reason only.', { field: 'reason' });
  const rows = await ctx.db.read((em) => selectMessages(em, ctx.viewer, { ...filter, direction: 'IN' }, MOST + 1));
  if (rows.length > MOST)
    return refuse('EDI_RANGE_TOO_LARGE', `More than ${MOST} messages are meant.`, { fix: 'Choose a shorter time.' });
  const effects: ReplayEffect[] = [];
  for (const row of rows) {
    const effect = effectOn(row, force);
    effects.push(effect);
    if (dryRun || effect.effect === 'BLOCKED') continue;
    await ctx.db.write(async (em) => {
      const current = await loadMessage(em, row.id);
      if (current?.state === row.state) await takeUpAgain(em, ctx, current, { reason, forced: force });
    });
  }
  return ok({ total: rows.length, effects, done: !dryRun });
}

/** Why a message stays as it is; null when it may be taken up again. */
export function blockedReplay(row: Pick<MessageRow, 'state' | 'sha256'>): string | null {
  if (row.sha256 === '') return 'The file was too large and was not kept.';
  switch (row.state) {
    case 'PROCESSED':
      return 'It was processed. With force, only what was refused is tried again.';
    case 'DUPLICATE':
      return 'It is a copy of a message that was processed.';
    case 'RECEIVED':
      return 'It is about to be processed.';
    case 'REPLACED':
      return 'A mended copy took its place.';
    default:
      return null;
  }
}

function effectOn(row: MessageRow, force: boolean): ReplayEffect {
  const messageId = row.id;
  const blocked = blockedReplay(row);
  if (blocked === null) return { messageId, effect: 'TAKEN_UP', note: 'What waits is decided anew.' };
  if (force && row.state === 'PROCESSED')
    return { messageId, effect: 'RETRIED', note: 'What was refused is tried again; what was done stays done.' };
  return { messageId, effect: 'BLOCKED', note: blocked };
}

/** Back to RECEIVED, where the bridge takes it up; who did it and why is kept. */
export async function takeUpAgain(
  em: EntityManager,
  ctx: CommandContext,
  row: MessageRow,
  { reason, forced }: { reason: string | null; forced: boolean },
): Promise<MessageRow> {
  await reopen(em, row, forced);
  const at = ctx.now();
  await em
    .getRepository(replayTable)
    .insert({ id: newId(), messageId: row.id, by: ctx.viewer.name, at, reason, forced });
  return changeMessage(em, row, { state: 'RECEIVED' }, { at, correlationId: ctx.correlationId });
}

/** What had an effect keeps its claim and its results; everything else is decided anew. */
async function reopen(em: EntityManager, row: MessageRow, forced: boolean): Promise<void> {
  const claimed = await em.getRepository(interchangeTable).existsBy({ messageId: row.id, claim: Not(IsNull()) });
  if (claimed) {
    const waiting = { messageId: row.id, outcome: In(['HELD', 'QUARANTINED', ...(forced ? ['REFUSED'] : [])]) };
    await em.getRepository(setTable).update(waiting, { outcome: 'PENDING' });
    return;
  }
  await em.getRepository(interchangeTable).delete({ messageId: row.id });
  await em.getRepository(setTable).delete({ messageId: row.id });
}
