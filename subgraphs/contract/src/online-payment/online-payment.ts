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

/** May the page be opened again as it is, or asked for again where the provider has not answered yet? */
export const stillOpen = ({ openedAt }: Pick<Checkout, 'openedAt'>, now: number): boolean => now - openedAt < LIVES_MS;

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
  const amountMinor = items.reduce((sum, one) => sum + one.amountMinor, 0);
  const takes = [amountMinor, ...items.map((one) => one.amountMinor)].every(
    (minor) => stripeAmount(minor, currency) !== null,
  );
  return takes ? ok({ accountId, currency, amountMinor, items }) : notTaken();
}

/** Of an amount or a currency that the provider does not take, known beforehand or by its answer. */
export const notTaken = (): Result<never> =>
  refuse('ONLINE_PAYMENT_REFUSED', 'The payment provider does not take this amount in this currency.', {
    ...{ field: 'invoiceIds', fix: 'Pay by bank: the invoice says how.' },
  });

// Where https://docs.stripe.com/currencies counts otherwise than ISO 4217: what one unit is there.
const STRIPE_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ...([
    ['ISK', 100],
    ['UGX', 100],
    ['MGA', 1],
  ] as const),
]);
const NEVER_TAKEN: readonly string[] = ['CLF', 'IQD', 'LYD', 'UYI', 'UYW'];
// Others have eight digits; what these have differs by card, so the provider is asked.
const MORE_DIGITS: readonly string[] = ['COP', 'HUF', 'IDR', 'INR', 'JPY', 'LBP'];
const MOST = 99_999_999;

const stripePerUnit = (currency: string): number => STRIPE_PER_UNIT.get(currency) ?? minorPerUnit(currency);

/** An amount as Stripe counts it; null where it does not take it: nothing is ever rounded. */
export function stripeAmount(amountMinor: number, currency: string): number | null {
  const amount = (amountMinor * stripePerUnit(currency)) / minorPerUnit(currency);
  // Card networks have two places: of three, the last must be 0.
  const inPlaces = minorPerUnit(currency) === 1_000 ? amount % 10 === 0 : Number.isSafeInteger(amount);
  const inDigits = amount <= MOST || MORE_DIGITS.includes(currency);
  return inPlaces && inDigits && !NEVER_TAKEN.includes(currency) ? amount : null;
}

/** An amount of Stripe as we count it. */
export const minorOfStripe = (amount: number, currency: string): number =>
  Math.round((amount * minorPerUnit(currency)) / stripePerUnit(currency));

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
  | {
      readonly kind: 'paid';
      readonly checkoutId: string;
      readonly payment: string;
      readonly amount: number;
      /** ISO 4217; empty where the event does not say. */
      readonly currency: string;
    }
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
  const currency = textIn(object, 'currency').toUpperCase();
  if (!payment) return null;
  switch (type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
      // A debit of a bank account is promised first, and paid days later.
      if (!checkoutId || textIn(object, 'payment_status') !== 'paid') return null;
      return { kind: 'paid', checkoutId, payment, amount: amountIn(object, 'amount_total'), currency };
    case 'payment_intent.succeeded':
      if (!checkoutId) return null;
      return { kind: 'paid', checkoutId, payment, amount: amountIn(object, 'amount_received'), currency };
    case 'charge.refunded':
      return { kind: 'refunded', payment, checkoutId: checkoutId || null, amount: amountIn(object, 'amount_refunded') };
    // Not as it is created: that may be an inquiry, by which no money moves and which ends without a word about any.
    case 'charge.dispute.funds_withdrawn':
      return { kind: 'disputed', payment, reason: textIn(object, 'reason') || 'unknown' };
    case 'charge.dispute.funds_reinstated':
      return { kind: 'reinstated', payment };
    default:
      return null;
  }
}
