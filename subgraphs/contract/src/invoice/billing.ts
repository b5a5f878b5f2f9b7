import { DAY } from '@quayside/shared/instant';
import { type Result, refuse } from '@quayside/shared/result';
import { taxFault } from './tax.ts';

/** How often an account is billed: weeks from Monday to Sunday, or calendar months; days are those of UTC. */
export type BillingCycle = 'WEEKLY' | 'MONTHLY';
/** One invoice for all, or one for each order or purchase order. */
export type BillingGrouping = 'ACCOUNT' | 'ORDER' | 'PO';

/** How an account is billed. */
export interface BillingRule {
  readonly accountId: string;
  readonly cycle: BillingCycle;
  readonly grouping: BillingGrouping;
  /** Days from issue until it is due. */
  readonly termsDays: number;
  /** Of the table of tax rules. */
  readonly taxCode: string;
}

/** What holds until somebody agrees something else. */
export const usualBilling = (accountId: string): BillingRule => ({
  ...{ accountId, cycle: 'MONTHLY', grouping: 'ACCOUNT', termsDays: 30, taxCode: 'US-NONE' },
});

const LONGEST_TERMS = 365;

/** The first thing that is wrong with a rule, or null. */
export function billingFault({ termsDays, taxCode }: BillingRule): Result<never> | null {
  if (!(Number.isInteger(termsDays) && termsDays >= 0 && termsDays <= LONGEST_TERMS)) {
    return refuse('TERMS_DAYS', `An invoice is due within 0 to ${LONGEST_TERMS} days.`, { field: 'termsDays' });
  }
  return taxFault(taxCode);
}

/** A span of days, YYYY-MM-DD, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export const dayAfter = (date: string, days = 1): string =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

/** The last whole period of a cycle before a day. */
export function lastPeriod(cycle: BillingCycle, today: string): Period {
  if (cycle === 'WEEKLY') {
    const sinceMonday = (new Date(today).getUTCDay() + 6) % 7;
    return { from: dayAfter(today, -sinceMonday - 7), to: dayAfter(today, -sinceMonday - 1) };
  }
  const to = dayAfter(`${today.slice(0, 7)}-01`, -1);
  return { from: `${to.slice(0, 7)}-01`, to };
}

/** The name that the charges of one invoice share; those without an order or purchase order are billed together. */
export const groupOf = (
  grouping: BillingGrouping,
  { orderNumber, poNumber }: { readonly orderNumber: string | null; readonly poNumber: string | null },
): string => (grouping === 'ORDER' ? orderNumber : grouping === 'PO' ? poNumber : null) ?? '';
