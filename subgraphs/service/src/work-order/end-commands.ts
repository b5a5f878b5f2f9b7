import { forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { inWords } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { textFault } from '../conversation/conversation.ts';
import { changeItem } from '../item/commands.ts';
import { scoreFault } from '../satisfaction/rating.ts';
import { WORK_ORDERS } from './commands.ts';
import { tellCharge } from './floor-commands.ts';
import { mayCancel, mayRateWork, maySetPrice } from './policy.ts';
import { cancellationPrice } from './quote.ts';
import { release } from './schedule-commands.ts';
import { end, type WorkOrder } from './work-order.ts';

/** How a job is called off. */
export interface CancelWorkOrder {
  readonly id: string;
  readonly reason: string;
  /** The price of calling off that was read; refused when it is another one by now. */
  readonly amountMinor?: number | undefined;
  /** The staff do without the price. */
  readonly waived: boolean;
}

/** Calls the job off, for the price that the contract's rule says; the other side reads why. */
export function cancelWorkOrder(ctx: CommandContext, input: CancelWorkOrder): Promise<Result<WorkOrder>> {
  const { id, reason, amountMinor, waived } = input;
  let price = 0;
  return changeItem(ctx, WORK_ORDERS, {
    id,
    may: mayCancel,
    doing: 'cancel this work order',
    verb: 'state-changed',
    rule: async (order, em) => {
      if (waived && !maySetPrice(ctx.viewer)) throw forbidden('do without the price');
      const due = cancellationPrice(order, ctx.now());
      const ended = end(order, 'CANCELLED', reason, ctx.now());
      if (!ended.ok) return ended;
      price = waived ? 0 : (due?.amountMinor ?? 0);
      if (due && price > 0 && amountMinor !== price) {
        const fix = 'Read the price, and call it off with it.';
        return refuse('CANCELLATION_PRICE', `Calling off costs ${inWords(due)} now.`, {
          ...{ field: 'amountMinor', fix },
          figures: { due: inWords(due) },
        });
      }
      await release(em, order);
      return ended;
    },
    message: { body: reason, internal: false, attachments: [] },
    also: async (em, order) => {
      if (price > 0) await tellCharge(ctx, em, order, 'CANCELLED', price);
    },
  });
}

/** The customer's verdict on a job that is done; a later one replaces it. */
export const rateWorkOrder = (
  ctx: CommandContext,
  { id, score, comment }: { id: string; score: number; comment: string | null },
): Promise<Result<WorkOrder>> =>
  changeItem(ctx, WORK_ORDERS, {
    id,
    may: mayRateWork,
    doing: 'rate this work order: the customer does',
    verb: 'rated',
    rule: (order) => {
      if (order.state !== 'DONE') return refuse('NOT_DONE', 'A job is rated when it is done.');
      const fault = scoreFault(score) ?? textFault(comment ?? '', 'comment');
      return fault ?? ok({ ...order, score, scoreComment: comment?.trim() || null, ratedAt: ctx.now() });
    },
  });
