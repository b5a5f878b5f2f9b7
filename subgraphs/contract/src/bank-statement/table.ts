import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { BankCredit } from './bank-statement.ts';

/** One row per payment that a bank said came in. */
export const bankCreditTable = new EntitySchema<BankCredit>({
  name: 'bank_credit',
  columns: {
    id: { ...column.id, primary: true },
    bankAccount: { ...column.code, name: 'bank_account' },
    entryReference: { ...column.code, name: 'entry_reference' },
    part: { ...column.whole },
    state: { ...column.state },
    bookedOn: { ...column.state, name: 'booked_on' },
    currency: { type: 'varchar', length: '3' },
    amountMinor: { ...column.long, name: 'amount_minor' },
    payer: { ...column.name, nullable: true },
    payerAccount: { ...column.code, name: 'payer_account', nullable: true },
    words: { ...column.text },
    remittanceId: { ...column.id, name: 'remittance_id', nullable: true },
    unitPath: { ...column.line, name: 'unit_path' },
    importedBy: { ...column.name, name: 'imported_by' },
    importedAt: { ...column.instant, name: 'imported_at' },
    settledBy: { ...column.name, name: 'settled_by', nullable: true },
    settledAt: { ...column.instant, name: 'settled_at', nullable: true },
    reason: { ...column.text, nullable: true },
    version: { ...column.whole },
  },
  indices: [
    { name: 'bank_credit_once', columns: ['bankAccount', 'entryReference', 'part'], unique: true },
    { name: 'bank_credit_state', columns: ['state', 'bookedOn', 'id'] },
  ],
});
