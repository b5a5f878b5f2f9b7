import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { isStaff } from '@quayside/shared/identity';
import { localDate } from '@quayside/shared/instant';
import { ok, type Result } from '@quayside/shared/result';
import { keepPromise } from '../clock/clock-commands.ts';
import { type Attachment, attachmentsFault, messageFault } from '../conversation/conversation.ts';
import { termsFor } from '../directory/directory.ts';
import { termsOf } from '../directory/store.ts';
import { atLeast } from '../directory/tier.ts';
import { changeItem, type ItemKind, type Step } from '../item/commands.ts';
import { firstAsked } from '../item/item.ts';
import { newItem, openItem, type TargetInput } from '../item/opening.ts';
import { mayHandle, mayTakePart, staffMemberId } from '../item/policy.ts';
import { handOverTo } from '../item/references.ts';
import type { Reply } from '../item/reply.ts';
import { planSteps } from './steps.ts';
import { workOrders } from './store.ts';
import {
  answerBy,
  checkRequest,
  end,
  entitledBy,
  itemOf,
  quoteByList,
  type WorkOrder,
  type WorkRequest,
} from './work-order.ts';

/** What the steps of every kind of item need to know of work orders. */
export const WORK_ORDERS: ItemKind<WorkOrder> = {
  kind: 'WORK_ORDER',
  what: 'The work order',
  eventPrefix: 'work-order',
  store: workOrders,
  title: (order) => order.instructions,
  told: ({ quote, day, quantity, chargeId }) => ({
    charged: chargeId,
    price: quote && `${quote.amountMinor} ${quote.currency}`,
    day,
    quantity: String(quantity),
  }),
  also: keepPromise('WORK_ORDER'),
};

/** A job as a member or key asks for it. */
export interface RequestWorkOrder extends WorkRequest, TargetInput {
  readonly attachments: readonly Attachment[];
  readonly idempotencyKey?: string | null | undefined;
  /** The return whose goods are repaired; the caller has found it within reach. */
  readonly returnOrderId?: string;
}

const UNTOUCHED = {
  ...{ quote: null, branch: null, day: null, plannedMinutes: null },
  ...{ chargeId: null, score: null, scoreComment: null, ratedAt: null },
} as const;

/**
 * Asks for a job. The contract must cover it on this day; where it names a price, the job is quoted at once, by the price
 * list that holds on this day.
 */
export const requestWorkOrder = (ctx: CommandContext, input: RequestWorkOrder): Promise<Result<WorkOrder>> =>
  openItem(ctx, WORK_ORDERS, input, {
    idempotencyKey: input.idempotencyKey,
    attachments: input.attachments,
    build: async (em, target) => {
      const { service, quantity, instructions, sku } = input;
      const entry = checkRequest(input);
      if (!entry.ok) return entry;
      const terms = await termsOf(em, target.accountId);
      const contract = entitledBy(terms, service, localDate(ctx.now()));
      if (!contract.ok) return contract;
      const fault = attachmentsFault(input.attachments);
      if (fault) return fault;
      const item = itemOf(terms, contract.value, service);
      const asked: WorkOrder = {
        ...(await newItem(ctx, em, 'WO', target)),
        ...{ service, quantity, instructions, sku, unit: item?.unit ?? entry.value.unit },
        ...UNTOUCHED,
        state: 'REQUESTED',
        priority: atLeast('NORMAL', termsFor({ contractId: contract.value }, terms)),
        contractId: contract.value,
        dueAt: answerBy(ctx.now()),
        proof: [],
        terms: item,
        steps: planSteps(service),
        returnOrderId: input.returnOrderId ?? null,
      };
      return item ? quoteByList(asked, { at: ctx.now(), by: ctx.viewer.name }) : ok(asked);
    },
  });

/** A step of the staff; who takes up work without an owner owns it from then on. */
export const handle = (
  ctx: CommandContext,
  id: string,
  rule: Step<WorkOrder>['rule'],
  more: Partial<Pick<Step<WorkOrder>, 'message' | 'also' | 'may' | 'verb'>> = {},
): Promise<Result<WorkOrder>> =>
  changeItem(ctx, WORK_ORDERS, {
    id,
    may: mayHandle,
    doing: 'move this work order',
    verb: 'state-changed',
    rule: (order, em) => rule(firstAsked(order, staffMemberId(ctx.viewer)), em),
    ...more,
  });

/** Says no; the customer reads why. */
export const refuseWorkOrder = (ctx: CommandContext, id: string, reason: string): Promise<Result<WorkOrder>> =>
  handle(ctx, id, (order) => end(order, 'REFUSED', reason, ctx.now()), {
    message: { body: reason, internal: false, attachments: [] },
  });

/** Gives the job to another of the staff. */
export const assignWorkOrder = (ctx: CommandContext, id: string, ownerId: string): Promise<Result<WorkOrder>> =>
  changeItem(ctx, WORK_ORDERS, {
    id,
    may: mayHandle,
    doing: 'assign a work order',
    verb: 'assigned',
    rule: (order, em) => handOverTo(em, order, ownerId),
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
