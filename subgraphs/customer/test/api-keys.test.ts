import { createHash } from 'node:crypto';
import { MINUTE } from '@quayside/shared/instant';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { aWorld, CREATE_KEY, customerApis } from './customer-api.ts';

const VERIFY = 'query($secret: String!) { verifyApiKey(secret: $secret) { viewer expiresAt } }';
const REVOKE = 'mutation($id: ID!) { revokeApiKey(id: $id) { ... on ApiKey { id revokedAt } } }';

eachDatabase((engine) => {
  const start = customerApis(engine);

  async function keys() {
    const { api } = await aWorld(await start());
    const administrator = api.as(aShipper('acme', 'SHIPPER_ADMINISTRATOR'));
    const create = async (facts: object = {}) =>
      (
        await administrator.ask(CREATE_KEY, {
          input: { accountId: 'acme', name: 'WMS', scopes: ['edi', 'read'], ...facts },
        })
      ).createApiKey;
    const verify = async (secret: string) => (await api.system.ask(VERIFY, { secret })).verifyApiKey;
    return { api, administrator, create, verify };
  }

  describe('API keys', () => {
    it('are shown once and recognised by their start', async () => {
      const { api, create, verify } = await keys();
      const { secret, apiKey } = await create();
      expect(secret).toMatch(/^qk_[\w-]{43}$/);
      expect(apiKey).toMatchObject({ prefix: secret.slice(0, 11), scopes: ['read', 'edi'] });
      expect(JSON.parse((await verify(secret)).viewer)).toEqual({
        kind: 'key',
        id: apiKey.id,
        name: 'WMS',
        role: null,
        reach: { kind: 'account', accountId: 'acme' },
        scopes: ['read', 'edi'],
      });
      const rows = JSON.stringify(await api.subgraph.db.read((em) => em.query('SELECT * FROM api_key')));
      expect(rows).not.toContain(secret);
    });

    it('note their use once a minute at most', async () => {
      const { api, administrator, create, verify } = await keys();
      const { secret } = await create();
      const lastUsed = async () =>
        (await administrator.ask('{ account(id: "acme") { apiKeys { lastUsedAt } } }')).account.apiKeys[0].lastUsedAt;
      await verify(secret);
      const first = await lastUsed();
      api.clock.advance(MINUTE - 1);
      await verify(secret);
      expect(await lastUsed()).toBe(first);
      api.clock.advance(1);
      await verify(secret);
      expect(Date.parse(await lastUsed()) - Date.parse(first)).toBe(MINUTE);
    });

    it('stop at their expiry', async () => {
      const { api, create, verify } = await keys();
      const { secret } = await create({ expiresAt: '2026-03-02T13:00:00Z' });
      expect(await verify(secret)).toMatchObject({ expiresAt: '2026-03-02T13:00:00.000Z' });
      api.clock.set('2026-03-02T13:00:00Z');
      expect(await verify(secret)).toBeNull();
    });

    it('stop when revoked, and the gateway hears it once', async () => {
      const { api, administrator, create, verify } = await keys();
      const { secret, apiKey } = await create();
      const first = (await administrator.ask(REVOKE, { id: apiKey.id })).revokeApiKey;
      api.clock.advance(MINUTE);
      expect((await administrator.ask(REVOKE, { id: apiKey.id })).revokeApiKey).toEqual(first);
      expect(await verify(secret)).toBeNull();
      const events = (await api.events()).filter((event) => event.type === 'credential.revoked.v1');
      const credentialHash = createHash('sha256').update(secret).digest('hex');
      expect(events.map(({ accountId, data }) => ({ accountId, data }))).toEqual([
        { accountId: 'acme', data: { credentialHash } },
      ]);
    });

    it.each([
      ['no scope', { scopes: [] }, 'API_KEY_SCOPE_UNKNOWN'],
      ['a scope that does not exist', { scopes: ['read', 'root'] }, 'API_KEY_SCOPE_UNKNOWN'],
      ['an expiry in the past', { expiresAt: '2026-03-02T12:00:00Z' }, 'API_KEY_EXPIRES_IN_PAST'],
      ['no name', { name: '' }, 'TEXT_BLANK'],
    ])('are refused with %s', async (_, facts, code) => {
      const { create } = await keys();
      expect(await create(facts)).toMatchObject({ code });
    });

    it('are hidden from those who do not manage them', async () => {
      const { api, create } = await keys();
      const { apiKey } = await create();
      const listed = async (viewer: Parameters<typeof api.as>[0]) =>
        (await api.as(viewer).ask('{ account(id: "acme") { apiKeys { id } } }')).account?.apiKeys;
      expect(await listed(aStaffMember('/group/', 'ADMINISTRATOR'))).toEqual([{ id: apiKey.id }]);
      expect(await listed(aShipper('acme'))).toEqual([]);
      expect(await listed(aKey('acme'))).toEqual([]);
      expect(await listed(aStaffMember('/group/east/', 'ACCOUNT_MANAGER'))).toEqual([]);
      expect(await listed(aStaffMember('/group/west/', 'ADMINISTRATOR'))).toBeUndefined();
    });

    it('are managed by administrators of the account only', async () => {
      const { api, create } = await keys();
      const { apiKey } = await create();
      const input = { accountId: 'acme', name: 'Mine', scopes: ['read'] };
      const codes = async (viewer: Parameters<typeof api.as>[0]) => {
        const answers = [
          await api.as(viewer).answer(CREATE_KEY, { input }),
          await api.as(viewer).answer(REVOKE, { id: apiKey.id }),
        ];
        return answers.map((answer) => answer.errors?.[0]?.extensions?.['code']);
      };
      expect(await codes(aShipper('acme'))).toEqual(['FORBIDDEN', 'NOT_FOUND']);
      expect(await codes(aKey('acme'))).toEqual(['FORBIDDEN', 'NOT_FOUND']);
      expect(await codes(aShipper('globex', 'SHIPPER_ADMINISTRATOR'))).toEqual(['NOT_FOUND', 'NOT_FOUND']);
      expect(await codes(aStaffMember('/group/west/', 'ADMINISTRATOR'))).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    });
  });
});
