import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { EvidenceItem, EvidencePack } from './evidence.ts';

/** One row per pack; the unique number makes exactly one of them for a filing. */
export const evidencePackTable = new EntitySchema<EvidencePack>({
  name: 'evidence_pack',
  columns: {
    id: { ...column.id, primary: true },
    claimId: { ...column.id, name: 'claim_id' },
    claimNumber: { ...column.code, name: 'claim_number' },
    accountId: { ...column.id, name: 'account_id' },
    shipmentId: { ...column.id, name: 'shipment_id' },
    number: { ...column.whole, name: 'pack_number' },
    state: { ...column.state },
    asOf: { ...column.instant, name: 'as_of' },
    frozenAt: { ...column.instant, name: 'frozen_at', nullable: true },
    previousManifestSha256: { ...column.code, name: 'previous_manifest_sha256', nullable: true },
    auditPreviousSha256: { ...column.code, name: 'audit_previous_sha256', nullable: true },
    manifestSha256: { ...column.code, name: 'manifest_sha256', nullable: true },
    auditSeq: { ...column.long, name: 'audit_seq', nullable: true },
    itemCount: { ...column.whole, name: 'item_count' },
    sizeBytes: { ...column.long, name: 'size_bytes' },
    version: { ...column.whole },
  },
  indices: [
    { name: 'evidence_pack_claim', columns: ['claimId', 'number'], unique: true },
    { name: 'evidence_pack_state', columns: ['state', 'id'] },
    { name: 'evidence_pack_shipment', columns: ['shipmentId'] },
  ],
});

/** Items are added when the pack is frozen, never changed. */
export const evidenceItemTable = new EntitySchema<EvidenceItem>({
  name: 'evidence_item',
  columns: {
    id: { ...column.id, primary: true },
    packId: { ...column.id, name: 'pack_id' },
    accountId: { ...column.id, name: 'account_id' },
    position: { ...column.whole, name: 'pack_position' },
    kind: { ...column.state },
    ref: { ...column.id },
    title: { ...column.line },
    at: { ...column.instant },
    timeZone: { ...column.code, name: 'time_zone' },
    who: { ...column.name, nullable: true },
    source: { ...column.code },
    path: { ...column.line },
    mediaType: { ...column.name, name: 'media_type' },
    sizeBytes: { ...column.long, name: 'size_bytes' },
    sha256: { ...column.code },
    stored: { ...column.state },
  },
  indices: [{ name: 'evidence_item_pack', columns: ['packId', 'position'], unique: true }],
});

/** A stretch of a frozen text: of an item, or of a pack's manifest. */
export interface EvidenceTextRow {
  /** `<item or pack id>-<part>` */
  id: string;
  ownerId: string;
  packId: string;
  part: number;
  text: string;
}

/** MySQL's TEXT is short, and a statement or a manifest may be long: texts lie in parts. */
export const evidenceTextTable = new EntitySchema<EvidenceTextRow>({
  name: 'evidence_text',
  columns: {
    id: { ...column.code, primary: true },
    ownerId: { ...column.id, name: 'owner_id' },
    packId: { ...column.id, name: 'pack_id' },
    part: { ...column.whole },
    text: { ...column.text },
  },
  indices: [{ name: 'evidence_text_owner', columns: ['ownerId', 'part'] }],
});
