import type { ChargeKind } from './events.ts';

/*
 * What the contract subgraph tells of invoices and what is owed, beside `events.ts`. Other workspaces may import it, too.
 */

/** An invoice or credit note was issued; subject is the invoice. Data: InvoiceIssued. */
export const INVOICE_ISSUED = 'invoice.issued.v1';
export interface InvoiceIssued {
  readonly invoiceId: string;
  readonly number: string;
  readonly kind: 'INVOICE' | 'CREDIT_NOTE';
  readonly accountId: string;
  readonly currency: string;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  /** YYYY-MM-DD */
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly dueOn: string;
  readonly creditsInvoiceId: string | null;
}

/** A customer does not agree with a line of an invoice: a case is due. Subject is the dispute. Data: LineDisputed. */
export const LINE_DISPUTED = 'invoice.line-disputed.v1';
export interface LineDisputed {
  readonly disputeId: string;
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly line: number;
  readonly accountId: string;
  readonly shipmentId: string | null;
  /** Of what was done, for a person. */
  readonly subjectNumber: string;
  readonly kind: ChargeKind;
  readonly amountMinor: number;
  readonly currency: string;
  readonly reason: string;
  readonly openedBy: string;
  /** On whose side they are, and by which door they came. Missing in older events. */
  readonly openedSide?: 'CUSTOMER' | 'STAFF';
  readonly openedWay?: 'PORTAL' | 'API';
}
/** The dispute is decided: its case is resolved by these words. Subject is the dispute. Data: DisputeDecided. */
export const DISPUTE_DECIDED = 'invoice.dispute-decided.v1';
export interface DisputeDecided {
  readonly disputeId: string;
  /** Missing in events from before it was told. */
  readonly invoiceId?: string;
  readonly accountId: string;
  readonly state: 'CREDITED' | 'UPHELD';
  readonly answer: string;
  readonly creditNoteNumber: string | null;
}

/** What is owed of an invoice has changed, or a step of collection was taken; subject is the invoice. Data: ReceivableFacts. */
export const RECEIVABLE_CHANGED = 'receivable.changed.v1';
export const COLLECTION_STEP_TAKEN = 'receivable.step-taken.v1';
export interface ReceivableFacts {
  readonly invoiceId: string;
  readonly number: string;
  readonly accountId: string;
  readonly currency: string;
  readonly totalMinor: number;
  readonly openMinor: number;
  /** Missing in older events. */
  readonly paidMinor?: number;
  /** Day of the payment that changed it, YYYY-MM-DD; null where it was no payment. Missing in older events. */
  readonly paidOn?: string | null;
  readonly dueOn: string;
  readonly step: 'NONE' | 'REMINDER' | 'DUNNING_1' | 'DUNNING_2' | 'FINAL';
}

/** A payment came, more of it was applied, or it was taken back; subject is the payment. Data: RemittanceFacts. */
export const REMITTANCE_CHANGED = 'remittance.changed.v1';
export interface RemittanceFacts {
  readonly remittanceId: string;
  readonly accountId: string;
  readonly reference: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly unappliedMinor: number;
  /** It was taken back: it pays nothing any more. Missing in older events. */
  readonly reversed?: boolean;
}

/** What a carrier bills for a shipment, and what is paid of it; subject is its invoice. For staff. Data: CarrierCostKnown. */
export const CARRIER_COST_KNOWN = 'carrier-cost.known.v1';
export interface CarrierCostKnown {
  readonly carrierInvoiceId: string;
  readonly scac: string;
  readonly number: string;
  readonly accountId: string;
  readonly shipmentId: string;
  readonly currency: string;
  readonly billedMinor: number;
  readonly expectedMinor: number | null;
  /** Null until it is matched or approved. */
  readonly payMinor: number | null;
  readonly state: 'APPROVED' | 'MATCHED' | 'DISPUTED' | 'UNEXPECTED';
}
