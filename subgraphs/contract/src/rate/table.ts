import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { FuelRule } from '../rating/fuel.ts';
import type { Zone } from '../rating/lane.ts';
import type { RateLine } from './rate.ts';

/** Lines are priced together and never looked into by a query, so they travel as JSON. */
export interface RateCardRow {
  id: string;
  contractId: string;
  name: string;
  currency: string;
  validFrom: string;
  validTo: string | null;
  /** Lines of older cards say nothing of what makes them due. */
  rates: readonly (Omit<RateLine, Later> & Partial<Pick<RateLine, Later>>)[];
  /** Null in cards that are older than zones and fuel. */
  surroundings: { readonly zones: readonly Zone[]; readonly fuel: FuelRule | null } | null;
  createdAt: number;
}

type Later = 'charge' | 'code' | 'breaks' | 'free';

/** One row per card. */
export const rateCardTable = new EntitySchema<RateCardRow>({
  name: 'rate_card',
  columns: {
    id: { ...column.id, primary: true },
    contractId: { ...column.id, name: 'contract_id' },
    name: { ...column.name },
    currency: { type: 'varchar', length: '3' },
    validFrom: { ...column.state, name: 'valid_from' },
    validTo: { ...column.state, name: 'valid_to', nullable: true },
    rates: { ...column.json },
    surroundings: { ...column.json, nullable: true },
    createdAt: { ...column.instant, name: 'created_at' },
  },
  indices: [{ name: 'rate_card_contract', columns: ['contractId', 'validFrom', 'id'] }],
});
