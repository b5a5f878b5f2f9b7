import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import { itemColumns, itemIndices } from '../item/columns.ts';
import type { Claim, Dossier } from './claim.ts';

// LINES is a word of SQL, so the column has another name.
export interface ClaimRow extends Omit<Claim, 'lines' | 'amount' | 'offered' | 'liabilityAsserted' | 'dossier'> {
  readonly statedLines: Claim['lines'];
  readonly amountMinor: number;
  readonly offeredMinor: number | null;
  readonly currency: string;
  /** Null for claims from before it was kept: they had to assert it. */
  readonly liabilityAsserted: number | null;
  readonly dossier: Dossier | null;
}

/** One row per claim; lines, legs and dossier are read with it and never searched, so they are JSON. */
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
    reference: { ...column.code, nullable: true },
    liabilityAsserted: { ...column.whole, name: 'liability_asserted', nullable: true },
    dossier: { ...column.json, nullable: true },
  },
  indices: itemIndices('claim'),
});
