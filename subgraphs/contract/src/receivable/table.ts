import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { CollectionRule, CollectionStep, Receivable } from './receivable.ts';
import type { Remittance } from './remittance.ts';

const currency = { type: 'varchar', length: '3' } as const;

/** One row per invoice, by its id. */
export const receivableTable = new EntitySchema<Receivable>({
  name: 'receivable',
  columns: {
    id: { ...column.id, primary: true },
    number: { ...column.code },
    accountId: { ...column.id, name: 'account_id' },
    currency,
    totalMinor: { ...column.long, name: 'total_minor' },
    creditedMinor: { ...column.long, name: 'credited_minor' },
    paidMinor: { ...column.long, name: 'paid_minor' },
    openMinor: { ...column.long, name: 'open_minor' },
    dueOn: { ...column.state, name: 'due_on' },
    step: { ...column.state },
    nextOn: { ...column.state, name: 'next_on', nullable: true },
    version: { ...column.whole },
  },
  indices: [
    { name: 'receivable_number', columns: ['number'], unique: true },
    { name: 'receivable_account', columns: ['accountId', 'openMinor'] },
    { name: 'receivable_open', columns: ['openMinor', 'currency', 'dueOn', 'accountId'] },
    { name: 'receivable_due', columns: ['dueOn', 'id'] },
    { name: 'receivable_next', columns: ['nextOn', 'id'] },
  ],
});

/** A step of collection as it was taken. */
export interface CollectionStepRow {
  receivableId: string;
  step: CollectionStep;
  takenAt: number;
  openMinor: number;
}

/** One row per step and invoice: a step is taken once. */
export const collectionStepTable = new EntitySchema<CollectionStepRow>({
  name: 'collection_step',
  columns: {
    receivableId: { ...column.id, name: 'receivable_id', primary: true },
    step: { ...column.state, primary: true },
    takenAt: { ...column.instant, name: 'taken_at' },
    openMinor: { ...column.long, name: 'open_minor' },
  },
});

/** When steps are taken where no unit has set it; one row, `all`. */
export interface CollectionRuleRow {
  id: string;
  steps: CollectionRule;
  changedAt: number;
  changedBy: string;
}

export const collectionRuleTable = new EntitySchema<CollectionRuleRow>({
  name: 'collection_rule',
  columns: {
    id: { ...column.state, primary: true },
    steps: { ...column.json },
    changedAt: { ...column.instant, name: 'changed_at' },
    changedBy: { ...column.name, name: 'changed_by' },
  },
});

/** One row per payment that came. */
export const remittanceTable = new EntitySchema<Remittance>({
  name: 'remittance',
  columns: {
    id: { ...column.id, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    reference: { ...column.code },
    source: { ...column.code },
    currency,
    amountMinor: { ...column.long, name: 'amount_minor' },
    unappliedMinor: { ...column.long, name: 'unapplied_minor' },
    paidOn: { ...column.state, name: 'paid_on' },
    items: { ...column.json },
    recordedAt: { ...column.instant, name: 'recorded_at' },
    recordedBy: { ...column.name, name: 'recorded_by' },
    reversedAt: { ...column.instant, name: 'reversed_at', nullable: true },
    reversedBy: { ...column.name, name: 'reversed_by', nullable: true },
    reversalReason: { ...column.text, name: 'reversal_reason', nullable: true },
    version: { ...column.whole },
  },
  indices: [
    { name: 'remittance_once', columns: ['accountId', 'reference'], unique: true },
    { name: 'remittance_account', columns: ['accountId', 'recordedAt', 'id'] },
    { name: 'remittance_recorded', columns: ['recordedAt', 'id'] },
  ],
});
