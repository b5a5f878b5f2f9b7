import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import { itemColumns, itemIndices } from '../item/columns.ts';
import type { Claim } from './claim.ts';

// LINES is a word of SQL, so the column has another name.
export interface ClaimRow extends Omit<Claim, 'lines' | 'amount' | 'offered' | 'liabilityAsserted'> {
  readonly statedLines: Claim['lines'];
  readonly amountMinor: number;
  readonly offeredMinor: number | null;
  readonly currency: string;
}

/** One row per claim; lines and legs are read with it and never searched, so they are JSON. */
export const claimTable = new EntitySchema<ClaimRow>({
  name: 'claim',
  columns: {
    ...itemColumns,
    statedLines: { ...column.json, name: 'stated_lines' },
    legs: { ...column.json },
    amountMinor: { ...column.long, name: 'amount_minor' },
    offeredMinor: { ...column.long, name: 'offered_minor', nullable: true },
    currency: { type: 'varchar', length: '3' },
    statement: { ...column.text },
  },
  indices: itemIndices('claim'),
});
