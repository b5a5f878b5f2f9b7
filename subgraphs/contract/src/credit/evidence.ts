import { DAY } from '@quayside/shared/instant';

/** One invoice, as far as credit looks at it. */
export interface InvoiceFact {
  readonly id: string;
  readonly currency: string;
  /** YYYY-MM-DD */
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly totalMinor: number;
  readonly openMinor: number;
  /** Of its lines that are in dispute now, with their tax. */
  readonly disputedMinor: number;
  /** A line of it was ever in dispute. */
  readonly wasDisputed: boolean;
}

/** Money that came for one invoice. */
export interface PaymentFact {
  readonly invoiceId: string;
  /** YYYY-MM-DD */
  readonly paidOn: string;
}

/** What is known of an account's money on a day. */
export interface CreditFactsOf {
  /** Issued within a year, or still open. */
  readonly invoices: readonly InvoiceFact[];
  readonly payments: readonly PaymentFact[];
  /** What was done and is on no invoice yet. */
  readonly unbilled: readonly { readonly currency: string; readonly amountMinor: number }[];
}

/** What an account owes in one currency; currencies are never added up. */
export interface Exposure {
  readonly currency: string;
  /** On invoices. */
  readonly openMinor: number;
  readonly unbilledMinor: number;
  /** Of what is open: due before today and not in dispute. */
  readonly overdueMinor: number;
  /** Invoiced within a year. */
  readonly turnoverMinor: number;
}

/** How an account has paid, as the grading looks at it; every share is 0 to 1. */
export interface CreditEvidence {
  /** Invoices issued within a year that have come due. */
  readonly dueInvoices: number;
  /** Months of the last twelve with an invoice. */
  readonly activeMonths: number;
  /** Payments within a year, and how many days after the due day they came on average; early counts as on time. */
  readonly payments: number;
  readonly averageDaysLate: number | null;
  /** Of what is open, in the currency where it is worst. */
  readonly overdueShare: number;
  /** Of the oldest invoice that is overdue and not in dispute; 0 when there is none. */
  readonly oldestOverdueDays: number;
  /** Of the invoices of the year, by number. */
  readonly disputedShare: number;
  readonly exposures: readonly Exposure[];
}

/** What of an invoice is owed beyond doubt: a disputed line makes the others no less due. */
const undisputed = ({ openMinor, disputedMinor }: Pick<InvoiceFact, 'openMinor' | 'disputedMinor'>): number =>
  Math.max(0, openMinor - disputedMinor);

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

const YEAR = 365;
const MONTHS = 12;

/**
 * Sums up the facts of an account. What is in dispute is owed but not overdue: who may be right to withhold is not late.
 * @param today YYYY-MM-DD
 */
export function gatherEvidence({ invoices, payments, unbilled }: CreditFactsOf, today: string): CreditEvidence {
  const ofYear = invoices.filter(({ issuedOn }) => daysBetween(issuedOn, today) <= YEAR);
  const overdue = invoices.filter((one) => undisputed(one) > 0 && one.dueOn < today);
  const dueOf = new Map(invoices.map(({ id, dueOn }) => [id, dueOn]));
  const late = payments.flatMap(({ invoiceId, paidOn }) => {
    const dueOn = dueOf.get(invoiceId);
    return dueOn === undefined ? [] : [Math.max(0, daysBetween(dueOn, paidOn))];
  });
  const exposures = exposuresOf(invoices, { ofYear, overdue, unbilled });
  return {
    dueInvoices: ofYear.filter(({ dueOn }) => dueOn < today).length,
    activeMonths: Math.min(MONTHS, new Set(ofYear.map(({ issuedOn }) => issuedOn.slice(0, 7))).size),
    payments: late.length,
    averageDaysLate: late.length === 0 ? null : late.reduce((sum, days) => sum + days, 0) / late.length,
    overdueShare: Math.max(0, ...exposures.map(({ openMinor, overdueMinor }) => share(overdueMinor, openMinor))),
    oldestOverdueDays: Math.max(0, ...overdue.map(({ dueOn }) => daysBetween(dueOn, today))),
    disputedShare: share(ofYear.filter(({ wasDisputed }) => wasDisputed).length, ofYear.length),
    exposures,
  };
}

const share = (part: number, whole: number): number => (whole > 0 ? Math.min(1, part / whole) : 0);

function exposuresOf(
  invoices: readonly InvoiceFact[],
  of: {
    readonly ofYear: readonly InvoiceFact[];
    readonly overdue: readonly InvoiceFact[];
    readonly unbilled: CreditFactsOf['unbilled'];
  },
): Exposure[] {
  const currencies = new Set([...invoices, ...of.unbilled].map(({ currency }) => currency));
  return [...currencies].sort().map((currency) => {
    const inCurrency = <Row extends { readonly currency: string }>(
      rows: readonly Row[],
      amount: (row: Row) => number,
    ) => rows.reduce((sum, row) => (row.currency === currency ? sum + amount(row) : sum), 0);
    return {
      currency,
      openMinor: inCurrency(invoices, ({ openMinor }) => openMinor),
      unbilledMinor: inCurrency(of.unbilled, ({ amountMinor }) => amountMinor),
      overdueMinor: inCurrency(of.overdue, undisputed),
      turnoverMinor: inCurrency(of.ofYear, ({ totalMinor }) => totalMinor),
    };
  });
}

/** What an account would owe if everything done were billed today. */
export const exposed = ({ openMinor, unbilledMinor }: Pick<Exposure, 'openMinor' | 'unbilledMinor'>): number =>
  openMinor + unbilledMinor;
