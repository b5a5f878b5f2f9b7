import { minorPerUnit } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { Receivable } from '../receivable/receivable.ts';
import type { NewItem } from '../receivable/remittance.ts';

/** A page of the provider on which a customer pays invoices. */
export interface Checkout {
  readonly id: string;
  /** The same invoices with the same amounts open: asked again, the same page is answered. */
  readonly fingerprint: string;
  readonly accountId: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly items: readonly CheckoutItem[];
  /** A page lives for a day; each further one has a number. */
  readonly attempt: number;
  readonly openedBy: string;
  readonly openedAt: number;
  /** Null until the provider has answered. */
  readonly url: string | null;
  readonly version: number;
}

export interface CheckoutItem {
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly amountMinor: number;
}

const MOST_INVOICES = 50;
// Providers end a page after 24 hours; whoever opens it in the last one should have time to pay.
const LIVES_MS = 23 * 60 * 60 * 1000;

/** May the page be opened again as it is? */
export const stillOpen = ({ url, openedAt }: Pick<Checkout, 'url' | 'openedAt'>, now: number): boolean =>
  url !== null && now - openedAt < LIVES_MS;

/** Why these invoices cannot be paid together online, or what is to be paid. @param disputed invoices with a line in dispute */
export function payable(
  invoices: readonly Pick<Receivable, 'id' | 'number' | 'accountId' | 'currency' | 'openMinor'>[],
  disputed: ReadonlySet<string>,
): Result<Pick<Checkout, 'accountId' | 'currency' | 'amountMinor' | 'items'>> {
  const [first] = invoices;
  const field = 'invoiceIds';
  if (!first || invoices.length > MOST_INVOICES)
    return refuse('INVOICES_CHOSEN', `Choose 1 to ${MOST_INVOICES} invoices.`, { field });
  const paid = invoices.find(({ openMinor }) => openMinor <= 0);
  if (paid) return refuse('INVOICE_PAID', `Nothing is owed of ${paid.number}.`, { field, fix: 'Leave it out.' });
  const quarrel = invoices.find(({ id }) => disputed.has(id));
  if (quarrel) {
    const fix = 'Wait for the answer, or pay by bank what you agree with.';
    return refuse('INVOICE_DISPUTED', `A line of ${quarrel.number} is in dispute.`, { field, fix });
  }
  const { accountId, currency } = first;
  const other = invoices.find((one) => one.currency !== currency || one.accountId !== accountId);
  if (other) {
    const message = `${first.number} is in ${currency}, ${other.number} in ${other.currency}.`;
    return refuse('CURRENCIES_MIXED', message, { field, fix: 'Pay them one currency after the other.' });
  }
  const items = invoices.map(({ id, number, openMinor }) => ({
    ...{ invoiceId: id, invoiceNumber: number, amountMinor: openMinor },
  }));
  return ok({ accountId, currency, amountMinor: items.reduce((sum, { amountMinor }) => sum + amountMinor, 0), items });
}

// Stripe counts these in hundredths, though the currencies have none any more.
const IN_HUNDREDTHS: readonly string[] = ['ISK', 'UGX'];

/** An amount as Stripe counts it: minor units, but for currencies that lost theirs. */
export const stripeAmount = (amountMinor: number, currency: string): number =>
  IN_HUNDREDTHS.includes(currency) && minorPerUnit(currency) === 1 ? amountMinor * 100 : amountMinor;

/** What so much of a checkout pays: its invoices in their order, as far as it goes. */
export function paidOf({ items }: Pick<Checkout, 'items'>, amountMinor: number): NewItem[] {
  let left = amountMinor;
  return items.flatMap(({ invoiceNumber, amountMinor: wanted }) => {
    const paidMinor = Math.min(left, wanted);
    left -= paidMinor;
    return paidMinor > 0 ? [{ invoiceNumber, paidMinor }] : [];
  });
}

/** What an event of the provider means for the books. */
export type Happening =
  | { readonly kind: 'paid'; readonly checkoutId: string; readonly payment: string; readonly amount: number }
  /** So much in all was given back. */
  | { readonly kind: 'refunded'; readonly payment: string; readonly amount: number; readonly checkoutId: string | null }
  /** The payer's bank takes it all back for now. */
  | { readonly kind: 'disputed'; readonly payment: string; readonly reason: string }
  /** That quarrel was won. */
  | { readonly kind: 'reinstated'; readonly payment: string }
  | null;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const textIn = (from: Json, name: string): string => (typeof from[name] === 'string' ? from[name] : '');
const checkoutOf = ({ metadata }: Json): string => (isObject(metadata) ? textIn(metadata, 'checkout') : '');
const amountIn = (from: Json, name: string): number => (typeof from[name] === 'number' ? from[name] : 0);
/** An id, or the object itself where somebody asked for it to be unfolded. */
const idIn = (from: Json, name: string): string => {
  const value = from[name];
  return isObject(value) ? textIn(value, 'id') : textIn(from, name);
};

/** Reads an event of Stripe; null for one that says nothing about a payment of ours. */
export function happeningIn(type: string, object: unknown): Happening {
  if (!isObject(object)) return null;
  const payment = type.startsWith('payment_intent.') ? textIn(object, 'id') : idIn(object, 'payment_intent');
  const checkoutId = checkoutOf(object);
  if (!payment) return null;
  switch (type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
      // A debit of a bank account is promised first, and paid days later.
      if (!checkoutId || textIn(object, 'payment_status') !== 'paid') return null;
      return { kind: 'paid', checkoutId, payment, amount: amountIn(object, 'amount_total') };
    case 'payment_intent.succeeded':
      return checkoutId ? { kind: 'paid', checkoutId, payment, amount: amountIn(object, 'amount_received') } : null;
    case 'charge.refunded':
      return { kind: 'refunded', payment, checkoutId: checkoutId || null, amount: amountIn(object, 'amount_refunded') };
    case 'charge.dispute.created':
      return { kind: 'disputed', payment, reason: textIn(object, 'reason') || 'unknown' };
    case 'charge.dispute.funds_reinstated':
      return { kind: 'reinstated', payment };
    default:
      return null;
  }
}
