import { localDate } from '@quayside/shared/instant';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { ChargeDue, ChargeKind, ChargeSource, LogisticsService } from '../events.ts';
import { type BillingGrouping, dayAfter, type Period } from './billing.ts';
import { type TaxRule, taxMinor, taxOn } from './tax.ts';

/** A demand for money, or its taking back. */
export type InvoiceKind = 'INVOICE' | 'CREDIT_NOTE';

/** What stands on the paper. Once issued it is never changed: what was wrong is taken back by a credit note. */
export interface Invoice {
  readonly id: string;
  /** `INV-000042`, `CN-000007`, without gaps; null until it is issued. */
  readonly number: string | null;
  readonly kind: InvoiceKind;
  /** A BUILDING invoice still takes charges of its run, and nobody outside sees it. */
  readonly state: 'BUILDING' | 'ISSUED';
  readonly accountId: string;
  readonly currency: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  /**
   * First day of what it bills. Before its period where something was charged after its own had been billed, or where
   * the account had been billed by the month until then.
   */
  readonly billsFrom: string;
  readonly grouping: BillingGrouping;
  /** The order or purchase order that it is for; empty for all of the account. */
  readonly groupKey: string;
  readonly lineCount: number;
  readonly netMinor: number;
  readonly taxCode: string;
  readonly taxBasisPoints: number;
  readonly taxNote: string;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly termsDays: number;
  readonly issuedAt: number | null;
  readonly dueOn: string | null;
  /** Of a credit note: the invoice that it takes back from. */
  readonly creditsInvoiceId: string | null;
  readonly version: number;
}

/** One charge on the paper, with what a reader needs of it. */
export interface InvoiceLine {
  readonly id: string;
  readonly invoiceId: string;
  readonly line: number;
  readonly accountId: string;
  /** The charge, with its event and clause. Null on a credit note, whose lines name those that they take back. */
  readonly chargeId: string | null;
  readonly creditsLineId: string | null;
  readonly kind: ChargeKind;
  readonly service: LogisticsService;
  readonly reason: ChargeDue['reason'];
  readonly source: ChargeSource;
  readonly subjectId: string;
  readonly subjectNumber: string;
  readonly contractId: string;
  readonly orderNumber: string | null;
  readonly poNumber: string | null;
  readonly quantity: number;
  readonly unit: string;
  readonly amountMinor: number;
  readonly doneAt: number;
}

/** An invoice that begins to take charges; version 0 is one that nobody has kept yet. */
export const beginInvoice = (
  begun: Pick<Invoice, 'id' | 'accountId' | 'currency' | 'grouping' | 'groupKey' | 'taxCode' | 'termsDays'>,
  { from, to }: Period,
): Invoice => ({
  ...begun,
  ...{ number: null, kind: 'INVOICE', state: 'BUILDING', periodFrom: from, periodTo: to, billsFrom: from },
  ...{
    lineCount: 0,
    netMinor: 0,
    taxBasisPoints: 0,
    taxNote: '',
    taxMinor: 0,
    totalMinor: 0,
    issuedAt: null,
    dueOn: null,
  },
  ...{ creditsInvoiceId: null, version: 0 },
});

/** The invoice with more lines on it. */
export const withLines = (
  invoice: Invoice,
  lines: readonly Pick<InvoiceLine, 'amountMinor' | 'doneAt'>[],
): Invoice => ({
  ...invoice,
  billsFrom: localDate(lines.reduce((since, { doneAt }) => Math.min(since, doneAt), Date.parse(invoice.billsFrom))),
  lineCount: invoice.lineCount + lines.length,
  netMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, invoice.netMinor),
});

/** What an invoice is for when it is complete: credits beyond the charges make it a credit note. */
export const kindOf = ({ netMinor }: Pick<Invoice, 'netMinor'>): InvoiceKind =>
  netMinor < 0 ? 'CREDIT_NOTE' : 'INVOICE';

/** What credit notes have taken back from an invoice already; amounts are negative. */
export type Credited = Pick<Invoice, 'netMinor' | 'taxMinor'>;
const NOTHING: Credited = { netMinor: 0, taxMinor: 0 };

/**
 * Issues a complete invoice: tax of the last day of its period, total, day on which it is due.
 * @param credited of a credit note: what others have taken back from the same invoice.
 */
export function issue(
  invoice: Invoice,
  number: string,
  { at, today }: { at: number; today: string },
  credited = NOTHING,
): Result<Invoice> {
  const rule = taxOn(invoice.taxCode, invoice.periodTo);
  if (!rule) {
    return refuse('TAX_UNKNOWN', `There is no tax rule ${invoice.taxCode} for ${invoice.periodTo}.`, {
      field: 'taxCode',
    });
  }
  return ok({
    ...taxed(invoice, rule, credited),
    number,
    state: 'ISSUED',
    issuedAt: at,
    dueOn: dayAfter(today, invoice.termsDays),
  });
}

const taxed = (invoice: Invoice, rule: TaxRule, credited: Credited): Invoice => {
  // Rounded on what is taken back in all: many small notes must not give back more tax than was charged.
  const tax = taxMinor(credited.netMinor + invoice.netMinor, rule) - credited.taxMinor;
  return {
    ...invoice,
    ...{ kind: kindOf(invoice), taxBasisPoints: rule.basisPoints, taxNote: rule.note },
    ...{ taxMinor: tax, totalMinor: invoice.netMinor + tax },
  };
};

/** A line with the currency of its invoice. */
export interface PricedLine extends InvoiceLine {
  readonly currency: string;
}
