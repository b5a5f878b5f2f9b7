import { nextNumber, numbered } from '@quayside/shared/db/sequence';
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
import { entitledBy } from '../work-order/work-order.ts';
import { mayAuthorise, mayCancelReturn } from './policy.ts';
import {
  type AskedLine,
  answerBy,
  authorise,
  checkLines,
  end,
  move,
  type ReturnOrder,
  type ReturnReason,
} from './return-order.ts';
import { returnOrders } from './store.ts';

/** What the steps of every kind of item need to know of returns. */
export const RETURN_ORDERS: ItemKind<ReturnOrder> = {
  kind: 'RETURN_ORDER',
  what: 'The return',
  eventPrefix: 'return-order',
  store: returnOrders,
  title: ({ lines, explanation }) => explanation.trim() || lines.map(({ sku }) => sku).join(', '),
  told: ({ rmaNumber, creditMinor, creditCurrency, chargeId }) => ({
    charged: chargeId,
    rmaNumber,
    credit: creditMinor === null ? null : `${creditMinor} ${creditCurrency}`,
  }),
  also: keepPromise('RETURN_ORDER'),
};

/** A return as a member or key asks for it. */
export interface RequestReturn extends TargetInput {
  readonly reason: ReturnReason;
  readonly explanation: string;
  readonly lines: readonly AskedLine[];
  readonly attachments: readonly Attachment[];
  readonly idempotencyKey?: string | null | undefined;
}

/** Asks whether goods may come back. The contract must cover the handling of returns on this day. */
export const requestReturn = (ctx: CommandContext, input: RequestReturn): Promise<Result<ReturnOrder>> =>
  openItem(ctx, RETURN_ORDERS, input, {
    idempotencyKey: input.idempotencyKey,
    attachments: input.attachments,
    build: async (em, target) => {
      const lines = checkLines(input.lines, input.explanation);
      if (!lines.ok) return lines;
      const terms = await termsOf(em, target.accountId);
      const contract = entitledBy(terms, 'RETURNS_HANDLING', localDate(ctx.now()));
      if (!contract.ok) return contract;
      const fault = attachmentsFault(input.attachments);
      if (fault) return fault;
      return ok({
        ...(await newItem(ctx, em, 'RO', target)),
        ...{ reason: input.reason, explanation: input.explanation, lines: lines.value },
        ...{ rmaNumber: null, warehouse: null, creditMinor: null, creditCurrency: null, chargeId: null },
        state: 'REQUESTED',
        priority: atLeast('NORMAL', termsFor({ contractId: contract.value }, terms)),
        contractId: contract.value,
        dueAt: answerBy(ctx.now()),
      });
    },
  });

/** A step of the staff; who takes up work without an owner owns it from then on. */
export const handle = (
  ctx: CommandContext,
  id: string,
  rule: Step<ReturnOrder>['rule'],
  more: Partial<Pick<Step<ReturnOrder>, 'message' | 'also' | 'may'>> = {},
): Promise<Result<ReturnOrder>> =>
  changeItem(ctx, RETURN_ORDERS, {
    id,
    may: mayHandle,
    doing: 'move this return',
    verb: 'state-changed',
    rule: (order, em) => rule(firstAsked(order, staffMemberId(ctx.viewer)), em),
    ...more,
  });

const reasonAs = (reason: string) => ({ body: reason, internal: false, attachments: [] });

/** Says yes and gives the goods their number. */
export const authoriseReturn = (ctx: CommandContext, id: string): Promise<Result<ReturnOrder>> =>
  handle(
    ctx,
    id,
    async (order, em) => {
      const possible = move(order, 'AUTHORISED', ctx.now());
      // No number is given to what cannot be authorised.
      if (!possible.ok) return possible;
      return authorise(order, numbered('RMA', await nextNumber(em, 'RMA')), ctx.now());
    },
    { may: mayAuthorise },
  );

/** Says no; the customer reads why. */
export const declineReturn = (ctx: CommandContext, id: string, reason: string): Promise<Result<ReturnOrder>> =>
  handle(ctx, id, (order) => end(order, 'DECLINED', reason, ctx.now()), {
    may: mayAuthorise,
    message: reasonAs(reason),
  });

/** The goods stay where they are. */
export const cancelReturn = (ctx: CommandContext, id: string, reason: string): Promise<Result<ReturnOrder>> =>
  changeItem(ctx, RETURN_ORDERS, {
    id,
    may: mayCancelReturn,
    doing: 'cancel this return',
    verb: 'state-changed',
    rule: (order) => end(order, 'CANCELLED', reason, ctx.now()),
    message: reasonAs(reason),
  });

/** Everything is settled. */
export const closeReturn = (ctx: CommandContext, id: string): Promise<Result<ReturnOrder>> =>
  handle(ctx, id, (order) => move(order, 'CLOSED', ctx.now()));

/** Gives the return to another of the staff. */
export const assignReturn = (ctx: CommandContext, id: string, ownerId: string): Promise<Result<ReturnOrder>> =>
  changeItem(ctx, RETURN_ORDERS, {
    id,
    may: mayHandle,
    doing: 'assign a return',
    verb: 'assigned',
    rule: (order, em) => handOverTo(em, order, ownerId),
  });

/** Adds to the conversation of the return. */
export const replyToReturn = (ctx: CommandContext, { id, ...message }: Reply): Promise<Result<ReturnOrder>> =>
  changeItem(ctx, RETURN_ORDERS, {
    id,
    may: (viewer) => mayTakePart(viewer) && (isStaff(viewer) || !message.internal),
    doing: 'write this',
    verb: 'replied',
    rule: (order) => messageFault(message) ?? ok(firstAsked(order, staffMemberId(ctx.viewer))),
    message,
  });
