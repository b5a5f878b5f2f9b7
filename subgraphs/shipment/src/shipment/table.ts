import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { ShipmentState } from '../events.ts';
import { part } from './part-columns.ts';
import type { HandlingUnit, Party, Reference, ShipmentLine, Stop } from './parts.ts';
import type { Shipment } from './shipment.ts';

/** A shipment as one flat row. */
export interface ShipmentRow extends Omit<Shipment, 'tender' | 'eta' | 'told'> {
  state: ShipmentState;
  tenderVersion: number | null;
  tenderRespondBy: number | null;
  tenderAnswer: 'ACCEPTED' | 'DECLINED' | null;
  tenderAnsweredAt: number | null;
  tenderReason: string | null;
  etaAt: number | null;
  etaZone: string | null;
  etaReason: string | null;
  etaReasonCode: string | null;
  etaChangedAt: number | null;
  etaPreviousAt: number | null;
  etaFactAt: number | null;
  toldAt: number | null;
  toldEta: number | null;
  toldReason: string | null;
  toldReasonCode: string | null;
}

/** Shipments. The indexes serve lists of one account and of all, by state and by age. */
export const shipmentTable = new EntitySchema<ShipmentRow>({
  name: 'shipment',
  columns: {
    id: { ...column.id, primary: true },
    number: { ...column.state },
    kind: { ...column.state },
    state: { ...column.state },
    accountId: { ...column.id, name: 'account_id' },
    consigneeId: { ...column.id, name: 'consignee_id', nullable: true },
    contractId: { ...column.id, name: 'contract_id', nullable: true },
    orderNumber: { ...column.code, name: 'order_number' },
    mode: { ...column.state, nullable: true },
    carrierScac: { ...column.state, name: 'carrier_scac', nullable: true },
    freightTerms: { ...column.state, name: 'freight_terms', nullable: true },
    tenderVersion: { ...column.whole, name: 'tender_version', nullable: true },
    tenderRespondBy: { ...column.instant, name: 'tender_respond_by', nullable: true },
    tenderAnswer: { ...column.state, name: 'tender_answer', nullable: true },
    tenderAnsweredAt: { ...column.instant, name: 'tender_answered_at', nullable: true },
    tenderReason: { ...column.line, name: 'tender_reason', nullable: true },
    etaAt: { ...column.instant, name: 'eta_at', nullable: true },
    etaZone: { ...column.code, name: 'eta_zone', nullable: true },
    etaReason: { ...column.line, name: 'eta_reason', nullable: true },
    etaReasonCode: { ...column.state, name: 'eta_reason_code', nullable: true },
    etaChangedAt: { ...column.instant, name: 'eta_changed_at', nullable: true },
    etaPreviousAt: { ...column.instant, name: 'eta_previous_at', nullable: true },
    etaFactAt: { ...column.instant, name: 'eta_fact_at', nullable: true },
    toldAt: { ...column.instant, name: 'told_at', nullable: true },
    toldEta: { ...column.instant, name: 'told_eta', nullable: true },
    toldReason: { ...column.line, name: 'told_reason', nullable: true },
    toldReasonCode: { ...column.state, name: 'told_reason_code', nullable: true },
    promisedAt: { ...column.instant, name: 'promised_at', nullable: true },
    deliveredAt: { ...column.instant, name: 'delivered_at', nullable: true },
    lateAfter: { ...column.instant, name: 'late_after', nullable: true },
    openExceptionCount: { ...column.whole, name: 'open_exceptions' },
    pieces: { ...column.decimal },
    weightGrams: { ...column.long, name: 'weight_grams', nullable: true },
    guaranteed: { ...column.flag },
    note: { ...column.text, nullable: true },
    source: { ...column.code },
    createdAt: { ...column.instant, name: 'created_at' },
    updatedAt: { ...column.instant, name: 'updated_at' },
    version: { ...column.whole },
  },
  indices: [
    { name: 'shipment_number', columns: ['number'], unique: true },
    { name: 'shipment_order', columns: ['accountId', 'kind', 'orderNumber'], unique: true },
    { name: 'shipment_account_state', columns: ['accountId', 'state', 'createdAt', 'id'] },
    { name: 'shipment_account_created', columns: ['accountId', 'createdAt', 'id'] },
    { name: 'shipment_state', columns: ['state', 'createdAt', 'id'] },
    { name: 'shipment_created', columns: ['createdAt', 'id'] },
    { name: 'shipment_late', columns: ['accountId', 'lateAfter'] },
    { name: 'shipment_exceptions', columns: ['accountId', 'openExceptionCount'] },
  ],
});

