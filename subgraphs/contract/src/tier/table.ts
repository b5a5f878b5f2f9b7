import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { ServiceTier } from '../events.ts';

/** A tier with what it grants in one column: nothing is searched by it. */
export interface TierRow {
  id: string;
  code: string;
  name: string;
  grants: Omit<ServiceTier, 'code' | 'name'>;
  version: number;
}

/** The tiers of the house, one row each. */
export const tierTable = new EntitySchema<TierRow>({
  name: 'service_tier',
  columns: {
    id: { ...column.id, primary: true },
    code: { ...column.state },
    name: { ...column.name },
    grants: { ...column.json },
    version: { ...column.whole },
  },
  indices: [{ name: 'service_tier_code', columns: ['code'], unique: true }],
});
