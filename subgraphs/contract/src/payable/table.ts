import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { RateCard, RateLine } from '../rate/rate.ts';
import type { CarrierInvoice, Tolerance } from './carrier-invoice.ts';

/** What a carrier's prices are; lines travel as JSON, as those of a rate card. */
export interface CarrierCardRow {
  id: string;
  scac: string;
  name: string;
  currency: string;
  validFrom: string;
  validTo: string | null;
  rates: readonly RateLine[];
  surroundings: Pick<RateCard, 'zones' | 'fuel'>;
  createdAt: number;
}

export const carrierCardTable = new EntitySchema<CarrierCardRow>({
  name: 'carrier_card',
  columns: {
    id: { ...column.id, primary: true },
    scac: { ...column.state },
    name: { ...column.name },
    currency: { type: 'varchar', length: '3' },
    validFrom: { ...column.state, name: 'valid_from' },
    validTo: { ...column.state, name: 'valid_to', nullable: true },
    rates: { ...column.json },
    surroundings: { ...column.json },
    createdAt: { ...column.instant, name: 'created_at' },
  },
  indices: [{ name: 'carrier_card_scac', columns: ['scac', 'validFrom', 'id'] }],
});

/** One row per invoice of a carrier. */
export const carrierInvoiceTable = new EntitySchema<CarrierInvoice>({
  name: 'carrier_invoice',
  columns: {
    id: { ...column.id, primary: true },
    scac: { ...column.state },
    number: { ...column.code },
    accountId: { ...column.id, name: 'account_id' },
    shipmentId: { ...column.id, name: 'shipment_id' },
    shipmentNumber: { ...column.code, name: 'shipment_number' },
    source: { ...column.code },
    currency: { type: 'varchar', length: '3' },
    billedMinor: { ...column.long, name: 'billed_minor' },
    lines: { ...column.json, name: 'billed_lines' },
    expectedMinor: { ...column.long, name: 'expected_minor', nullable: true },
    expected: { ...column.json },
    refusal: { ...column.json, nullable: true },
    state: { ...column.state },
    payMinor: { ...column.long, name: 'pay_minor', nullable: true },
    answer: { ...column.text, nullable: true },
    receivedAt: { ...column.instant, name: 'received_at' },
    version: { ...column.whole },
  },
  indices: [
    { name: 'carrier_invoice_once', columns: ['scac', 'number'], unique: true },
    { name: 'carrier_invoice_shipment', columns: ['shipmentId'] },
    { name: 'carrier_invoice_state', columns: ['state', 'receivedAt', 'id'] },
    { name: 'carrier_invoice_received', columns: ['receivedAt', 'id'] },
  ],
});

/** How far carriers may be off where no unit has set it; one row, `all`. */
export interface ToleranceRow extends Tolerance {
  id: string;
}

export const toleranceTable = new EntitySchema<ToleranceRow>({
  name: 'carrier_tolerance',
  columns: {
    id: { ...column.state, primary: true },
    basisPoints: { ...column.whole, name: 'basis_points' },
    minor: { ...column.long, name: 'amount_minor' },
  },
});
