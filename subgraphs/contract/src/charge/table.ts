import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Charge } from './charge.ts';

/** One row per charge; what it is the charge of has one at most, and the unique key sees to it. */
export const chargeTable = new EntitySchema<Charge>({
  name: 'charge',
  columns: {
    id: { ...column.id, primary: true },
    number: { ...column.code },
    accountId: { ...column.id, name: 'account_id' },
    contractId: { ...column.id, name: 'contract_id' },
    source: { ...column.state },
    subjectId: { ...column.id, name: 'subject_id' },
    subjectNumber: { ...column.code, name: 'subject_number' },
    reason: { ...column.state },
    service: { ...column.state },
    quantity: { ...column.decimal },
    unit: { ...column.state },
    amountMinor: { ...column.long, name: 'amount_minor' },
    currency: { type: 'varchar', length: '3' },
    kind: { ...column.state },
    chargeKey: { ...column.code, name: 'charge_key' },
    doneAt: { ...column.instant, name: 'done_at' },
    orderNumber: { ...column.code, name: 'order_number', nullable: true },
    poNumber: { ...column.name, name: 'po_number', nullable: true },
    why: { ...column.json, nullable: true },
    chargedAt: { ...column.instant, name: 'charged_at' },
  },
  indices: [
    { name: 'charge_number', columns: ['number'], unique: true },
    { name: 'charge_once', columns: ['chargeKey'], unique: true },
    { name: 'charge_subject', columns: ['source', 'subjectId'] },
    { name: 'charge_account', columns: ['accountId', 'chargedAt', 'id'] },
    { name: 'charge_done', columns: ['contractId', 'doneAt'] },
    { name: 'charge_month', columns: ['chargedAt', 'id'] },
    { name: 'charge_contract', columns: ['contractId', 'chargedAt', 'id'] },
  ],
});

/** A charge that is on no invoice yet: written with the charge, taken away with the invoice line. */
export interface UnbilledRow {
  chargeId: string;
  accountId: string;
  currency: string;
  doneAt: number;
  orderNumber: string | null;
  poNumber: string | null;
}

/** The work of the next invoices; small, however many charges there have been. */
export const unbilledTable = new EntitySchema<UnbilledRow>({
  name: 'unbilled_charge',
  columns: {
    chargeId: { ...column.id, name: 'charge_id', primary: true },
    accountId: { ...column.id, name: 'account_id' },
    currency: { type: 'varchar', length: '3' },
    doneAt: { ...column.instant, name: 'done_at' },
    orderNumber: { ...column.code, name: 'order_number', nullable: true },
    poNumber: { ...column.name, name: 'po_number', nullable: true },
  },
  indices: [
    { name: 'unbilled_charge_account', columns: ['accountId', 'currency', 'doneAt', 'chargeId'] },
    { name: 'unbilled_charge_order', columns: ['accountId', 'currency', 'orderNumber', 'doneAt', 'chargeId'] },
    { name: 'unbilled_charge_po', columns: ['accountId', 'currency', 'poNumber', 'doneAt', 'chargeId'] },
  ],
});
