import type { Money } from '@quayside/shared/money';
import { type Result, refuse } from '@quayside/shared/result';

/** From who always paid in time to who does not. */
export const CREDIT_GRADES = ['A', 'B', 'C', 'D'] as const;
export type CreditGrade = (typeof CREDIT_GRADES)[number];

/** What customers of one grade get; grade null is for those without enough history. */
export interface CreditTerms {
  readonly grade: CreditGrade | null;
  /** What may be owed at most, billed or not, one per currency; a currency without one counts against that of the house. */
  readonly limits: readonly Money[];
  /** Days until an invoice is due, for customers with whom no billing rule was agreed. */
  readonly paymentDays: number;
  /** Work starts when it is paid. */
  readonly prepay: boolean;
}

/** What is looked at to grade an account. */
export type CreditInput = 'DAYS_LATE' | 'OVERDUE_SHARE' | 'OLDEST_OVERDUE' | 'ACTIVE_MONTHS' | 'DISPUTED_SHARE';

/** How points are given. */
export interface GradingRule {
  /** Invoices that must have come due before there is a grade. */
  readonly leastInvoices: number;
  /** Points for the best value of each input; they add up to 100. */
  readonly weights: Readonly<Record<CreditInput, number>>;
  /** Where an input is worth nothing any more; shares are 0 to 1. */
  readonly worst: {
    readonly daysLate: number;
    readonly overdueShare: number;
    readonly oldestOverdueDays: number;
    readonly disputedShare: number;
  };
  /** The best first; below the last one it is D. */
  readonly grades: readonly { readonly grade: CreditGrade; readonly from: number }[];
}

/** What holds for the credit of everybody; data that a head may set. */
export interface CreditPolicy {
  readonly grading: GradingRule;
  readonly terms: readonly CreditTerms[];
  /** An invoice that is overdue longer than this, and not in dispute, puts its account on hold. */
  readonly holdAfterDays: number;
}

const usd = (dollars: number): readonly Money[] => [{ amountMinor: dollars * 100, currency: 'USD' }];

/** What holds until somebody sets something else: hold comes two weeks after the final notice of the usual collection. */
export const USUAL_POLICY: CreditPolicy = {
  grading: {
    leastInvoices: 3,
    weights: { DAYS_LATE: 35, OVERDUE_SHARE: 20, OLDEST_OVERDUE: 15, ACTIVE_MONTHS: 15, DISPUTED_SHARE: 15 },
    worst: { daysLate: 45, overdueShare: 0.6, oldestOverdueDays: 60, disputedShare: 0.3 },
    grades: [
      { grade: 'A', from: 80 },
      { grade: 'B', from: 65 },
      { grade: 'C', from: 45 },
    ],
  },
  terms: [
    { grade: 'A', limits: usd(500_000), paymentDays: 45, prepay: false },
    { grade: 'B', limits: usd(250_000), paymentDays: 30, prepay: false },
    { grade: 'C', limits: usd(100_000), paymentDays: 14, prepay: false },
    { grade: 'D', limits: usd(25_000), paymentDays: 7, prepay: true },
    { grade: null, limits: usd(250_000), paymentDays: 30, prepay: false },
  ],
  holdAfterDays: 60,
};

/** The terms of a grade. */
export function termsOf({ terms }: CreditPolicy, grade: CreditGrade | null): CreditTerms {
  const found = terms.find((one) => one.grade === grade);
  // A policy is checked before it is kept.
  if (!found) throw new RangeError(`the credit policy has no terms for grade ${grade ?? 'none'}`);
  return found;
}

const LONGEST_DAYS = 365;
const wholeWithin = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** The first thing that is wrong with a policy, or null. */
export function policyFault({ terms, holdAfterDays, grading }: CreditPolicy): Result<never> | null {
  const named = terms.map(({ grade }) => grade);
  const missing = [...CREDIT_GRADES, null].find((grade) => named.filter((one) => one === grade).length !== 1);
  if (missing !== undefined) {
    return refuse('CREDIT_TERMS', `There must be one row of terms for ${missing ?? 'customers without history'}.`, {
      field: 'terms',
      fix: 'Give terms for A, B, C, D and for customers without history, each once.',
    });
  }
  if (!wholeWithin(holdAfterDays, 1, LONGEST_DAYS)) {
    return refuse('CREDIT_HOLD_DAYS', `Accounts go on hold after 1 to ${LONGEST_DAYS} days overdue.`, {
      field: 'holdAfterDays',
    });
  }
  if (!wholeWithin(grading.leastInvoices, 1, 100)) {
    return refuse('CREDIT_LEAST_INVOICES', 'A grade needs 1 to 100 invoices that have come due.', {
      field: 'leastInvoices',
    });
  }
  return terms.map(termsFault).find((fault) => fault !== null) ?? null;
}

function termsFault({ grade, limits, paymentDays }: CreditTerms): Result<never> | null {
  const whose = grade ?? 'customers without history';
  if (!wholeWithin(paymentDays, 0, LONGEST_DAYS)) {
    const message = `Invoices of ${whose} are due within 0 to ${LONGEST_DAYS} days.`;
    return refuse('TERMS_DAYS', message, { field: 'terms.paymentDays' });
  }
  const currencies = limits.map(({ currency }) => currency);
  const wrong = limits.find(
    ({ amountMinor, currency }) =>
      !(Number.isSafeInteger(amountMinor) && amountMinor >= 0) ||
      !/^[A-Z]{3}$/.test(currency) ||
      currencies.filter((one) => one === currency).length > 1,
  );
  if (!wrong) return null;
  return refuse('CREDIT_LIMIT', `${wrong.amountMinor} ${wrong.currency} is no limit for ${whose}.`, {
    field: 'terms.limits',
    fix: 'Give each currency (ISO 4217) one limit of zero or more.',
  });
}
