import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import { part } from '../shipment/part-columns.ts';
import type { DeliveryInstruction, TrackingLink } from './link.ts';

/** Links by the hash of their token. */
export const linkTable = new EntitySchema<TrackingLink>({
  name: 'tracking_link',
  columns: {
    ...part,
    tokenHash: { ...column.code, name: 'token_hash' },
    scopes: { ...column.json },
    createdAt: { ...column.instant, name: 'created_at' },
    expiresAt: { ...column.instant, name: 'expires_at' },
    revokedAt: { ...column.instant, name: 'revoked_at', nullable: true },
    lastUsedAt: { ...column.instant, name: 'last_used_at', nullable: true },
  },
  indices: [
    { name: 'tracking_link_token', columns: ['tokenHash'], unique: true },
    { name: 'tracking_link_shipment', columns: ['shipmentId'] },
  ],
});

/** What consignees asked of drivers. */
export const instructionTable = new EntitySchema<DeliveryInstruction>({
  name: 'delivery_instruction',
  columns: {
    ...part,
    text: { ...column.text, name: 'instruction' },
    by: { ...column.name, name: 'given_by' },
    at: { ...column.instant, name: 'given_at' },
  },
  indices: [{ name: 'delivery_instruction_shipment', columns: ['shipmentId'] }],
});
