import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { activitiesOf } from '../activity/store.ts';
import { approve, type CarrierInvoice, dispute, judge, settledFault } from './carrier-invoice.ts';
import { expectedOf, tellCost } from './commands.ts';
import { mayPayCarriers } from './policy.ts';
import { findCarrierInvoices, lockShipment, paidOf, saveCarrierInvoice, tolerance } from './store.ts';

type Decide = (em: EntityManager, invoice: CarrierInvoice) => Result<CarrierInvoice> | Promise<Result<CarrierInvoice>>;

/** Loads, decides, saves and tells, for those who may. */
const decided = (ctx: CommandContext, id: string, doing: string, decide: Decide): Promise<Result<CarrierInvoice>> =>
  ctx.db.write(async (em) => {
    const [invoice] = await findCarrierInvoices(em, ctx.viewer, [id]);
    if (!invoice) throw notFound('The invoice of the carrier');
    if (!mayPayCarriers(ctx.viewer)) throw forbidden(doing);
    const decision = await decide(em, invoice);
    if (!decision.ok) return decision;
    await saveCarrierInvoice(em, decision.value);
    const saved = { ...decision.value, version: decision.value.version + 1 };
    await tellCost(em, ctx, saved);
    return ok(saved);
  });

/** Decides what is paid of an invoice that was not as expected, with the reason that the carrier is told. */
export const approveCarrierInvoice = (
  ctx: CommandContext,
  id: string,
  payMinor: number,
  answer: string,
): Promise<Result<CarrierInvoice>> =>
  decided(ctx, id, 'approve what carriers bill', (_, invoice) => approve(invoice, payMinor, answer));

/** Does not agree with an invoice, also with one that was as expected: nothing of it is paid until it is approved. */
export const disputeCarrierInvoice = (
  ctx: CommandContext,
  id: string,
  reason: string,
): Promise<Result<CarrierInvoice>> =>
  decided(ctx, id, 'dispute what carriers bill', (_, invoice) => dispute(invoice, reason));

/** Holds an invoice against prices and deliveries once more: what was missing when it came may be there now. */
export const matchCarrierInvoice = (ctx: CommandContext, id: string): Promise<Result<CarrierInvoice>> =>
  decided(ctx, id, 'match what carriers bill', async (em, invoice) => {
    const fault = settledFault(invoice);
    if (fault) return fault;
    const done = await activitiesOf(em, ctx.viewer, [invoice.shipmentId]);
    const [first] = done;
    if (!first) throw notFound('The shipment');
    await lockShipment(em, first.id);
    const expected = await expectedOf(em, invoice.scac, done);
    const judged = judge(invoice, expected, await tolerance(em, invoice), await paidOf(em, invoice));
    return ok({ ...invoice, ...judged });
  });