/** A text that a shipment is found by. */
export interface SearchRow {
  accountId: string;
  token: string;
  shipmentId: string;
}

/** Search tokens: account first, because nearly every search is one account's. */
export const searchTable = new EntitySchema<SearchRow>({
  name: 'shipment_search',
  columns: {
    accountId: { ...column.id, name: 'account_id', primary: true },
    token: { ...column.code, primary: true },
    shipmentId: { ...column.id, name: 'shipment_id', primary: true },
  },
  indices: [
    { name: 'shipment_search_token', columns: ['token'] },
    { name: 'shipment_search_shipment', columns: ['shipmentId'] },
  ],
});

/** Numbers of partners. */
export const referenceTable = new EntitySchema<Reference>({
  name: 'shipment_reference',
  columns: {
    ...part,
    kind: { ...column.state },
    value: { ...column.name },
    qualifier: { ...column.code, nullable: true },
  },
  indices: [{ name: 'shipment_reference_shipment', columns: ['shipmentId'] }],
});

/** Who has which role. */
export const partyTable = new EntitySchema<Party>({
  name: 'shipment_party',
  columns: {
    ...part,
    role: { ...column.state },
    name: { ...column.name },
    code: { ...column.code, nullable: true },
    codeQualifier: { ...column.code, name: 'code_qualifier', nullable: true },
    address: { ...column.json, nullable: true },
    phone: { ...column.code, nullable: true },
    email: { ...column.line, nullable: true },
  },
  indices: [{ name: 'shipment_party_shipment', columns: ['shipmentId'] }],
});

/** Ordered items, and what was shipped of them. */
export const lineTable = new EntitySchema<ShipmentLine>({
  name: 'shipment_line',
  columns: {
    ...part,
    lineNumber: { ...column.whole, name: 'line_number' },
    sku: { ...column.code },
    description: { ...column.line, nullable: true },
    lot: { ...column.code, nullable: true },
    unit: { ...column.state },
    orderedQuantity: { ...column.decimal, name: 'ordered_quantity' },
    shippedQuantity: { ...column.decimal, name: 'shipped_quantity', nullable: true },
    reservedQuantity: { ...column.decimal, name: 'reserved_quantity', nullable: true },
    substituteSku: { ...column.code, name: 'substitute_sku', nullable: true },
    productIds: { ...column.json, name: 'product_ids' },
    weightGrams: { ...column.long, name: 'weight_grams', nullable: true },
  },
  indices: [{ name: 'shipment_line_shipment', columns: ['shipmentId'] }],
});

/** Pallets and cartons. */
export const handlingUnitTable = new EntitySchema<HandlingUnit>({
  name: 'handling_unit',
  columns: {
    ...part,
    kind: { ...column.state },
    sscc: { ...column.code, nullable: true },
    weightGrams: { ...column.long, name: 'weight_grams', nullable: true },
    trackingNumber: { ...column.code, name: 'tracking_number', nullable: true },
  },
  indices: [{ name: 'handling_unit_shipment', columns: ['shipmentId'] }],
});

/** Places on the way, each with its zone. */
export const stopTable = new EntitySchema<Stop>({
  name: 'shipment_stop',
  columns: {
    ...part,
    sequence: { ...column.whole },
    kind: { ...column.state },
    name: { ...column.name },
    address: { ...column.json },
    timeZone: { ...column.code, name: 'time_zone' },
    latitude: { ...column.decimal, nullable: true },
    longitude: { ...column.decimal, nullable: true },
    windowFrom: { ...column.instant, name: 'window_from', nullable: true },
    windowTo: { ...column.instant, name: 'window_to', nullable: true },
    arrivedAt: { ...column.instant, name: 'arrived_at', nullable: true },
    departedAt: { ...column.instant, name: 'departed_at', nullable: true },
  },
  indices: [{ name: 'shipment_stop_shipment', columns: ['shipmentId'] }],
});
