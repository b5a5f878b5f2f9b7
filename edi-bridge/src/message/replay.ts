import { forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { In, IsNull, Not } from 'typeorm';
import type { Archive } from '../archive.ts';
import { previewOf } from '../inbound/preview.ts';
import { partnerOfMessage } from '../inbound/receiving.ts';
import { loadPartner } from '../partner/store.ts';
import { changeMessage, loadMessage } from './ledger.ts';
import { mayReplay } from './policy.ts';
import { type MessageFilter, selectMessages } from './store.ts';
import { interchangeTable, type MessageRow, type ReplayRow, replayTable, setTable } from './table.ts';

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
  readonly would: readonly ReplayEffect[];
  /** False for a preview. */
  readonly done: boolean;
}

/** How messages are taken up again. */
interface Terms {
  /** Version of the partner's profile; null for the one that holds now. */
  readonly mapVersion: number | null;
  readonly force: boolean;
  readonly reason: string | null;
}

export interface ReplayOrder extends Terms {
  readonly filter: MessageFilter;
  readonly dryRun: boolean;
}

/** Takes up a range of the archive again; `dryRun` only says what would become of each message. */
export async function replayMessages(
  ctx: CommandContext,
  archive: Archive,
  order: ReplayOrder,
): Promise<Result<ReplayReport>> {
  const { filter, dryRun, force, reason } = order;
  if (!mayReplay(ctx.viewer)) throw forbidden('replay messages');
  if (force && !reason?.trim())
    return refuse('EDI_REASON_MISSING', 'Processed messages are replayed for a reason only.', { field: 'reason' });
  const rows = await ctx.db.read((em) => selectMessages(em, ctx.viewer, { ...filter, direction: 'IN' }, MOST + 1));
  if (rows.length > MOST)
    return refuse('EDI_RANGE_TOO_LARGE', `More than ${MOST} messages are meant.`, {
      field: 'filter',
      fix: `Choose a shorter time: one replay takes up to ${MOST}.`,
    });
  const would: ReplayEffect[] = [];
  for (const row of rows) would.push(await (dryRun ? preview(ctx, archive, row, order) : takeUpOne(ctx, row, order)));
  return ok({ total: rows.length, would, done: !dryRun });
}

async function preview(ctx: CommandContext, archive: Archive, row: MessageRow, terms: Terms): Promise<ReplayEffect> {
  const effect = await ctx.db.read((em) => effectOn(em, ctx, row, terms));
  if (effect.effect === 'BLOCKED') return effect;
  const rules = {
    partner: await partnerOfMessage(ctx.db, await ctx.db.read((em) => underTerms(em, ctx, row, terms))),
    before: row.mapVersion === null ? null : await partnerOfMessage(ctx.db, row),
  };
  const told = await ctx.db.read((em) => previewOf(em, archive, row, rules));
  return { ...effect, note: `${effect.note} ${told}`.trim() };
}

/** Decides and takes up in one transaction: what was processed meanwhile is left alone. */
const takeUpOne = (ctx: CommandContext, { id }: MessageRow, terms: Terms): Promise<ReplayEffect> =>
  ctx.db.write(async (em) => {
    const row = await loadMessage(em, id);
    if (!row) return { messageId: id, effect: 'BLOCKED', note: 'It is not there any more.' };
    const effect = await effectOn(em, ctx, row, terms);
    if (effect.effect !== 'BLOCKED') await takeUpAgain(em, ctx, row, terms);
    return effect;
  });

/** What is held of AS2 without a partner is the request as it came: wrapped, and not proven to be anybody's. */
export const isSealed = ({ channel, partnerId }: Pick<MessageRow, 'channel' | 'partnerId'>): boolean =>
  channel === 'as2' && partnerId === null;

export const SEALED = {
  message: 'It is an AS2 message as it came, and it is not proven who sent it.',
  fix: 'Mend the certificates or the AS2 settings of the partner, then have the partner send it again: under the same Message-ID it counts as a new try.',
} as const;

/** Why a message stays as it is; null when it may be taken up again. */
export function blockedReplay(row: Pick<MessageRow, 'state' | 'sha256' | 'channel' | 'partnerId'>): string | null {
  if (row.sha256 === '') return 'The file was too large and was not kept.';
  if (isSealed(row)) return `${SEALED.message} ${SEALED.fix}`;
  switch (row.state) {
    case 'PROCESSED':
      return 'It was processed. With force, only what was refused is tried again.';
    case 'DUPLICATE':
      return 'It is a copy of a message that was processed.';
    case 'RECEIVED':
      return 'It is about to be processed.';
    case 'REPLACED':
      return 'A mended copy took its place.';
    case 'CANCELLED':
      return 'Somebody has put it aside for good.';
    default:
      return null;
  }
}

async function effectOn(em: EntityManager, ctx: CommandContext, row: MessageRow, terms: Terms): Promise<ReplayEffect> {
  const blocked = (note: string): ReplayEffect => ({ messageId: row.id, effect: 'BLOCKED', note });
  const { mapVersion, force } = terms;
  const reason = blockedReplay(row);
  if (reason !== null && !(force && row.state === 'PROCESSED')) return blocked(reason);
  if (mapVersion !== null && (await versionNow(em, ctx, row, mapVersion)) !== mapVersion)
    return blocked(`Its partner has no version ${mapVersion} of its profile.`);
  if (reason === null) return { messageId: row.id, effect: 'TAKEN_UP', note: '' };
  return { messageId: row.id, effect: 'RETRIED', note: 'What was done stays done.' };
}

/** Back to RECEIVED, where the bridge takes it up; who did it and why is kept. */
export async function takeUpAgain(
  em: EntityManager,
  ctx: CommandContext,
  row: MessageRow,
  terms: Terms,
): Promise<MessageRow> {
  await reopen(em, row, terms.force);
  await recordReplay(em, ctx, row, { reason: terms.reason, forced: terms.force, action: 'REPLAY' });
  const { mapVersion, partnerId, accountId } = await underTerms(em, ctx, row, terms);
  const change = { state: 'RECEIVED' as const, mapVersion, partnerId, accountId };
  return changeMessage(em, row, change, { at: ctx.now(), correlationId: ctx.correlationId });
}

/** Writes down who took up or sent a message again. */
export async function recordReplay(
  em: EntityManager,
  ctx: CommandContext,
  row: MessageRow,
  facts: Pick<ReplayRow, 'reason' | 'forced' | 'action'>,
): Promise<void> {
  const who = { id: newId(), messageId: row.id, by: ctx.viewer.name, at: ctx.now(), stateBefore: row.state };
  await em.getRepository(replayTable).insert({ ...who, ...facts });
}

/** A message as it will be read: under the version that was asked for, by the partner who is known now. */
async function underTerms(em: EntityManager, ctx: CommandContext, row: MessageRow, terms: Terms): Promise<MessageRow> {
  const mapVersion = await versionNow(em, ctx, row, terms.mapVersion);
  if (row.partnerId !== null) return { ...row, mapVersion };
  const partner = await partnerOfMessage(ctx.db, { ...row, mapVersion });
  if (!partner) return { ...row, mapVersion: null };
  return { ...row, mapVersion, partnerId: partner.id, accountId: partner.accountId };
}

async function versionNow(
  em: EntityManager,
  ctx: CommandContext,
  row: MessageRow,
  wanted: number | null,
): Promise<number | null> {
  const partner = await loadPartner(em, row.partnerId ?? row.addressee ?? '', ctx.now(), wanted);
  return partner?.mapVersion ?? null;
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
