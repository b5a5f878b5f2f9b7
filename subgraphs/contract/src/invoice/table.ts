import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { BillingRule } from './billing.ts';
import type { Dispute } from './dispute.ts';
import type { Invoice, InvoiceLine } from './invoice.ts';

const currency = { type: 'varchar', length: '3' } as const;

/** How each account is billed; one without a row is billed as usual. */
export interface BillingRuleRow extends BillingRule {
  changedAt: number;
  changedBy: string;
}

export const billingRuleTable = new EntitySchema<BillingRuleRow>({
  name: 'billing_rule',
  columns: {
    accountId: { ...column.id, name: 'account_id', primary: true },
    cycle: { ...column.state },
    grouping: { ...column.state, name: 'group_by' },
    termsDays: { ...column.whole, name: 'terms_days' },
    taxCode: { ...column.state, name: 'tax_code' },
    changedAt: { ...column.instant, name: 'changed_at' },
    changedBy: { ...column.name, name: 'changed_by' },
  },
});

/** One row per invoice and credit note. */
export const invoiceTable = new EntitySchema<Invoice>({
  name: 'invoice',
  columns: {
    id: { ...column.id, primary: true },
    number: { ...column.code, nullable: true },
    kind: { ...column.state },
    state: { ...column.state },
    accountId: { ...column.id, name: 'account_id' },
    currency,
    periodFrom: { ...column.state, name: 'period_from' },
    periodTo: { ...column.state, name: 'period_to' },
    billsFrom: { ...column.state, name: 'bills_from' },
    grouping: { ...column.state, name: 'group_by' },
    groupKey: { ...column.name, name: 'group_key' },
    lineCount: { ...column.whole, name: 'line_count' },
    netMinor: { ...column.long, name: 'net_minor' },
    taxCode: { ...column.state, name: 'tax_code' },
    taxBasisPoints: { ...column.whole, name: 'tax_basis_points' },
    taxNote: { ...column.name, name: 'tax_note' },
    taxMinor: { ...column.long, name: 'tax_minor' },
    totalMinor: { ...column.long, name: 'total_minor' },
    termsDays: { ...column.whole, name: 'terms_days' },
    issuedAt: { ...column.instant, name: 'issued_at', nullable: true },
    dueOn: { ...column.state, name: 'due_on', nullable: true },
    creditsInvoiceId: { ...column.id, name: 'credits_invoice_id', nullable: true },
    version: { ...column.whole },
  },
  indices: [
    { name: 'invoice_number', columns: ['number'], unique: true },
    { name: 'invoice_account', columns: ['accountId', 'issuedAt', 'id'] },
    { name: 'invoice_issued', columns: ['issuedAt', 'id'] },
    { name: 'invoice_building', columns: ['state', 'accountId'] },
    { name: 'invoice_credits', columns: ['creditsInvoiceId'] },
  ],
});

/** One row per line; the unique key keeps a charge from being billed twice, whatever goes wrong elsewhere. */
export const invoiceLineTable = new EntitySchema<InvoiceLine>({
  name: 'invoice_line',
  columns: {
    id: { ...column.id, primary: true },
    invoiceId: { ...column.id, name: 'invoice_id' },
    line: { ...column.whole, name: 'line_number' },
    accountId: { ...column.id, name: 'account_id' },
    chargeId: { ...column.id, name: 'charge_id', nullable: true },
    creditsLineId: { ...column.id, name: 'credits_line_id', nullable: true },
    kind: { ...column.state },
    service: { ...column.state },
    reason: { ...column.state },
    source: { ...column.state },
    subjectId: { ...column.id, name: 'subject_id' },
    subjectNumber: { ...column.code, name: 'subject_number' },
    contractId: { ...column.id, name: 'contract_id' },
    orderNumber: { ...column.code, name: 'order_number', nullable: true },
    poNumber: { ...column.name, name: 'po_number', nullable: true },
    quantity: { ...column.decimal },
    unit: { ...column.state },
    amountMinor: { ...column.long, name: 'amount_minor' },
    doneAt: { ...column.instant, name: 'done_at' },
  },
  indices: [
    { name: 'invoice_line_charge', columns: ['chargeId'], unique: true },
    { name: 'invoice_line_invoice', columns: ['invoiceId', 'line'], unique: true },
  ],
});

/** One row per disputed line. */
export const disputeTable = new EntitySchema<Dispute>({
  name: 'invoice_dispute',
  columns: {
    id: { ...column.id, primary: true },
    invoiceId: { ...column.id, name: 'invoice_id' },
    lineId: { ...column.id, name: 'line_id' },
    accountId: { ...column.id, name: 'account_id' },
    state: { ...column.state },
    reason: { ...column.text },
    answer: { ...column.text, nullable: true },
    creditNoteId: { ...column.id, name: 'credit_note_id', nullable: true },
    openedBy: { ...column.name, name: 'opened_by' },
    openedAt: { ...column.instant, name: 'opened_at' },
    decidedAt: { ...column.instant, name: 'decided_at', nullable: true },
    version: { ...column.whole },
  },
  indices: [
    { name: 'invoice_dispute_line', columns: ['lineId', 'openedAt'] },
    { name: 'invoice_dispute_invoice', columns: ['invoiceId', 'openedAt', 'id'] },
    { name: 'invoice_dispute_state', columns: ['state', 'openedAt', 'id'] },
  ],
});
