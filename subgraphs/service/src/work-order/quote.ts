import { type CatalogueItem, listPrice } from '@quayside/contract/events';
import { DAY, HOUR } from '@quayside/shared/instant';
import { type Money, money } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { textFault } from '../conversation/conversation.ts';

/** What a job costs, by the price list or by the word of the staff. */
export interface Quote {
  readonly amountMinor: number;
  readonly currency: string;
  readonly basis: 'LIST' | 'STAFF';
  /** Why the staff ask another price than the list. */
  readonly reason: string | null;
  readonly at: number;
  readonly by: string;
}

/** A price as the staff say it. */
export interface StaffPrice {
  readonly amountMinor: number;
  readonly currency: string;
  readonly reason: string;
}

const CURRENCY = /^[A-Z]{3}$/;

/** What the contract's list asks for so many units; refused where the list has no price. */
export function listQuote(
  item: CatalogueItem | null,
  quantity: number,
  told: { readonly at: number; readonly by: string },
): Result<Quote> {
  if (!item) {
    const fix = 'Name an amount and a reason, or add the price to the contract.';
    return refuse('NO_LIST_PRICE', 'The contract has no price for this service.', { field: 'amountMinor', fix });
  }
  const price = listPrice(item, quantity);
  if (!price) return refuse('QUANTITY_TOO_LARGE', 'The amount is too large to be exact.', { field: 'quantity' });
  return ok({ ...price, basis: 'LIST', reason: null, ...told });
}

/** Another price than the list's, which needs a reason that the customer reads. */
export function staffQuote(
  item: CatalogueItem | null,
  { amountMinor, currency, reason }: StaffPrice,
  told: { readonly at: number; readonly by: string },
): Result<Quote> {
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 0) {
    return refuse('AMOUNT_RANGE', 'A price is nothing or more, in whole minor units.', { field: 'amountMinor' });
  }
  if (!CURRENCY.test(currency) || (item && item.currency !== currency)) {
    return refuse('CURRENCY_UNKNOWN', `The price is in ${item?.currency ?? 'an ISO 4217 currency'}.`, {
      field: 'currency',
    });
  }
  if (!reason.trim()) return refuse('REASON_MISSING', 'Say why.', { field: 'reason' });
  return textFault(reason, 'reason') ?? ok({ amountMinor, currency, basis: 'STAFF', reason: reason.trim(), ...told });
}

/** As far as the price of calling off depends on a job. */
export interface Cancellable {
  readonly state: string;
  readonly terms: CatalogueItem | null;
  readonly quote: Quote | null;
  /** YYYY-MM-DD */
  readonly day: string | null;
}

/**
 * What calling the job off costs now, by the rule that the contract had when the job was asked for. Null where no price
 * was agreed or nothing is scheduled: then it costs nothing.
 */
export function cancellationPrice({ state, terms, quote, day }: Cancellable, now: number): Money | null {
  if (!quote) return null;
  const percent = duePercent(state, terms, day, now);
  return money(Math.round((quote.amountMinor * percent) / 100), quote.currency);
}

function duePercent(state: string, terms: CatalogueItem | null, day: string | null, now: number): number {
  if (!terms) return 0;
  const { freeHours, percent, startedPercent } = terms.cancellation;
  if (state === 'IN_PROGRESS') return startedPercent;
  if (state !== 'SCHEDULED' || day === null) return 0;
  return now <= Date.parse(day) - freeHours * HOUR ? 0 : percent;
}

/** The instant until which a job that is scheduled for a day should be done: the end of that day, UTC. */
export const endOfDay = (day: string): number => Date.parse(day) + DAY - 1;
