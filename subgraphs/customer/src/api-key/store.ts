import { insertRows } from '@quayside/shared/db/bulk';
import { toNumber } from '@quayside/shared/db/columns';
import { withinReach } from '@quayside/shared/db/reach';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import { type EntityManager, IsNull } from 'typeorm';
import type { ApiKey } from './api-key.ts';
import { mayManageKeys } from './policy.ts';
import { apiKeyTable } from './table.ts';

interface RawApiKey {
  id: string;
  secret_hash: string;
  prefix: string;
  name: string;
  account_id: string;
  scopes: string;
  created_at: number | string;
  last_used_at: number | string | null;
  expires_at: number | string | null;
  revoked_at: number | string | null;
}

const toApiKey = (row: RawApiKey): ApiKey => ({
  id: row.id,
  prefix: row.prefix,
  name: row.name,
  accountId: row.account_id,
  scopes: JSON.parse(row.scopes) as string[],
  createdAt: Number(row.created_at),
  lastUsedAt: toNumber(row.last_used_at),
  expiresAt: toNumber(row.expires_at),
  revokedAt: toNumber(row.revoked_at),
});

/** Keys are seen by those who manage them, and by nobody else within the account's reach. */
async function selectKeys(
  em: EntityManager,
  viewer: Viewer,
  condition: string,
  parameters: Record<string, unknown>,
): Promise<ApiKey[]> {
  const reach = withinReach(viewer, { account: 'k.account_id' });
  const sql = `SELECT k.* FROM api_key k WHERE ${condition} AND ${reach.sql} ORDER BY k.created_at DESC, k.id DESC`;
  const rows = await selectRows<RawApiKey>(em, sql, { ...parameters, ...reach.parameters });
  return rows.map(toApiKey).filter((key) => mayManageKeys(viewer, key.accountId));
}

export const findKeys = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<ApiKey[]> =>
  selectKeys(em, viewer, 'k.id IN :ids', { ids });

export const findKeysOf = (em: EntityManager, viewer: Viewer, accountIds: readonly string[]): Promise<ApiKey[]> =>
  selectKeys(em, viewer, 'k.account_id IN :accountIds', { accountIds });

/** The key behind a secret, before there is a viewer: one query by a unique key. */
export async function findKeyByHash(em: EntityManager, secretHash: string): Promise<ApiKey | null> {
  const sql = 'SELECT k.* FROM api_key k WHERE k.secret_hash = :secretHash';
  const [row] = await selectRows<RawApiKey>(em, sql, { secretHash });
  return row ? toApiKey(row) : null;
}

export const insertKey = (em: EntityManager, key: ApiKey, secretHash: string): Promise<void> =>
  insertRows(em, apiKeyTable, [{ ...key, secretHash }]);

export const touchKey = async (em: EntityManager, id: string, at: number): Promise<void> => {
  await em.getRepository(apiKeyTable).update({ id }, { lastUsedAt: at });
};

/** Revokes a key. Gives the hash of its secret, or null when it has been revoked before. */
export async function revokeRow(em: EntityManager, id: string, at: number): Promise<string | null> {
  const keys = em.getRepository(apiKeyTable);
  const outcome = await keys.update({ id, revokedAt: IsNull() }, { revokedAt: at });
  return outcome.affected === 1 ? (await keys.findOneByOrFail({ id })).secretHash : null;
}
