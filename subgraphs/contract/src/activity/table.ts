import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Activity } from './activity.ts';

/** One row for all that was done and may cost something. */
export const activityTable = new EntitySchema<Activity>({
  name: 'activity',
  columns: {
    id: { ...column.code, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    contractId: { ...column.id, name: 'contract_id', nullable: true },
    subjectId: { ...column.id, name: 'subject_id' },
    at: { ...column.instant },
    state: { ...column.state },
    refusal: { ...column.json, nullable: true },
    done: { ...column.json },
    stored: { ...column.json, nullable: true },
  },
  indices: [
    { name: 'activity_contract', columns: ['contractId', 'at', 'id'] },
    { name: 'activity_state', columns: ['state', 'at', 'id'] },
    { name: 'activity_subject', columns: ['subjectId'] },
  ],
});

/** What stood on a row of stock at the end of a day; it stands until the next such day. */
export interface StockLevelRow {
  stockId: string;
  /** YYYY-MM-DD, UTC. */
  date: string;
  accountId: string;
  warehouse: string;
  sku: string;
  lot: string | null;
  unit: string;
  onHand: number;
}

/** One row per day on which something changed. */
export const stockLevelTable = new EntitySchema<StockLevelRow>({
  name: 'stock_level',
  columns: {
    stockId: { ...column.id, name: 'stock_id', primary: true },
    date: { ...column.state, name: 'level_date', primary: true },
    accountId: { ...column.id, name: 'account_id' },
    warehouse: { ...column.name },
    sku: { ...column.code },
    lot: { ...column.code, nullable: true },
    unit: { ...column.state },
    onHand: { ...column.decimal, name: 'on_hand' },
  },
});

/** What a fuel index stood at from a day on. */
export interface FuelPriceRow {
  index: string;
  date: string;
  priceMilli: number;
  recordedAt: number;
  recordedBy: string;
}

/** One row per index and day. */
export const fuelPriceTable = new EntitySchema<FuelPriceRow>({
  name: 'fuel_price',
  columns: {
    index: { ...column.code, name: 'index_name', primary: true },
    date: { ...column.state, name: 'price_date', primary: true },
    priceMilli: { ...column.long, name: 'price_milli' },
    recordedAt: { ...column.instant, name: 'recorded_at' },
    recordedBy: { ...column.name, name: 'recorded_by' },
  },
});

/** A month whose storage has been charged, so that it is charged once. */
export interface StorageMonthRow {
  /** YYYY-MM */
  id: string;
  /** The last row of stock that was charged, while the month is being charged; null when it is done. */
  upTo: string | null;
}

export const storageMonthTable = new EntitySchema<StorageMonthRow>({
  name: 'storage_month',
  columns: { id: { ...column.state, primary: true }, upTo: { ...column.id, name: 'up_to', nullable: true } },
});
