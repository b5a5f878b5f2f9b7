import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { RateLine } from './rate.ts';

/** Lines are priced together and never looked into by a query, so they travel as JSON. */
export interface RateCardRow {
  id: string;
  contractId: string;
  name: string;
  currency: string;
  validFrom: string;
  rates: readonly RateLine[];
  createdAt: number;
}

/** One row per card. */
export const rateCardTable = new EntitySchema<RateCardRow>({
  name: 'rate_card',
  columns: {
    id: { ...column.id, primary: true },
    contractId: { ...column.id, name: 'contract_id' },
    name: { ...column.name },
    currency: { type: 'varchar', length: '3' },
    validFrom: { ...column.state, name: 'valid_from' },
    rates: { ...column.json },
    createdAt: { ...column.instant, name: 'created_at' },
  },
  indices: [{ name: 'rate_card_contract', columns: ['contractId', 'validFrom', 'id'] }],
});
