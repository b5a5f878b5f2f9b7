import { createHash } from 'node:crypto';
import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import { accountOf, mayWrite, type Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { ContractContext } from '../context.ts';
import { disputesOf } from '../invoice/store.ts';
import type { Receivable } from '../receivable/receivable.ts';
import { findReceivables } from '../receivable/store.ts';
import { type Checkout, notTaken, payable, stillOpen } from './online-payment.ts';
import { checkoutBy, insertCheckout, saveCheckout } from './store.ts';

/** Whoever has to pay, with leave to act for the company that does; the staff have no business with anybody's card. */
export const mayPay = (viewer: Viewer): boolean =>
  mayWrite(viewer) && viewer.kind !== 'link' && accountOf(viewer) !== null;

/** Which of these invoices have a line in dispute. */
async function disputedAmong(em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Set<string>> {
  const disputes = await disputesOf(em, viewer, ids);
  return new Set(disputes.filter(({ state }) => state === 'OPEN').map(({ invoiceId }) => invoiceId));
}

/**
 * Opens a page of the provider on which these invoices of the viewer's account are paid, or answers the one that is open
 * for the same amounts.
 * @throws AppError FORBIDDEN for staff and readers; NOT_FOUND for an invoice out of reach.
 */
export async function payInvoices(ctx: ContractContext, invoiceIds: readonly string[]): Promise<Result<string>> {
  if (!mayPay(ctx.viewer)) throw forbidden('pay invoices');
  const provider = ctx.payments;
  if (!provider) return notHere();
  const wanted = [...new Set(invoiceIds)];
  const prepared = await ctx.db.write(async (em): Promise<Result<Checkout>> => {
    const found = await findReceivables(em, ctx.viewer, wanted);
    if (found.length < wanted.length) throw notFound('The invoice');
    const invoices = wanted.flatMap((id) => found.find((one) => one.id === id) ?? []);
    const due = payable(invoices, await disputedAmong(em, ctx.viewer, wanted));
    if (!due.ok) return due;
    const fingerprint = fingerprintOf(invoices);
    const known = await checkoutBy(em, fingerprint);
    if (known && stillOpen(known, ctx.now())) return ok(known);
    const opened = { openedBy: ctx.viewer.name, openedAt: ctx.now(), url: null };
    if (known) {
      const next = { ...known, ...opened, attempt: known.attempt + 1 };
      await saveCheckout(em, next);
      return ok({ ...next, version: next.version + 1 });
    }
    const checkout: Checkout = { ...due.value, ...opened, id: newId(), fingerprint, attempt: 1, version: 1 };
    await insertCheckout(em, checkout);
    return ok(checkout);
  });
  if (!prepared.ok) return prepared;
  return prepared.value.url === null ? openPage(ctx, prepared.value) : ok(prepared.value.url);
}

const notHere = (): Result<never> =>
  refuse('ONLINE_PAYMENT_OFF', 'Nothing can be paid online here.', { fix: 'Pay by bank: the invoice says how.' });

/** The same invoices with the same amounts: a payment or a credit note makes another page due. */
const fingerprintOf = (invoices: readonly Receivable[]): string => {
  const standing = invoices.map(({ id, paidMinor, creditedMinor }) => `${id} ${paidMinor} ${creditedMinor}`);
  return createHash('sha256').update(standing.sort().join('\n')).digest('hex');
};

/** Outside of the transaction: nobody waits for the store while the provider thinks. */
async function openPage(ctx: ContractContext, checkout: Checkout): Promise<Result<string>> {
  const opened = await ctx.payments?.open(checkout);
  if (opened === 'REFUSED') return notTaken();
  if (!opened || opened === 'OFF') return notHere();
  if (opened === 'FAILED') {
    const fix = 'Try again in a minute, or pay by bank.';
    return refuse('ONLINE_PAYMENT_FAILED', 'The payment provider does not answer.', { fix });
  }
  const { url } = opened;
  await ctx.db
    .write((em) => saveCheckout(em, { ...checkout, url }))
    .catch((error: unknown) => {
      // Somebody else asked for the same at once: the provider has answered the same page to both.
      if (!(error instanceof AppError && error.code === 'CONFLICT')) throw error;
    });
  return ok(url);
}
