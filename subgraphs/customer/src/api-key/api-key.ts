import { ok, type Result, refuse } from '@quayside/shared/result';
import { firstFault, type Optional, textFault } from '../checks.ts';

/** A key for machines. Its secret is not part of it: only the hash is kept, and that in the store alone. */
export interface ApiKey {
  readonly id: string;
  /** First characters of the secret, to recognise it by. */
  readonly prefix: string;
  readonly name: string;
  readonly accountId: string;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
}

/** The key and, this once, its secret. */
export interface ApiKeyCreated {
  readonly apiKey: ApiKey;
  readonly secret: string;
}

export interface CreateApiKeyInput {
  readonly accountId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresAt?: Optional<number>;
}

const SCOPES: readonly string[] = ['read', 'write', 'edi'];
const MARK = 'qk_';
const PREFIX_LENGTH = MARK.length + 8;

/** The secret as its owner carries it: the mark tells scanners of leaked secrets what they found. */
export const keySecret = (random: string): string => `${MARK}${random}`;

/** A new key of an account. */
export function createdKey(
  input: CreateApiKeyInput,
  { id, secret, now }: { id: string; secret: string; now: number },
): Result<ApiKey> {
  const fault = firstFault([textFault('name', input.name)]);
  if (fault) return { ok: false, refusal: fault };
  const scopes = SCOPES.filter((scope) => input.scopes.includes(scope));
  const unknown = input.scopes.find((scope) => !SCOPES.includes(scope));
  if (unknown !== undefined || scopes.length === 0)
    return refuse('API_KEY_SCOPE_UNKNOWN', `A key has one or more of the scopes ${SCOPES.join(', ')}.`, {
      field: 'scopes',
    });
  if (input.expiresAt && input.expiresAt <= now)
    return refuse('API_KEY_EXPIRES_IN_PAST', 'The key would have expired already.', { field: 'expiresAt' });
  return ok({
    id,
    prefix: secret.slice(0, PREFIX_LENGTH),
    name: input.name.trim(),
    accountId: input.accountId,
    scopes,
    createdAt: now,
    lastUsedAt: null,
    expiresAt: input.expiresAt ?? null,
    revokedAt: null,
  });
}

export const isUsable = (key: ApiKey, now: number): boolean =>
  key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now);
