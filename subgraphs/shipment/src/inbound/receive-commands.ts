import type { ActivityDone, WithActivity } from '@quayside/contract/activity-events';
import { nextNumber, numbered } from '@quayside/shared/db/sequence';
import { forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { localDate } from '@quayside/shared/instant';
import { ok, type Result, refused } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { INBOUND_RECEIVED, type InboundReceived, type StockStatus } from '../events.ts';
import { piecesByUnit } from '../shipping/activity.ts';
import { refillShort } from '../stock/refill-commands.ts';
import { type Cause, type Posting, post, rowAt } from '../stock/save.ts';
import { rounded } from '../stock/stock.ts';
import { receiveFault } from './inbound-checks.ts';
import type { ReceiveInboundInput } from './inbound-input.ts';
import type { InboundNotice } from './inbound-notice.ts';
import { findReceiptByKey, insertReceipt, readInboundLines, replaceInboundLines } from './part-store.ts';
import { mayReceive } from './policy.ts';
import { type Count, countReceipt, type Receipt } from './receipt.ts';
import { loadNotice, saveNotice } from './save.ts';
import { moveInbound } from './transitions.ts';

/** The goods are counted and become stock. The same key twice counts once and answers the notice as it is. */
export async function receiveInbound(ctx: CommandContext, input: ReceiveInboundInput): Promise<Result<InboundNotice>> {
  if (!mayReceive(ctx.viewer)) throw forbidden('receive goods');
  const fault = receiveFault(input);
  if (fault) return refused(fault);
  return ctx.db.write(async (em) => {
    const before = await loadNotice(em, ctx, input.id);
    const key = input.idempotencyKey || null;
    if (key && (await findReceiptByKey(em, ctx.viewer, before.id, key))) return ok(before);
    const received = moveInbound(before, 'RECEIVED');
    if (!received.ok) return received;
    const complete = input.complete ?? true;
    const owner = { accountId: before.accountId, noticeId: before.id, receiptId: newId() };
    const expected = await readInboundLines(em, ctx.viewer, [before.id]);
    const count = countReceipt(expected, { owner, lines: input.lines, complete });
    if (!count.ok) return count;
    const receipt = await keepReceipt(em, ctx, before, { ...input, id: owner.receiptId }, count.value);
    const arrivedAt = before.arrivedAt ?? receipt.receivedAt;
    const after: InboundNotice = { ...received.value, state: complete ? 'RECEIVED' : 'ARRIVED', arrivedAt };
    const activity = receivedActivity(after, receipt, count.value.counted);
    const more: InboundReceived & WithActivity = { receiptId: receipt.id, receiptNumber: receipt.number, activity };
    return ok(await saveNotice(em, ctx, { before, after, happened: [{ type: INBOUND_RECEIVED, more }] }));
  });
}

/** What was counted, in the words of charging. */
const receivedActivity = (notice: InboundNotice, receipt: Receipt, counted: Count['counted']): ActivityDone => ({
  ...{ activityId: receipt.id, kind: 'RECEIVED', accountId: notice.accountId, contractId: null, code: null },
  ...{ subjectKind: 'INBOUND', subjectId: notice.id, subjectNumber: notice.number, orderNumber: notice.orderNumber },
  ...{ poNumber: notice.kind === 'PURCHASE_ORDER' ? notice.orderNumber : null, at: receipt.receivedAt },
  ...{ date: localDate(receipt.receivedAt), weightGrams: null, guaranteed: false, carrierScac: null },
  ...{ quantities: piecesByUnit(counted), origin: null, destination: null },
});

async function keepReceipt(
  em: EntityManager,
  ctx: CommandContext,
  notice: InboundNotice,
  input: ReceiveInboundInput,
  count: Count,
): Promise<Receipt> {
  const receipt: Receipt = {
    id: input.id,
    accountId: notice.accountId,
    noticeId: notice.id,
    number: numbered('RC', await nextNumber(em, 'inbound-receipt')),
    receivedAt: input.receivedAt ?? ctx.now(),
    by: ctx.viewer.name,
    idempotencyKey: input.idempotencyKey || null,
  };
  await insertReceipt(em, receipt, count.counted);
  await replaceInboundLines(em, notice, count.lines);
  await putAway(em, ctx, notice, receipt, count);
  return receipt;
}

/** Damaged goods are kept apart from those that an order may have. */
async function putAway(
  em: EntityManager,
  ctx: CommandContext,
  notice: InboundNotice,
  receipt: Receipt,
  { lines, counted }: Count,
): Promise<void> {
  const cause: Cause = { kind: 'RECEIPT', number: receipt.number, inboundId: notice.id };
  const postings: Posting[] = [];
  for (const one of counted) {
    const line = lines.find(({ lineNumber }) => lineNumber === one.lineNumber);
    const words = {
      description: line?.description ?? null,
      productIds: line?.productIds,
      receivedAt: receipt.receivedAt,
    };
    const shares: [StockStatus, number][] = [
      ['AVAILABLE', rounded(one.quantity - one.damaged)],
      ['DAMAGED', one.damaged],
    ];
    for (const [status, onHand] of shares) {
      if (onHand <= 0) continue;
      const { accountId, sku, lot, unit, location } = one;
      const place = { accountId, warehouse: notice.warehouse, location, sku, lot, status, unit };
      const stock = await rowAt(em, ctx, place, words);
      postings.push({ stock, onHand, reserved: 0, cause: { ...cause, note: one.note } });
    }
  }
  await post(em, ctx, postings);
  const available = postings.flatMap(({ stock }) => (stock.status === 'AVAILABLE' ? [stock.sku] : []));
  await refillShort(em, ctx, notice.accountId, available);
}
