import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { AccountEntry, ContractEntry, FileEntry, InvoiceEntry, ShipmentEntry } from './directory.ts';
import type { MemberEntry } from './member.ts';

/** What this subgraph holds of shipments, from their events. */
export const shipmentDirectoryTable = new EntitySchema<ShipmentEntry>({
  name: 'shipment_directory',
  columns: {
    shipmentId: { ...column.id, name: 'shipment_id', primary: true },
    accountId: { ...column.id, name: 'account_id' },
    number: { ...column.code },
    state: { ...column.state },
    carrierScac: { ...column.code, name: 'carrier_scac', nullable: true },
    consigneeId: { ...column.id, name: 'consignee_id', nullable: true },
    contractId: { ...column.id, name: 'contract_id', nullable: true },
    deliveredAt: { ...column.instant, name: 'delivered_at', nullable: true },
  },
});

/** What this subgraph holds of accounts. */
export const accountDirectoryTable = new EntitySchema<AccountEntry>({
  name: 'account_directory',
  columns: {
    accountId: { ...column.id, name: 'account_id', primary: true },
    name: { ...column.name },
    accountManagerId: { ...column.id, name: 'account_manager_id', nullable: true },
    region: { ...column.name, nullable: true },
  },
});

/** What this subgraph holds of stored files: whose they are and what they truly are. */
export const fileDirectoryTable = new EntitySchema<FileEntry>({
  name: 'file_directory',
  columns: {
    fileId: { ...column.id, name: 'file_id', primary: true },
    accountId: { ...column.id, name: 'account_id', nullable: true },
    linkedShipmentId: { ...column.id, name: 'linked_shipment_id', nullable: true },
    uploadedBy: { ...column.code, name: 'uploaded_by' },
    mediaType: { ...column.name, name: 'media_type' },
  },
});

/** The terms of contracts, which decide who may use what. */
export const contractTermsTable = new EntitySchema<ContractEntry>({
  name: 'contract_terms',
  columns: {
    contractId: { ...column.id, name: 'contract_id', primary: true },
    accountId: { ...column.id, name: 'account_id' },
    terms: { ...column.json },
  },
  indices: [{ name: 'contract_terms_account', columns: ['accountId'] }],
});

/** What this subgraph holds of invoices: whose they are. */
export const invoiceDirectoryTable = new EntitySchema<InvoiceEntry>({
  name: 'invoice_directory',
  columns: {
    invoiceId: { ...column.id, name: 'invoice_id', primary: true },
    accountId: { ...column.id, name: 'account_id' },
  },
});

/** What this subgraph holds of the people who sign in. */
export const memberDirectoryTable = new EntitySchema<MemberEntry>({
  name: 'member_directory',
  columns: {
    memberId: { ...column.id, name: 'member_id', primary: true },
    name: { ...column.name },
    email: { ...column.line },
    role: { ...column.state },
    accountId: { ...column.id, name: 'account_id', nullable: true },
    unitPath: { ...column.line, name: 'unit_path', nullable: true },
    locale: { ...column.state },
    timeZone: { ...column.code, name: 'time_zone' },
    active: { ...column.flag },
    scopes: { ...column.json },
    permissions: { ...column.json, nullable: true },
    data: { ...column.json, name: 'data_rights', nullable: true },
  },
  indices: [
    { name: 'member_directory_account', columns: ['accountId'] },
    { name: 'member_directory_role', columns: ['role'] },
  ],
});
