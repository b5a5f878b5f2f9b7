import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result } from '@quayside/shared/result';
import { findAccount } from '../account/store.ts';
import { newSecret, secretHash } from '../secrets.ts';
import type { Verified } from '../sign-in/commands.ts';
import { assertGateway } from '../sign-in/policy.ts';
import { credentialRevoked } from '../sign-in/revocation.ts';
import { TOUCH_INTERVAL } from '../sign-in/sign-in.ts';
import { type ApiKey, type ApiKeyCreated, type CreateApiKeyInput, createdKey, isUsable, keySecret } from './api-key.ts';
import { mayManageKeys } from './policy.ts';
import { findKeyByHash, findKeys, insertKey, revokeRow, touchKey } from './store.ts';

/** Makes a key for a customer's machines. The secret is shown now and never again. */
export async function createApiKey(ctx: CommandContext, input: CreateApiKeyInput): Promise<Result<ApiKeyCreated>> {
  return ctx.db.write(async (em) => {
    if (!(await findAccount(em, ctx.viewer, input.accountId))) throw notFound('The account');
    if (!mayManageKeys(ctx.viewer, input.accountId)) throw forbidden('manage the keys of this account');
    const secret = keySecret(newSecret());
    const created = createdKey(input, { id: newId(), secret, now: ctx.now() });
    if (!created.ok) return created;
    await insertKey(em, created.value, secretHash(secret));
    return ok({ apiKey: created.value, secret });
  });
}

/** Ends a key at once; the sockets it opened are closed. Revoking twice changes nothing. */
export async function revokeApiKey(ctx: CommandContext, id: string): Promise<Result<ApiKey>> {
  return ctx.db.write(async (em) => {
    const [key] = await findKeys(em, ctx.viewer, [id]);
    if (!key) throw notFound('The API key');
    const hash = await revokeRow(em, id, ctx.now());
    if (hash === null) return ok(key);
    await appendEvents(em, [credentialRevoked(ctx, { id, accountId: key.accountId, hash })]);
    return ok({ ...key, revokedAt: ctx.now() });
  });
}

/** The viewer behind a key's secret, or null when it is unknown, revoked or expired. */
export async function verifyApiKey(ctx: CommandContext, secret: string): Promise<Verified | null> {
  assertGateway(ctx.viewer);
  const key = await ctx.db.read((em) => findKeyByHash(em, secretHash(secret)));
  const now = ctx.now();
  if (!key || !isUsable(key, now)) return null;
  if (now - (key.lastUsedAt ?? 0) >= TOUCH_INTERVAL) await ctx.db.write((em) => touchKey(em, key.id, now));
  const { id, name, accountId, scopes, expiresAt } = key;
  return { viewer: { kind: 'key', id, name, role: null, reach: { kind: 'account', accountId }, scopes }, expiresAt };
}
