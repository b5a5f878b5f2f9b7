import { forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { localDate, toIso } from '@quayside/shared/instant';
import { ok, type Result, refuse, refused } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { SHIPMENT_STATE_CHANGED, SHIPMENT_TENDERED, TENDER_ANSWERED, type TenderAnswered } from '../events.ts';
import { book, consigneeFault, makeFindable } from '../shipment/booking.ts';
import { coveringContract, requireAccount, takeOnFault } from '../shipment/commands.ts';
import { redraft } from '../shipment/draft.ts';
import { toReference } from '../shipment/draft-parts.ts';
import { goodsFault, LINE, NAME, requiredTextFault, textFault } from '../shipment/order-checks.ts';
import type { TenderLoadInput } from '../shipment/order-input.ts';
import { addReferences, readReferences, replaceParts } from '../shipment/part-store.ts';
import { mayOperate, mayOrder } from '../shipment/policy.ts';
import { loadShipment, saveShipment } from '../shipment/save.ts';
import { normalized } from '../shipment/search.ts';
import { lateAfter, type Shipment, withNote } from '../shipment/shipment.ts';
import { addTokens, findByOrder } from '../shipment/store.ts';
import { move } from '../shipment/transitions.ts';
import { contractsOf } from '../terms/store.ts';
import { readMilestones } from '../tracking/store.ts';
import { answerTender, changeTender, openTender, purposeOf } from './tender.ts';

/** A 204: a new load, the change of one, or its end. */
export async function tenderLoad(ctx: CommandContext, input: TenderLoadInput): Promise<Result<Shipment>> {
  if (!mayOrder(ctx.viewer)) throw forbidden('tender loads');
  const purpose = purposeOf(input.purpose ?? '00');
  if (!purpose.ok) return purpose;
  const fault = requiredTextFault('loadNumber', input.loadNumber, 64) ?? goodsFault(input);
  if (fault) return refused(fault);
  return ctx.db.write(async (em) => {
    await requireAccount(em, ctx, input.accountId);
    if (purpose.value === 'NEW') return offer(em, ctx, input);
    const order = { accountId: input.accountId, kind: 'LOAD', orderNumber: input.loadNumber.trim() } as const;
    const load = await findByOrder(em, ctx.viewer, order);
    if (!load) {
      return refuse('LOAD_UNKNOWN', `There is no load ${order.orderNumber} of this account.`, {
        field: 'loadNumber',
        fix: 'Tender it as new (00) first.',
      });
    }
    return purpose.value === 'CANCEL' ? withdraw(em, ctx, load) : change(em, ctx, load, input);
  });
}

async function offer(em: EntityManager, ctx: CommandContext, input: TenderLoadInput): Promise<Result<Shipment>> {
  const check = await contractsOf(em, ctx.viewer, input.accountId, localDate(ctx.now()));
  const frame = {
    kind: 'LOAD',
    orderNumber: input.loadNumber.trim(),
    contractId: coveringContract(check, 'LOAD'),
    guaranteed: false,
    tender: openTender(input.respondBy),
  } as const;
  return book(em, ctx, { input, frame }, SHIPMENT_TENDERED);
}

async function withdraw(em: EntityManager, ctx: CommandContext, before: Shipment): Promise<Result<Shipment>> {
  const moved = move(before, 'CANCELLED');
  if (!moved.ok) return moved;
  const cancelled = withNote({ ...moved.value, eta: null }, `The shipper withdrew the load at ${toIso(ctx.now())}.`);
  const after = { ...cancelled, lateAfter: lateAfter(cancelled) };
  return ok(await saveShipment(em, ctx, { before, after, happened: [{ type: SHIPMENT_STATE_CHANGED }] }));
}

async function change(
  em: EntityManager,
  ctx: CommandContext,
  before: Shipment,
  input: TenderLoadInput,
): Promise<Result<Shipment>> {
  const changed = changeTender(before, input.respondBy);
  if (!changed.ok) return changed;
  const stranger = await consigneeFault(em, { accountId: before.accountId, consigneeId: input.consigneeId });
  if (stranger) return stranger;
  // The numbers that we gave the load are ours: a change of the offer does not take them away.
  const references = (await readReferences(em, ctx.viewer, [before.id])).filter((one) => one.kind === 'PRO');
  const milestones = await readMilestones(em, ctx.viewer, [before.id]);
  const made = redraft(changed.value, input, { references, milestones, now: ctx.now() });
  await replaceParts(em, { shipmentId: before.id, accountId: before.accountId }, made.parts);
  await makeFindable(em, [made]);
  const happened = [{ type: SHIPMENT_TENDERED }];
  return ok(await saveShipment(em, ctx, { before, after: made.shipment, happened }));
}

/** We take the load, under our own number when there is one. */
export async function acceptTender(
  ctx: CommandContext,
  id: string,
  pro: string | null | undefined,
): Promise<Result<Shipment>> {
  const fault = textFault([['pro', pro, NAME]]);
  return fault ? refused(fault) : answer(ctx, id, { answer: 'ACCEPTED', reason: null, pro: pro?.trim() || null });
}

/** We do not take the load, and say why. */
export async function declineTender(ctx: CommandContext, id: string, reason: string): Promise<Result<Shipment>> {
  const fault = requiredTextFault('reason', reason, LINE);
  return fault ? refused(fault) : answer(ctx, id, { answer: 'DECLINED', reason: reason.trim(), pro: null });
}

interface Answer {
  readonly answer: 'ACCEPTED' | 'DECLINED';
  readonly reason: string | null;
  readonly pro: string | null;
}

async function answer(ctx: CommandContext, id: string, given: Answer): Promise<Result<Shipment>> {
  if (!mayOperate(ctx.viewer)) throw forbidden('answer tenders');
  return ctx.db.write(async (em) => {
    const before = await loadShipment(em, ctx, id);
    const answered = answerTender(before, given.answer, { now: ctx.now(), reason: given.reason });
    if (!answered.ok) return answered;
    const blocked = given.answer === 'ACCEPTED' ? await takeOnFault(em, before) : null;
    if (blocked) return blocked;
    if (given.pro) await addPro(em, before, given.pro);
    const more: TenderAnswered = {
      answer: given.answer,
      tenderVersion: before.tender?.version ?? 1,
      reason: given.reason,
    };
    const happened = [{ type: TENDER_ANSWERED, more }];
    return ok(await saveShipment(em, ctx, { before, after: answered.value, happened }));
  });
}

async function addPro(em: EntityManager, shipment: Shipment, pro: string): Promise<void> {
  const owner = { shipmentId: shipment.id, accountId: shipment.accountId };
  await addReferences(em, [toReference({ kind: 'PRO', value: pro }, owner)]);
  await addTokens(em, shipment, [normalized(pro)]);
}
