import { CHARGE_DUE, type ChargeDue } from '@quayside/contract/events';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { localDate } from '@quayside/shared/instant';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { awaitFiles, usableAttachments } from '../conversation/attaching.ts';
import { type Attachment, attachmentsFault } from '../conversation/conversation.ts';
import { termsOf } from '../directory/store.ts';
import { handle } from './commands.ts';
import { finishStep, type ScanInput, type StepCode, scan, startStep } from './steps.ts';
import { entitledBy, finish, move, type WorkOrder } from './work-order.ts';

/**
 * Begins a step, and with the first one the job. The contract may have ended since the request: what is not covered any
 * more does not start.
 */
export const startWorkStep = (ctx: CommandContext, id: string, code: StepCode): Promise<Result<WorkOrder>> =>
  handle(ctx, id, async (order, em) => {
    const begun = order.state === 'IN_PROGRESS' ? ok(order) : await begin(ctx, order, em);
    if (!begun.ok) return begun;
    const steps = startStep(order.steps, code, doing(ctx));
    return steps.ok ? ok({ ...begun.value, steps: steps.value }) : steps;
  });

/** Begins the job with its first step. */
export const startWorkOrder = (ctx: CommandContext, id: string): Promise<Result<WorkOrder>> =>
  handle(ctx, id, async (order, em) => {
    const begun = await begin(ctx, order, em);
    const [first] = order.steps;
    if (!begun.ok || !first) return begun;
    const steps = startStep(order.steps, first.code, doing(ctx));
    return steps.ok ? ok({ ...begun.value, steps: steps.value }) : steps;
  });

async function begin(ctx: CommandContext, order: WorkOrder, em: EntityManager): Promise<Result<WorkOrder>> {
  const moved = move(order, 'IN_PROGRESS', ctx.now());
  if (!moved.ok) return moved;
  const contract = entitledBy(await termsOf(em, order.accountId), order.service, localDate(ctx.now()));
  return contract.ok ? ok({ ...moved.value, contractId: contract.value }) : contract;
}

const doing = (ctx: CommandContext) => ({ at: ctx.now(), by: ctx.viewer.name });

/** Counts a scanned code into the running step. */
export const recordWorkScan = (ctx: CommandContext, id: string, input: ScanInput): Promise<Result<WorkOrder>> =>
  handle(
    ctx,
    id,
    (order) => {
      const steps = scan(order.steps, order.sku, input, doing(ctx));
      return steps.ok ? ok({ ...order, steps: steps.value }) : steps;
    },
    { verb: 'worked' },
  );

/** Ends the running step with its photos. */
export const finishWorkStep = (
  ctx: CommandContext,
  id: string,
  code: StepCode,
  photos: readonly Attachment[],
): Promise<Result<WorkOrder>> =>
  withPhotos(ctx, photos, 'photos', (usableIn) =>
    handle(
      ctx,
      id,
      async (order, em) => {
        const usable = await usableIn(em, order.accountId);
        if (!usable.ok) return usable;
        const steps = finishStep(order.steps, code, usable.value, doing(ctx));
        return steps.ok ? ok({ ...order, steps: steps.value }) : steps;
      },
      { verb: 'worked' },
    ),
  );

/** Ends the job with the photos that prove it, and says what is to be charged. */
export const finishWorkOrder = (
  ctx: CommandContext,
  id: string,
  proof: readonly Attachment[],
): Promise<Result<WorkOrder>> =>
  withPhotos(ctx, proof, 'proof', (usableIn) =>
    handle(
      ctx,
      id,
      async (order, em) => {
        const usable = await usableIn(em, order.accountId);
        return usable.ok ? finish(order, usable.value, ctx.now()) : usable;
      },
      { also: (em, order) => tellCharge(ctx, em, order, 'DONE', order.quote?.amountMinor ?? 0) },
    ),
  );

type UsableIn = (em: EntityManager, accountId: string) => Promise<Result<readonly Attachment[]>>;

async function withPhotos(
  ctx: CommandContext,
  photos: readonly Attachment[],
  field: string,
  change: (usableIn: UsableIn) => Promise<Result<WorkOrder>>,
): Promise<Result<WorkOrder>> {
  const fault = attachmentsFault(photos, field);
  if (fault) return fault;
  await awaitFiles(ctx, photos);
  return change((em, accountId) => usableAttachments(em, ctx.viewer, accountId, photos, field));
}

/**
 * Says what a job costs, in the transaction that ended it. A job without a quote is from before there were prices:
 * nothing was agreed, so nothing is charged.
 */
export async function tellCharge(
  ctx: CommandContext,
  em: EntityManager,
  order: WorkOrder,
  reason: 'DONE' | 'CANCELLED',
  amountMinor: number,
): Promise<void> {
  const { id, number, accountId, contractId, service, quantity, unit, quote, version } = order;
  if (!quote) return;
  const data: ChargeDue = {
    ...{ source: 'WORK_ORDER', reason, subjectId: id, subjectNumber: number },
    ...{ accountId, contractId, service, quantity, unit, amountMinor, currency: quote.currency },
  };
  const { correlationId } = ctx;
  await appendEvents(em, [
    { type: CHARGE_DUE, accountId, subject: id, seq: version, at: ctx.now(), correlationId, data },
  ]);
}
