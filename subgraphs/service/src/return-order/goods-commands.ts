import { CHARGE_DUE, type ChargeDue, type LogisticsService } from '@quayside/contract/events';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { appendEvents } from '@quayside/shared/outbox/append';
import { type Result, refuse } from '@quayside/shared/result';
import { RESTOCK_DUE, type RestockDue } from '@quayside/shipment/events';
import type { EntityManager } from 'typeorm';
import { textFault } from '../conversation/conversation.ts';
import { termsOf } from '../directory/store.ts';
import { mayHandle } from '../item/policy.ts';
import { requestWorkOrder } from '../work-order/commands.ts';
import type { WorkOrder } from '../work-order/work-order.ts';
import { handle } from './commands.ts';
import { mayAuthorise } from './policy.ts';
import { type Count, credit, type Inspection, inspect, quantityOf, type ReturnOrder, receive } from './return-order.ts';
import { returnOrders } from './store.ts';

/** Counts what came. */
export const receiveReturn = (
  ctx: CommandContext,
  { id, warehouse, counts }: { id: string; warehouse: string; counts: readonly Count[] },
): Promise<Result<ReturnOrder>> => handle(ctx, id, (order) => receive(order, warehouse, counts, ctx.now()));

const LONGEST_LOCATION = 64;

/** An inspection as it comes in. */
export interface InspectReturn {
  readonly id: string;
  readonly inspections: readonly Inspection[];
  /** Where goods are put that go back into stock. */
  readonly location: string;
}

/** Says what becomes of the goods; those that are sound go back into stock, once. */
export const inspectReturn = (
  ctx: CommandContext,
  { id, inspections, location }: InspectReturn,
): Promise<Result<ReturnOrder>> =>
  handle(
    ctx,
    id,
    (order) => {
      const restocks = inspections.some(({ verdicts }) => verdicts.some((one) => one.disposition === 'RESTOCK'));
      if ((restocks && !location.trim()) || location.trim().length > LONGEST_LOCATION) {
        return refuse('LOCATION_MISSING', 'Name the location that the sound goods are put in.', { field: 'location' });
      }
      return inspect(order, inspections, ctx.now());
    },
    { also: (em, order) => tellRestock(ctx, em, order, location.trim()) },
  );

async function tellRestock(
  ctx: CommandContext,
  em: EntityManager,
  order: ReturnOrder,
  location: string,
): Promise<void> {
  const { id, number, rmaNumber, accountId, warehouse, version } = order;
  const lines = order.lines
    .map(({ line, sku, lot, unit, description, ...rest }) => ({
      ...{ line, sku, lot, unit, description },
      quantity: quantityOf({ line, sku, lot, unit, description, ...rest }, 'RESTOCK'),
    }))
    .filter(({ quantity }) => quantity > 0);
  if (lines.length === 0 || warehouse === null) return;
  const data: RestockDue = { returnId: id, number: rmaNumber ?? number, accountId, warehouse, location, lines };
  const { correlationId } = ctx;
  await appendEvents(em, [
    { type: RESTOCK_DUE, accountId, subject: id, seq: version, at: ctx.now(), correlationId, data },
  ]);
}

/** Gives the account its money back, as one credit under its contract; the customer reads why. */
export const creditReturn = (
  ctx: CommandContext,
  { id, reason, ...amount }: { id: string; amountMinor: number; currency: string; reason: string },
): Promise<Result<ReturnOrder>> =>
  handle(
    ctx,
    id,
    async (order, em) => {
      if (!reason.trim()) return refuse('REASON_MISSING', 'Say why.', { field: 'reason' });
      const agreed = await agreedCurrency(em, order);
      if (agreed && agreed !== amount.currency) {
        const fix = `State the credit in ${agreed}.`;
        return refuse('CURRENCIES_MIXED', `The contract is in ${agreed}.`, { field: 'currency', fix });
      }
      return textFault(reason, 'reason') ?? credit(order, amount, ctx.now());
    },
    {
      may: mayAuthorise,
      message: { body: reason, internal: false, attachments: [] },
      also: (em, order) => tellCredit(ctx, em, order),
    },
  );

/** A contract has its prices in one currency; null where it names none. */
async function agreedCurrency(em: EntityManager, { accountId, contractId }: ReturnOrder): Promise<string | null> {
  const terms = (await termsOf(em, accountId)).find((one) => one.contractId === contractId);
  return terms?.catalogue?.[0]?.currency ?? null;
}

async function tellCredit(ctx: CommandContext, em: EntityManager, order: ReturnOrder): Promise<void> {
  const { id, number, rmaNumber, accountId, contractId, lines, creditMinor, creditCurrency, version } = order;
  if (creditMinor === null || creditCurrency === null) return;
  const data: ChargeDue = {
    ...{ source: 'RETURN_ORDER', reason: 'CREDIT', subjectId: id, subjectNumber: rmaNumber ?? number },
    ...{ accountId, contractId, service: 'RETURNS_HANDLING' },
    quantity: lines.reduce((sum, line) => sum + (line.receivedQuantity ?? 0), 0),
    unit: lines[0]?.unit ?? 'EA',
    amountMinor: -creditMinor,
    currency: creditCurrency,
  };
  const { correlationId } = ctx;
  await appendEvents(em, [
    { type: CHARGE_DUE, accountId, subject: id, seq: version, at: ctx.now(), correlationId, data },
  ]);
}

/** A repair as it is ordered for a line. */
export interface RepairReturn {
  readonly id: string;
  readonly line: number;
  readonly service: LogisticsService;
  readonly instructions: string;
}

/** Opens the job that repairs what of a line is to be repaired; asked again, it answers the job that is there. */
export async function repairReturn(ctx: CommandContext, input: RepairReturn): Promise<Result<WorkOrder>> {
  const { id, line: number, service, instructions } = input;
  if (!mayHandle(ctx.viewer)) throw forbidden('order a repair');
  const order = await ctx.db.read((em) => returnOrders.find(em, ctx.viewer, id));
  if (!order) throw notFound('The return');
  const line = order.lines.find((one) => one.line === number);
  const quantity = line ? quantityOf(line, 'REPAIR') : 0;
  if (!line || quantity === 0) {
    return refuse('NOTHING_TO_REPAIR', `Nothing of line ${number} is to be repaired.`, { field: 'line' });
  }
  return requestWorkOrder(ctx, {
    ...{ service, quantity, instructions, sku: line.sku },
    ...{ accountId: order.accountId, shipmentId: order.shipmentId },
    attachments: [],
    returnOrderId: id,
    idempotencyKey: `repair-${id}-${number}`,
  });
}
