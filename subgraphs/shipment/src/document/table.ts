import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import { part } from '../shipment/part-columns.ts';
import type { ShipmentDocument, StoredFile } from './document.ts';

/** Facts of uploaded bytes. */
export const storedFileTable = new EntitySchema<StoredFile>({
  name: 'stored_file',
  columns: {
    id: { ...column.id, primary: true },
    accountId: { ...column.id, name: 'account_id', nullable: true },
    shipmentId: { ...column.id, name: 'shipment_id', nullable: true },
    uploadedBy: { ...column.code, name: 'uploaded_by' },
    sha256: { ...column.code },
    fileName: { ...column.name, name: 'file_name' },
    mediaType: { ...column.name, name: 'media_type' },
    sizeBytes: { ...column.long, name: 'size_bytes' },
    createdAt: { ...column.instant, name: 'created_at' },
  },
  indices: [{ name: 'stored_file_account', columns: ['accountId', 'createdAt'] }],
});

/** Files in their role for a shipment; a file has each role once. */
export const documentTable = new EntitySchema<ShipmentDocument>({
  name: 'shipment_document',
  columns: {
    ...part,
    fileId: { ...column.id, name: 'file_id' },
    kind: { ...column.state },
    fileName: { ...column.name, name: 'file_name' },
    mediaType: { ...column.name, name: 'media_type' },
    sizeBytes: { ...column.long, name: 'size_bytes' },
    sha256: { ...column.code },
    createdAt: { ...column.instant, name: 'created_at' },
  },
  indices: [{ name: 'shipment_document_file', columns: ['shipmentId', 'fileId', 'kind'], unique: true }],
});
