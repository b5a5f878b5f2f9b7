import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { isStaff } from '@quayside/shared/identity';
import { localDate } from '@quayside/shared/instant';
import { ok, type Result } from '@quayside/shared/result';
import { awaitFiles, usableAttachments } from '../conversation/attaching.ts';
import { type Attachment, attachmentsFault, messageFault } from '../conversation/conversation.ts';
import { termsOf } from '../directory/store.ts';
import { changeItem, type ItemKind, type Step } from '../item/commands.ts';
import { firstAsked, handOver } from '../item/item.ts';
import { newItem, openItem, type TargetInput } from '../item/opening.ts';
import { mayHandle, mayTakePart, staffMemberId } from '../item/policy.ts';
import type { Reply } from '../item/reply.ts';
import { mayCancel } from './policy.ts';
import { workOrders } from './store.ts';
import {
  answerBy,
  approve,
  checkRequest,
  end,
  entitledBy,
  finish,
  move,
  type WorkOrder,
  type WorkRequest,
} from './work-order.ts';

const WORK_ORDERS: ItemKind<WorkOrder> = {
  kind: 'WORK_ORDER',
  what: 'The work order',
  eventPrefix: 'work-order',
  store: workOrders,
  title: (order) => order.instructions,
  told: () => ({}),
};

/** A job as a member or key asks for it. */
export interface RequestWorkOrder extends WorkRequest, TargetInput {
  readonly attachments: readonly Attachment[];
  readonly idempotencyKey?: string | null | undefined;
}

/** Asks for a job. The contract must cover it on this day: what is not covered has no price. */
export const requestWorkOrder = (ctx: CommandContext, input: RequestWorkOrder): Promise<Result<WorkOrder>> =>
  openItem(ctx, WORK_ORDERS, input, {
    idempotencyKey: input.idempotencyKey,
    attachments: input.attachments,
    build: async (em, target) => {
      const { service, quantity, instructions, sku } = input;
      const entry = checkRequest(input);
      if (!entry.ok) return entry;
      const contract = entitledBy(await termsOf(em, target.accountId), service, localDate(ctx.now()));
      if (!contract.ok) return contract;
      const fault = attachmentsFault(input.attachments);
      if (fault) return fault;
      return ok({
        ...(await newItem(ctx, em, 'WO', target)),
        ...{ service, quantity, instructions, sku, unit: entry.value.unit },
        state: 'REQUESTED',
        priority: 'NORMAL',
        contractId: contract.value,
        dueAt: answerBy(ctx.now()),
        proof: [],
      });
    },
  });

/** A step of the staff; who takes up work without an owner owns it from then on. */
const handle = (
  ctx: CommandContext,
  id: string,
  rule: Step<WorkOrder>['rule'],
  message?: Step<WorkOrder>['message'],
): Promise<Result<WorkOrder>> =>
  changeItem(ctx, WORK_ORDERS, {
    id,
    may: mayHandle,
    doing: 'move this work order',
    verb: 'state-changed',
    rule: (order, em) => rule(firstAsked(order, staffMemberId(ctx.viewer)), em),
    ...(message ? { message } : {}),
  });

/** Takes the job on and starts its clock. */
export const approveWorkOrder = (ctx: CommandContext, id: string): Promise<Result<WorkOrder>> =>
  handle(ctx, id, (order) => approve(order, ctx.now()));

/** The contract may have ended since the request: what is not covered any more does not start. */
export const startWorkOrder = (ctx: CommandContext, id: string): Promise<Result<WorkOrder>> =>
  handle(ctx, id, async (order, em) => {
    const moved = move(order, 'IN_PROGRESS', ctx.now());
    if (!moved.ok) return moved;
    const contract = entitledBy(await termsOf(em, order.accountId), order.service, localDate(ctx.now()));
    return contract.ok ? ok({ ...moved.value, contractId: contract.value }) : contract;
  });

/** Ends the job with the photos that prove it. */
export async function finishWorkOrder(
  ctx: CommandContext,
  id: string,
  proof: readonly Attachment[],
): Promise<Result<WorkOrder>> {
  const fault = attachmentsFault(proof, 'proof');
  if (fault) return fault;
  await awaitFiles(ctx, proof);
  return handle(ctx, id, async (order, em) => {
    const usable = await usableAttachments(em, ctx.viewer, order.accountId, proof, 'proof');
    return usable.ok ? finish(order, usable.value, ctx.now()) : usable;
  });
}

/** Says no; the customer reads why. */
export const refuseWorkOrder = (ctx: CommandContext, id: string, reason: string): Promise<Result<WorkOrder>> =>
  handle(ctx, id, (order) => end(order, 'REFUSED', reason, ctx.now()), {
    body: reason,
    internal: false,
    attachments: [],
  });

/** Calls the job off; the other side reads why. */
export const cancelWorkOrder = (ctx: CommandContext, id: string, reason: string): Promise<Result<WorkOrder>> =>
  changeItem(ctx, WORK_ORDERS, {
    id,
    may: mayCancel,
    doing: 'cancel this work order',
    verb: 'state-changed',
    rule: (order) => end(order, 'CANCELLED', reason, ctx.now()),
    message: { body: reason, internal: false, attachments: [] },
  });

/** Gives the job to another of the staff. */
export const assignWorkOrder = (ctx: CommandContext, id: string, ownerId: string): Promise<Result<WorkOrder>> =>
  changeItem(ctx, WORK_ORDERS, {
    id,
    may: mayHandle,
    doing: 'assign a work order',
    verb: 'assigned',
    rule: (order) => handOver(order, ownerId),
  });

/** Adds to the conversation of the job. */
export const replyToWorkOrder = (ctx: CommandContext, { id, ...message }: Reply): Promise<Result<WorkOrder>> =>
  changeItem(ctx, WORK_ORDERS, {
    id,
    may: (viewer) => mayTakePart(viewer) && (isStaff(viewer) || !message.internal),
    doing: 'write this',
    verb: 'replied',
    rule: (order) => messageFault(message) ?? ok(firstAsked(order, staffMemberId(ctx.viewer))),
    message,
  });
