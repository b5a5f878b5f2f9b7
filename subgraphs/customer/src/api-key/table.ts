import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';

export interface ApiKeyRow {
  id: string;
  secretHash: string;
  prefix: string;
  name: string;
  accountId: string;
  scopes: readonly string[];
  createdAt: number;
  lastUsedAt: number | null;
  expiresAt: number | null;
  revokedAt: number | null;
}

export const apiKeyTable = new EntitySchema<ApiKeyRow>({
  name: 'api_key',
  columns: {
    id: { ...column.id, primary: true },
    secretHash: { ...column.code, name: 'secret_hash' },
    prefix: { ...column.state },
    name: { ...column.name },
    accountId: { ...column.id, name: 'account_id' },
    scopes: { ...column.json },
    createdAt: { ...column.instant, name: 'created_at' },
    lastUsedAt: { ...column.instant, name: 'last_used_at', nullable: true },
    expiresAt: { ...column.instant, name: 'expires_at', nullable: true },
    revokedAt: { ...column.instant, name: 'revoked_at', nullable: true },
  },
  indices: [
    { name: 'api_key_secret', columns: ['secretHash'], unique: true },
    { name: 'api_key_account', columns: ['accountId', 'createdAt'] },
  ],
});
