import { forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { isStaff } from '@quayside/shared/identity';
import { localDate } from '@quayside/shared/instant';
import { type Result, refuse } from '@quayside/shared/result';
import { termsOf } from '../directory/store.ts';
import { changeItem } from '../item/commands.ts';
import { mayTakePart } from '../item/policy.ts';
import { handle, WORK_ORDERS } from './commands.ts';
import { mayApprove, maySetPrice } from './policy.ts';
import { cancellationPrice, listQuote, staffQuote } from './quote.ts';
import { release } from './schedule-commands.ts';
import { approve, checkRequest, entitledBy, itemOf, quoteByList, quoteWith, type WorkOrder } from './work-order.ts';

/** A price as it comes in: without an amount the list's is meant. */
export interface QuoteWorkOrder {
  readonly id: string;
  readonly amountMinor?: number | undefined;
  readonly currency?: string | undefined;
  readonly reason?: string | undefined;
}

/** Says what the job costs: by the list, or another amount with its reason. */
export const quoteWorkOrder = (
  ctx: CommandContext,
  { id, amountMinor, currency, reason }: QuoteWorkOrder,
): Promise<Result<WorkOrder>> =>
  handle(
    ctx,
    id,
    async (order, em) => {
      const told = { at: ctx.now(), by: ctx.viewer.name };
      const item = itemOf(await termsOf(em, order.accountId), order.contractId, order.service) ?? order.terms;
      if (amountMinor !== undefined && !maySetPrice(ctx.viewer)) throw forbidden('set a price of your own');
      const quote =
        amountMinor === undefined
          ? listQuote(item, order.quantity, told)
          : staffQuote(item, { amountMinor, currency: currency ?? item?.currency ?? '', reason: reason ?? '' }, told);
      if (!quote.ok) return quote;
      const quoted = quoteWith({ ...order, terms: item, unit: item?.unit ?? order.unit }, quote.value);
      if (quoted.ok) await release(em, order);
      return quoted;
    },
    reason?.trim() ? { message: { body: reason, internal: false, attachments: [] } } : {},
  );

/** The customer takes the price that it has read. @param amountMinor of the quote that is approved */
export const approveWorkOrder = (
  ctx: CommandContext,
  id: string,
  amountMinor: number | null,
): Promise<Result<WorkOrder>> =>
  changeItem(ctx, WORK_ORDERS, {
    id,
    may: mayApprove,
    doing: 'approve this price: the customer does',
    verb: 'state-changed',
    rule: (order) => {
      if (amountMinor !== null && order.quote && order.quote.amountMinor !== amountMinor) {
        return refuse('PRICE_CHANGED', 'The price is another one by now. Read it again.', { field: 'amountMinor' });
      }
      return approve(order, ctx.now());
    },
  });

/** What of a job is to be another way. */
export interface ChangeWorkOrder {
  readonly id: string;
  readonly quantity?: number | undefined;
  readonly instructions?: string | undefined;
  readonly sku?: string | null | undefined;
}

/**
 * Changes what nobody has begun; the change has its price, which the customer approves anew. From when calling off has a
 * price, only the staff change it.
 */
export const changeWorkOrder = (
  ctx: CommandContext,
  { id, quantity, instructions, sku }: ChangeWorkOrder,
): Promise<Result<WorkOrder>> =>
  changeItem(ctx, WORK_ORDERS, {
    id,
    may: mayTakePart,
    doing: 'change this work order',
    verb: 'state-changed',
    rule: async (order, em) => {
      if (!isStaff(ctx.viewer) && (cancellationPrice(order, ctx.now())?.amountMinor ?? 0) > 0) {
        // What is changed gives its day back: it could be called off for nothing afterwards.
        const fix = 'Write what is to be another way; the staff change it.';
        return refuse('CHANGE_TOO_LATE', 'The day is so near that calling off has a price.', { fix });
      }
      const changed: WorkOrder = {
        ...order,
        quantity: quantity ?? order.quantity,
        instructions: instructions ?? order.instructions,
        sku: sku === undefined ? order.sku : sku,
      };
      const fault = checkRequest(changed);
      if (!fault.ok) return fault;
      const terms = await termsOf(em, order.accountId);
      const contract = entitledBy(terms, order.service, localDate(ctx.now()));
      if (!contract.ok) return contract;
      const item = itemOf(terms, contract.value, order.service);
      const told = { at: ctx.now(), by: ctx.viewer.name };
      const unit = item?.unit ?? order.unit;
      const quoted = quoteByList({ ...changed, contractId: contract.value, terms: item, unit }, told);
      if (quoted.ok) await release(em, order);
      return quoted;
    },
  });
