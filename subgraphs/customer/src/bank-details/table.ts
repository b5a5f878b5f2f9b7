import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { BankDetailsSetting } from './bank-details.ts';

/** One row per change: what customers were told to pay to at any time can be read again. */
export const bankDetailsTable = new EntitySchema<BankDetailsSetting>({
  name: 'bank_details',
  columns: {
    id: { ...column.id, primary: true },
    orgUnitId: { ...column.id, name: 'org_unit_id' },
    path: { ...column.line },
    currency: { type: 'varchar', length: '3' },
    details: { ...column.json, nullable: true },
    changedBy: { ...column.name, name: 'changed_by' },
    changedAt: { ...column.instant, name: 'changed_at' },
    reason: { ...column.text },
    version: { ...column.whole },
  },
  indices: [{ name: 'bank_details_unit', columns: ['orgUnitId', 'currency', 'version'], unique: true }],
});
