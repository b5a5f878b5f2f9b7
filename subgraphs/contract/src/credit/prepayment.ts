import { type Money, minorPerUnit } from '@quayside/shared/money';
import { type Result, refuse } from '@quayside/shared/result';
import type { ActivityDone } from '../activity-events.ts';
import { isNotPriced, type Rating } from '../rating/rating.ts';
import type { Remittance } from '../receivable/remittance.ts';

/** An order whose account pays before work starts. */
export interface AwaitingOrder {
  /** Of the shipment. */
  readonly id: string;
  readonly accountId: string;
  readonly orderNumber: string;
  /** It waits; it goes on and its money is kept for it; it is done, and kept is what it was charged. */
  readonly state: 'WAITS' | 'PAID' | 'DONE';
  readonly deeds: readonly ActivityDone[];
  /** Null while it waits. */
  readonly currency: string | null;
  /** What it was to cost when it went on. */
  readonly keptMinor: number;
  readonly toldAt: number;
}

/** What an order was charged so far, and how much of that is on invoices that are settled. */
export interface ChargedSoFar {
  readonly chargedMinor: number;
  readonly settledMinor: number;
}

/** What one order would cost; refused where that cannot be told, for nothing becomes a silent zero. */
export function priceOf(ratings: readonly Rating[]): Result<Money> {
  const owed = ratings.filter((one) => one.ok || !isNotPriced(one.refusal));
  const unclear = owed.find((one) => !one.ok);
  if (unclear && !unclear.ok) return unclear;
  const charges = owed.flatMap((one) => (one.ok ? one.value : []));
  const currencies = [...new Set(charges.map(({ currency }) => currency))];
  const [currency] = currencies;
  const amountMinor = charges.reduce((sum, charge) => sum + charge.amountMinor, 0);
  if (currency !== undefined && currencies.length === 1 && amountMinor > 0)
    return { ok: true, value: { amountMinor, currency } };
  return refuse('NOT_PRICED', 'The contract has no single price for this order.', {
    fix: 'Release it by hand, or agree a price.',
  });
}

/** What is kept of the money on account for an order that went on: no longer than until its invoices are settled. */
export function keptFor({ state, keptMinor }: AwaitingOrder, { chargedMinor, settledMinor }: ChargedSoFar): number {
  // A charge may be a moment slower than the delivery that it is for: until one is there the estimate counts.
  const costs = state === 'DONE' && chargedMinor > 0 ? chargedMinor : Math.max(keptMinor, chargedMinor);
  return Math.max(0, costs - settledMinor);
}

/** A payment with money that is not applied. */
export type MoneyLeft = Pick<Remittance, 'reference' | 'currency' | 'unappliedMinor' | 'items'>;

/** How much of a payment that is not applied was sent for an order, by its number. */
const namedFor = (orderNumber: string, { items, unappliedMinor }: MoneyLeft): number =>
  Math.min(
    unappliedMinor,
    items.reduce(
      (sum, { invoiceNumber, paidMinor, invoiceId }) =>
        invoiceId === null && invoiceNumber === orderNumber ? sum + Math.max(0, paidMinor) : sum,
      0,
    ),
  );

/** An order that waits, with its price. */
export interface PricedOrder {
  readonly order: AwaitingOrder;
  readonly needs: Money;
}

/** An order that is paid, and by what. */
export interface PaidOrder extends PricedOrder {
  readonly by: string;
  readonly reason: string;
}

const told = ({ amountMinor, currency }: Money): string => {
  const unit = minorPerUnit(currency);
  return `${currency} ${(amountMinor / unit).toFixed(Math.round(Math.log10(unit)))}`;
};

/**
 * Which orders go on: those whose price is covered by money on account that is not applied to invoices, less what is kept
 * for orders that went on before them. What a payment names an order for counts for that order alone as long as it waits.
 * Orders that were named go first, then the oldest; one that is too dear keeps no other back.
 * @param kept of the money, by currency, for orders that went on before
 */
export function paidOrders(
  waiting: readonly PricedOrder[],
  money: readonly MoneyLeft[],
  kept: ReadonlyMap<string, number>,
): PaidOrder[] {
  const named = (order: AwaitingOrder, currency: string): number =>
    money.reduce((sum, one) => (one.currency === currency ? sum + namedFor(order.orderNumber, one) : sum), 0);
  const taken = new Map(kept);
  const left = [...waiting].sort(
    (one, other) =>
      Math.sign(named(other.order, other.needs.currency)) - Math.sign(named(one.order, one.needs.currency)) ||
      one.order.toldAt - other.order.toldAt,
  );
  const paid: PaidOrder[] = [];
  for (const one of [...left]) {
    const { order, needs } = one;
    const onAccount = money.filter(({ currency }) => currency === needs.currency);
    const sum = onAccount.reduce((total, { unappliedMinor }) => total + unappliedMinor, 0);
    const others = left.filter((other) => other !== one).map((other) => named(other.order, needs.currency));
    const free = sum - (taken.get(needs.currency) ?? 0) - others.reduce((total, minor) => total + minor, 0);
    if (free < needs.amountMinor) continue;
    left.splice(left.indexOf(one), 1);
    taken.set(needs.currency, (taken.get(needs.currency) ?? 0) + needs.amountMinor);
    const { reference } = onAccount.find((each) => namedFor(order.orderNumber, each) > 0) ?? onAccount[0] ?? {};
    const by = `Payment ${reference ?? ''}`.trim();
    const reason = `${told({ amountMinor: free, currency: needs.currency })} on account cover the price by contract, ${told(needs)}.`;
    paid.push({ ...one, by, reason });
  }
  return paid;
}
