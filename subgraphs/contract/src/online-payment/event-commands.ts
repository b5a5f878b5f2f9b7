import { isDuplicateKey } from '@quayside/shared/db/database';
import { AppError } from '@quayside/shared/errors';
import { localDate } from '@quayside/shared/instant';
import { inWords, money } from '@quayside/shared/money';
import type { Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { ContractContext } from '../context.ts';
import { recordRemittance, reverseRemittance } from '../receivable/remittance-commands.ts';
import { findRemittance, findRemittances } from '../receivable/store.ts';
import { type Checkout, type Happening, happeningIn, minorOfStripe, paidOf } from './online-payment.ts';
import {
  findCheckout,
  findEvent,
  findPayment,
  insertEvent,
  insertPayment,
  saveCheckout,
  savePayment,
  settleEvent,
} from './store.ts';
import type { ProviderEvent } from './stripe-transport.ts';
import type { OnlinePayment, PaymentEvent } from './table.ts';

/** What the provider is told: OFF and UNSIGNED are refused, the others are answered with yes and not sent again. */
export type Received = 'OFF' | 'UNSIGNED' | 'DONE' | 'IGNORED' | 'KNOWN';

/**
 * Takes a message of the provider: verified over its bytes, kept as it came before anything is done, and carried out once.
 * What throws is sent again by the provider, and carried out then.
 */
export async function receiveEvent(ctx: ContractContext, raw: Buffer, signature: string): Promise<Received> {
  if (!ctx.payments) return 'OFF';
  const event = ctx.payments.verify(raw, signature, ctx.now());
  if (!event) return 'UNSIGNED';
  await keep(ctx, event, raw);
  return ctx.db.write(async (em) => {
    const kept = await findEvent(em, event.id);
    if (kept && kept.state !== 'RECEIVED') return 'KNOWN';
    const state = await carryOut(em, ctx, happeningIn(event.type, event.object));
    await settleEvent(em, event.id, state);
    return state;
  });
}

async function keep(ctx: ContractContext, { id, type }: ProviderEvent, raw: Buffer): Promise<void> {
  const event: PaymentEvent = {
    ...{ id, type: type.slice(0, 64), raw: raw.toString('utf8'), receivedAt: ctx.now(), state: 'RECEIVED' },
  };
  const kept = ctx.db.write(async (em) => {
    if (!(await findEvent(em, id))) await insertEvent(em, event);
  });
  // It came twice at once.
  await kept.catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
  });
}

type Done = Exclude<PaymentEvent['state'], 'RECEIVED'>;

async function carryOut(em: EntityManager, ctx: ContractContext, happening: Happening): Promise<Done> {
  if (!happening) return 'IGNORED';
  const payment = await findPayment(em, happening.payment);
  if (happening.kind === 'paid') return payment ? 'DONE' : paid(em, ctx, happening);
  const checkout = payment && (await findCheckout(em, payment.checkoutId));
  if (!payment || !checkout) {
    // Of ours, and not booked yet: the provider tells of the payment first, but may be heard later. It sends this again.
    if (
      happening.kind === 'refunded' &&
      happening.checkoutId !== null &&
      (await findCheckout(em, happening.checkoutId))
    )
      throw new AppError('UNAVAILABLE', 'The payment that is given back is not booked yet.');
    return 'IGNORED';
  }
  const refunded = happening.kind === 'refunded' ? Math.max(payment.refunded, happening.amount) : payment.refunded;
  if (happening.kind === 'refunded' && refunded === payment.refunded) return 'DONE';
  if (happening.kind === 'reinstated' && payment.remittanceId !== null) return 'DONE';
  const tookBack = await takeBack(em, ctx, payment, reasonOf(happening, checkout));
  // What a person took back stays named here, so that no later event books it against that word.
  const takenBack = { ...payment, refunded, remittanceId: tookBack ? null : payment.remittanceId };
  const left = Math.max(0, payment.amountMinor - minorOf(refunded, checkout));
  // What a quarrel holds back is not booked again before it is won.
  const stays = happening.kind === 'reinstated' || (happening.kind === 'refunded' && tookBack);
  await savePayment(em, stays && left > 0 ? await book(em, ctx, checkout, takenBack, left) : takenBack);
  return 'DONE';
}

/** An amount of the provider as we count it. */
const minorOf = (amount: number, { currency }: Checkout): number => minorOfStripe(amount, currency);

const reasonOf = (happening: Happening, checkout: Checkout): string => {
  if (happening?.kind === 'refunded')
    return `Given back online: ${inWords(money(minorOf(happening.amount, checkout), checkout.currency))} in all.`;
  return happening?.kind === 'disputed' ? `The payer's bank disputes it: ${happening.reason}.` : 'Booked anew.';
};

async function paid(
  em: EntityManager,
  ctx: ContractContext,
  { checkoutId, payment: id, amount, currency }: Extract<Happening, { kind: 'paid' }>,
): Promise<Done> {
  const checkout = await findCheckout(em, checkoutId);
  if (!checkout) return 'IGNORED';
  if (currency && currency !== checkout.currency)
    throw new Error(`${id} is paid in ${currency}, and ${checkout.currency} was asked for`);
  const amountMinor = minorOf(amount, checkout);
  const begun = { id, checkoutId, remittanceId: null, amountMinor, refunded: 0, bookings: 0, version: 1 };
  await insertPayment(em, await book(em, ctx, checkout, begun, amountMinor));
  // Should the payment be taken back, the same amounts are open again: a page that was paid on is of no use then.
  await saveCheckout(em, { ...checkout, url: null, openedAt: 0 });
  return 'DONE';
}

/** Books so much of a checkout as a payment; each booking of the same payment has a reference of its own. */
async function book(
  em: EntityManager,
  ctx: ContractContext,
  checkout: Checkout,
  payment: OnlinePayment,
  amountMinor: number,
): Promise<OnlinePayment> {
  const { accountId, currency } = checkout;
  const bookings = payment.bookings + 1;
  const reference = bookings === 1 ? payment.id : `${payment.id}/${bookings}`;
  // What stays of a payment was paid on its own day: it must not make a payer late who was not.
  const before = bookings === 1 ? null : await findRemittance(em, ctx.viewer, accountId, payment.id);
  const paidOn = before?.paidOn ?? localDate(ctx.now());
  const about = { accountId, reference, currency, amountMinor, source: 'STRIPE', paidOn };
  const { id: remittanceId } = granted(await recordRemittance(ctx, { ...about, items: paidOf(checkout, amountMinor) }));
  return { ...payment, remittanceId, bookings };
}

/** Takes back what stands in the books; false where nothing does, such as when somebody has done so by hand. */
async function takeBack(
  em: EntityManager,
  ctx: ContractContext,
  payment: OnlinePayment,
  reason: string,
): Promise<boolean> {
  if (payment.remittanceId === null) return false;
  const [remittance] = await findRemittances(em, ctx.viewer, [payment.remittanceId]);
  if (!remittance || remittance.reversedAt !== null) return false;
  granted(await reverseRemittance(ctx, remittance.id, reason));
  return true;
}

/** A rule that refuses here is a fault of ours: it is logged, and the event comes again. */
function granted<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Error(`${result.refusal.code}: ${result.refusal.message}`);
}
