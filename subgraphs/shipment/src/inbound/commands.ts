import { nextNumber, numbered } from '@quayside/shared/db/sequence';
import { AppError, forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { ok, type Result, refuse, refused } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import {
  INBOUND_ANNOUNCED,
  INBOUND_CANCELLED,
  INBOUND_CHANGED,
  INBOUND_CONFIRMED,
  INBOUND_REJECTED,
  INBOUND_SHIPPED,
} from '../events.ts';
import { learnPacks } from '../pack/commands.ts';
import { requireAccount } from '../shipment/commands.ts';
import { referenceFacts } from '../shipment/draft-parts.ts';
import { LINE, NOTE, requiredTextFault, textFault } from '../shipment/order-checks.ts';
import { shippingReferences } from '../shipping/shipping.ts';
import { announceFault, changeFault, shipFault } from './inbound-checks.ts';
import type {
  AnnounceInboundInput,
  ChangeInboundInput,
  ConfirmedLineInput,
  ShipInboundInput,
} from './inbound-input.ts';
import {
  answerOrder,
  changeNotice,
  confirmLines,
  departed,
  draftInbound,
  type InboundNotice,
  toInboundLines,
  toInboundUnits,
} from './inbound-notice.ts';
import {
  clearConfirmed,
  readInboundLines,
  readReceipts,
  replaceInboundLines,
  replaceInboundUnits,
} from './part-store.ts';
import { mayAnnounce, mayReceive } from './policy.ts';
import { announceNotice, loadNotice, saveNotice } from './save.ts';
import { findAnnounced, insertNotice, makeNoticeFindable } from './store.ts';
import { moveInbound } from './transitions.ts';
import { codeTold } from './warehouse-name.ts';
import { nameOfCode, rememberName } from './warehouse-store.ts';

/** Goods are on their way: a stock transfer (943) or a purchase order (850). */
export async function announceInbound(
  ctx: CommandContext,
  input: AnnounceInboundInput,
): Promise<Result<InboundNotice>> {
  if (!mayAnnounce(ctx.viewer)) throw forbidden('announce goods');
  const fault = announceFault(input);
  if (fault) return refused(fault);
  return ctx.db.write(async (em) => {
    await requireAccount(em, ctx, input.accountId);
    const warehouse = await warehouseFor(em, ctx, input.accountId, input);
    const wanted = draftInbound({ ...input, warehouse }, { number: '', now: ctx.now() });
    const existing = await findAnnounced(em, ctx.viewer, wanted);
    if (existing) return announcedBefore(existing);
    const made = { ...wanted, number: numbered('IN', await nextNumber(em, 'inbound-notice')) };
    if (!(await insertNotice(em, made))) {
      const winner = await findAnnounced(em, ctx.viewer, made);
      if (winner) return announcedBefore(winner);
      throw new AppError('CONFLICT', 'The same goods are being announced right now. Try again.');
    }
    await replaceInboundLines(em, made, toInboundLines(input.lines, ownerOf(made)));
    await learnPacks(em, made.accountId, input.lines);
    await makeNoticeFindable(em, made);
    await announceNotice(em, ctx, made, [{ type: INBOUND_ANNOUNCED }]);
    return ok(made);
  });
}

/** What a warehouse is called that is named by a code alone, from what came with the code before. */
async function warehouseFor(
  em: EntityManager,
  ctx: CommandContext,
  accountId: string,
  told: Parameters<typeof codeTold>[0],
): Promise<string> {
  const both = codeTold(told);
  if (both) await rememberName(em, { accountId, ...both });
  if (both) return both.name;
  return (await nameOfCode(em, ctx.viewer, accountId, told.warehouse.trim())) ?? told.warehouse;
}

const ownerOf = ({ id: noticeId, accountId }: InboundNotice) => ({ noticeId, accountId });

const announcedBefore = (existing: InboundNotice): Result<never> =>
  refuse('INBOUND_EXISTS', `${existing.orderNumber} has been announced already: it is ${existing.number}.`, {
    field: 'orderNumber',
    fix: `Change ${existing.number}, or use another number.`,
    figures: { order: existing.orderNumber, number: existing.number },
  });

/** Load, decide, save with its event, in one transaction. */
async function decide(
  ctx: CommandContext,
  id: string,
  happened: string,
  decision: (em: EntityManager, before: InboundNotice) => Promise<Result<InboundNotice>>,
): Promise<Result<InboundNotice>> {
  return ctx.db.write(async (em) => {
    const before = await loadNotice(em, ctx, id);
    const after = await decision(em, before);
    if (!after.ok) return after;
    return ok(await saveNotice(em, ctx, { before, after: after.value, happened: [{ type: happened }] }));
  });
}

/** Another announcement of goods that have not arrived (860). */
export async function changeInbound(
  ctx: CommandContext,
  id: string,
  input: ChangeInboundInput,
): Promise<Result<InboundNotice>> {
  if (!mayAnnounce(ctx.viewer)) throw forbidden('change what was announced');
  const fault = changeFault(input);
  if (fault) return refused(fault);
  return decide(ctx, id, INBOUND_CHANGED, async (em, before) => {
    const told = input.warehouse?.trim() ? { ...input, warehouse: input.warehouse } : null;
    const warehouse = told && (await warehouseFor(em, ctx, before.accountId, told));
    const changed = changeNotice(before, warehouse ? { ...input, warehouse } : input);
    if (!changed.ok) return changed;
    if (input.lines) await replaceInboundLines(em, before, toInboundLines(input.lines, ownerOf(before)));
    else await clearConfirmed(em, before);
    await makeNoticeFindable(em, changed.value);
    return changed;
  });
}

/** They do not come. */
export async function cancelInbound(ctx: CommandContext, id: string, reason: string): Promise<Result<InboundNotice>> {
  if (!mayAnnounce(ctx.viewer)) throw forbidden('cancel what was announced');
  const fault = requiredTextFault('reason', reason, NOTE);
  if (fault) return refused(fault);
  return decide(ctx, id, INBOUND_CANCELLED, async (em, before) => {
    const moved = moveInbound(before, 'CANCELLED');
    if (!moved.ok) return moved;
    if ((await readReceipts(em, ctx.viewer, [id])).length > 0) {
      return refuse(
        'INBOUND_RECEIVED',
        `${before.number} has been received in part: it cannot be cancelled any more.`,
        {
          fix: 'Close it with a last, empty count.',
        },
      );
    }
    return ok(withNote(moved.value, `Cancelled: ${reason.trim()}`));
  });
}

const withNote = (notice: InboundNotice, note: string): InboundNotice => ({
  ...notice,
  note: [notice.note, note].filter(Boolean).join('\n').slice(-MOST_NOTES),
});
const MOST_NOTES = 15_000;

/** The truck is at the gate. */
export async function arriveInbound(ctx: CommandContext, id: string): Promise<Result<InboundNotice>> {
  if (!mayReceive(ctx.viewer)) throw forbidden('let goods in');
  return decide(ctx, id, INBOUND_CHANGED, async (_, before) => {
    const moved = moveInbound(before, 'ARRIVED');
    return moved.ok ? ok({ ...moved.value, arrivedAt: ctx.now() }) : moved;
  });
}

/** We take a purchase order, in full or in part (855). */
export async function confirmInbound(
  ctx: CommandContext,
  id: string,
  given: {
    readonly lines?: readonly ConfirmedLineInput[] | null | undefined;
    readonly reason?: string | null | undefined;
  },
): Promise<Result<InboundNotice>> {
  if (!mayReceive(ctx.viewer)) throw forbidden('answer purchase orders');
  const fault = textFault([['reason', given.reason, LINE]]);
  if (fault) return refused(fault);
  const frame = { at: ctx.now(), by: ctx.viewer.name, reason: given.reason?.trim() || null };
  return decide(ctx, id, INBOUND_CONFIRMED, async (em, before) => {
    const answered = answerOrder(before, { ...frame, state: 'CONFIRMED' });
    if (!answered.ok) return answered;
    const lines = confirmLines(await readInboundLines(em, ctx.viewer, [id]), given.lines ?? []);
    if (!lines.ok) return lines;
    await replaceInboundLines(em, before, lines.value);
    return answered;
  });
}

/** We do not take a purchase order, and say why (855). */
export async function rejectInbound(ctx: CommandContext, id: string, reason: string): Promise<Result<InboundNotice>> {
  if (!mayReceive(ctx.viewer)) throw forbidden('answer purchase orders');
  const fault = requiredTextFault('reason', reason, LINE);
  if (fault) return refused(fault);
  const frame = { at: ctx.now(), by: ctx.viewer.name, reason: reason.trim() };
  return decide(ctx, id, INBOUND_REJECTED, async (_, before) => {
    const answered = answerOrder(before, { ...frame, state: 'REJECTED' });
    return answered.ok ? moveInbound(answered.value, 'CANCELLED') : answered;
  });
}

/** The goods left for our warehouse, on the shipper's behalf (856). */
export async function shipInbound(ctx: CommandContext, input: ShipInboundInput): Promise<Result<InboundNotice>> {
  if (!mayReceive(ctx.viewer)) throw forbidden('ship goods in');
  const fault = shipFault(input);
  if (fault) return refused(fault);
  return decide(ctx, input.id, INBOUND_SHIPPED, async (em, before) => {
    const left = departed(before, input.shippedAt ?? ctx.now());
    if (!left.ok) return left;
    const lines = await readInboundLines(em, ctx.viewer, [before.id]);
    const stranger = (input.handlingUnits ?? [])
      .flatMap((unit) => unit.contents ?? [])
      .find((one) => !lines.some((line) => line.lineNumber === one.lineNumber));
    if (stranger) {
      const field = 'handlingUnits.contents.lineNumber';
      return refuse('LINE_UNKNOWN', `The notice has no line ${stranger.lineNumber}.`, {
        field,
        figures: { line: stranger.lineNumber },
      });
    }
    const numbers = shippingReferences({ bol: input.bol, pro: input.pro, trailer: null }).map(referenceFacts);
    const after = {
      ...left.value,
      carrierScac: input.carrierScac || before.carrierScac,
      references: [...before.references, ...numbers],
    };
    await replaceInboundUnits(em, before, toInboundUnits(input.handlingUnits ?? [], ownerOf(before)));
    await makeNoticeFindable(em, after);
    return ok(after);
  });
}
