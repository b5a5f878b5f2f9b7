import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Confirmation, InboundLine, InboundNotice, InboundUnit } from './inbound-notice.ts';
import type { Receipt, ReceiptLine } from './receipt.ts';
import type { WarehouseName } from './warehouse-name.ts';

const part = {
  id: { ...column.id, primary: true },
  accountId: { ...column.id, name: 'account_id' },
  noticeId: { ...column.id, name: 'notice_id' },
} as const;

/** A notice as one flat row. Without a shipment reference it has an empty one: a unique key takes nulls for different. */
export interface InboundRow extends Omit<InboundNotice, 'confirmation' | 'shipmentReference'> {
  shipmentReference: string;
  confirmationState: Confirmation['state'] | null;
  confirmedAt: number | null;
  confirmedBy: string | null;
  confirmationReason: string | null;
}

/** Notices. The indexes serve lists of one account and of all, by state and by age. */
export const inboundTable = new EntitySchema<InboundRow>({
  name: 'inbound_notice',
  columns: {
    id: { ...column.id, primary: true },
    number: { ...column.state },
    kind: { ...column.state },
    state: { ...column.state },
    accountId: { ...column.id, name: 'account_id' },
    source: { ...column.code },
    orderNumber: { ...column.code, name: 'order_number' },
    shipmentReference: { ...column.code, name: 'shipment_reference' },
    warehouse: { ...column.code },
    carrierScac: { ...column.state, name: 'carrier_scac', nullable: true },
    trailer: { ...column.code, nullable: true },
    seal: { ...column.code, nullable: true },
    expectedAt: { ...column.instant, name: 'expected_at', nullable: true },
    arrivedAt: { ...column.instant, name: 'arrived_at', nullable: true },
    shippedAt: { ...column.instant, name: 'shipped_at', nullable: true },
    parties: { ...column.json },
    references: { ...column.json, name: 'reference_list' },
    note: { ...column.text, nullable: true },
    confirmationState: { ...column.state, name: 'confirmation_state', nullable: true },
    confirmedAt: { ...column.instant, name: 'confirmed_at', nullable: true },
    confirmedBy: { ...column.name, name: 'confirmed_by', nullable: true },
    confirmationReason: { ...column.line, name: 'confirmation_reason', nullable: true },
    createdAt: { ...column.instant, name: 'created_at' },
    updatedAt: { ...column.instant, name: 'updated_at' },
    version: { ...column.whole },
  },
  indices: [
    { name: 'inbound_notice_number', columns: ['number'], unique: true },
    {
      name: 'inbound_notice_order',
      columns: ['accountId', 'kind', 'orderNumber', 'shipmentReference'],
      unique: true,
    },
    { name: 'inbound_notice_account_state', columns: ['accountId', 'state', 'createdAt', 'id'] },
    { name: 'inbound_notice_account_created', columns: ['accountId', 'createdAt', 'id'] },
    { name: 'inbound_notice_created', columns: ['createdAt', 'id'] },
  ],
});

/** A text that a notice is found by. */
export interface InboundSearchRow {
  accountId: string;
  token: string;
  noticeId: string;
}

/** Search tokens: account first, because nearly every search is one account's. */
export const inboundSearchTable = new EntitySchema<InboundSearchRow>({
  name: 'inbound_search',
  columns: {
    accountId: { ...column.id, name: 'account_id', primary: true },
    token: { ...column.code, primary: true },
    noticeId: { ...column.id, name: 'notice_id', primary: true },
  },
  indices: [
    { name: 'inbound_search_token', columns: ['token'] },
    { name: 'inbound_search_notice', columns: ['noticeId'] },
  ],
});

/** Expected items, and what came of them. */
export const inboundLineTable = new EntitySchema<InboundLine>({
  name: 'inbound_line',
  columns: {
    ...part,
    lineNumber: { ...column.whole, name: 'line_number' },
    sku: { ...column.code },
    description: { ...column.line, nullable: true },
    lot: { ...column.code, nullable: true },
    unit: { ...column.state },
    expectedQuantity: { ...column.decimal, name: 'expected_quantity' },
    receivedQuantity: { ...column.decimal, name: 'received_quantity', nullable: true },
    damagedQuantity: { ...column.decimal, name: 'damaged_quantity', nullable: true },
    confirmedQuantity: { ...column.decimal, name: 'confirmed_quantity', nullable: true },
    priceMinor: { ...column.long, name: 'price_minor', nullable: true },
    currency: { ...column.state, nullable: true },
    productIds: { ...column.json, name: 'product_ids' },
  },
  indices: [{ name: 'inbound_line_notice', columns: ['noticeId'] }],
});

/** Pallets and cartons on their way. */
export const inboundUnitTable = new EntitySchema<InboundUnit>({
  name: 'inbound_unit',
  columns: {
    ...part,
    kind: { ...column.state },
    sscc: { ...column.code, nullable: true },
    weightGrams: { ...column.long, name: 'weight_grams', nullable: true },
    trackingNumber: { ...column.code, name: 'tracking_number', nullable: true },
    contents: { ...column.json },
  },
  indices: [{ name: 'inbound_unit_notice', columns: ['noticeId'] }],
});

/** Counts at the dock. A key is taken once per notice. */
export const receiptTable = new EntitySchema<Receipt>({
  name: 'inbound_receipt',
  columns: {
    ...part,
    number: { ...column.state },
    receivedAt: { ...column.instant, name: 'received_at' },
    by: { ...column.name, name: 'done_by' },
    idempotencyKey: { ...column.code, name: 'idempotency_key', nullable: true },
  },
  indices: [{ name: 'inbound_receipt_key', columns: ['noticeId', 'idempotencyKey'], unique: true }],
});

/** What was counted. */
export const receiptLineTable = new EntitySchema<ReceiptLine>({
  name: 'inbound_receipt_line',
  columns: {
    ...part,
    receiptId: { ...column.id, name: 'receipt_id' },
    lineNumber: { ...column.whole, name: 'line_number' },
    sku: { ...column.code },
    lot: { ...column.code, nullable: true },
    unit: { ...column.state },
    quantity: { ...column.decimal },
    damaged: { ...column.decimal },
    location: { ...column.code },
    note: { ...column.line, nullable: true },
  },
  indices: [{ name: 'inbound_receipt_line_receipt', columns: ['receiptId'] }],
});

/** Names of warehouses by the codes that an account has for them, learnt from what it announced. */
export const warehouseNameTable = new EntitySchema<WarehouseName>({
  name: 'warehouse_name',
  columns: {
    accountId: { ...column.id, name: 'account_id', primary: true },
    code: { ...column.code, primary: true },
    name: { ...column.code },
  },
});
