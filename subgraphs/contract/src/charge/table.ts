import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Charge } from './charge.ts';

/** One row per charge; a job or a return has one at most, and the unique key sees to it. */
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
    chargedAt: { ...column.instant, name: 'charged_at' },
  },
  indices: [
    { name: 'charge_number', columns: ['number'], unique: true },
    { name: 'charge_subject', columns: ['source', 'subjectId'], unique: true },
    { name: 'charge_account', columns: ['accountId', 'chargedAt', 'id'] },
    { name: 'charge_contract', columns: ['contractId', 'chargedAt', 'id'] },
  ],
});
