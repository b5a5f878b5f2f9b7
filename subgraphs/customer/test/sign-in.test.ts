import { createHash } from 'node:crypto';
import type { Viewer } from '@quayside/shared/identity';
import { HOUR, MINUTE } from '@quayside/shared/instant';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { aMember, aWorld, type CustomerApi, customerApis, INVITE, PASSWORD } from './customer-api.ts';

const OPEN = `mutation($email: String!, $password: String!) { openSession(email: $email, password: $password) {
  __typename ... on OpenedSession { token viewer expiresAt } ... on Refusal { code message } } }`;
const VERIFY = 'query($token: String!) { verifySession(token: $token) { viewer expiresAt } }';
const CLOSE = 'mutation($token: String!) { closeSession(token: $token) }';
const CHANGE = `mutation($current: String!, $next: String!) { changeMyPassword(current: $current, next: $next) {
  __typename ... on Refusal { code field } } }`;

const RESET = `mutation($id: ID!, $password: String!) { resetMemberPassword(id: $id, password: $password) {
  __typename ... on Refusal { code field } } }`;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

eachDatabase((engine) => {
  const start = customerApis(engine);

  async function signedUp() {
    const { api } = await aWorld(await start());
    await api.system.ask(INVITE, { input: aMember({ id: 'sam' }) });
    const open = async (password = PASSWORD, email = 'sam@acme.example') =>
      (await api.system.ask(OPEN, { email, password })).openSession;
    const verify = async (token: string) => (await api.system.ask(VERIFY, { token })).verifySession;
    const viewerOf = async (token: string): Promise<Viewer> => JSON.parse((await verify(token)).viewer);
    return { api, open, verify, viewerOf };
  }

  const revoked = async (api: CustomerApi) =>
    (await api.events()).filter((event) => event.type === 'credential.revoked.v1').map((event) => event.data);

  describe('sign-in', () => {
    it('opens a session that says who it is', async () => {
      const { open, viewerOf } = await signedUp();
      const { token, viewer } = await open(PASSWORD, ' SAM@acme.example ');
      expect(token).toMatch(/^[\w-]{43}$/);
      expect(JSON.parse(viewer)).toEqual(await viewerOf(token));
      expect(await viewerOf(token)).toMatchObject({
        kind: 'member',
        id: 'sam',
        role: 'SHIPPER_USER',
        reach: { kind: 'account', accountId: 'acme' },
        scopes: ['read', 'write'],
      });
    });

    it('gives staff the reach of their unit', async () => {
      const { api, open, viewerOf } = await signedUp();
      const input = aMember({ email: 'erin@quayside.example', role: 'EXECUTIVE', accountId: null, orgUnitId: 'east' });
      await api.system.ask(INVITE, { input });
      const { token } = await open(PASSWORD, 'erin@quayside.example');
      expect(await viewerOf(token)).toMatchObject({
        reach: { kind: 'organization', path: '/group/east/' },
        scopes: ['read'],
      });
    });

    it('answers unknown e-mail and wrong password alike', async () => {
      const { open } = await signedUp();
      const wrong = await open('not the password');
      expect(wrong).toMatchObject({ __typename: 'Refusal', code: 'SIGN_IN_FAILED' });
      expect(await open(PASSWORD, 'nobody@acme.example')).toEqual(wrong);
    });

    it.each(['sam@acme.example', 'nobody@acme.example'])('locks %s after five failures', async (email) => {
      const { api, open } = await signedUp();
      for (let n = 0; n < 5; n++) expect(await open('wrong', email)).toMatchObject({ code: 'SIGN_IN_FAILED' });
      expect(await open(PASSWORD, email)).toMatchObject({ code: 'SIGN_IN_LOCKED' });
      api.clock.advance(15 * MINUTE);
      expect((await open(PASSWORD, email)).code).not.toBe('SIGN_IN_LOCKED');
    });

    it('counts failures that arrive at once', async () => {
      const { open } = await signedUp();
      const answers = await Promise.all(Array.from({ length: 8 }, () => open('wrong')));
      const codes = answers.map(({ code }) => code);
      expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(5);
      expect(codes.filter((code) => code === 'SIGN_IN_LOCKED')).toHaveLength(3);
    });

    it('forgets failures after a success or a while', async () => {
      const { api, open } = await signedUp();
      const fail = async (times: number) => {
        for (let n = 0; n < times; n++) await open('wrong');
      };
      await fail(4);
      expect((await open()).token).toBeDefined();
      await fail(4);
      api.clock.advance(15 * MINUTE);
      await fail(1);
      expect((await open()).token).toBeDefined();
    });

    it('ends a session that was idle for half a day', async () => {
      const { api, open, verify } = await signedUp();
      const { token } = await open();
      api.clock.advance(11 * HOUR);
      expect(await verify(token)).not.toBeNull();
      api.clock.advance(11 * HOUR);
      expect(await verify(token)).not.toBeNull();
      api.clock.advance(12 * HOUR);
      expect(await verify(token)).toBeNull();
    });

    it('ends every session after seven days', async () => {
      const { api, open, verify } = await signedUp();
      const { token } = await open();
      for (let half = 0; half < 14; half++) {
        expect(await verify(token)).not.toBeNull();
        api.clock.advance(12 * HOUR - 1);
      }
      api.clock.advance(14);
      expect(await verify(token)).toBeNull();
    });

    it('keeps no token and no password in the clear', async () => {
      const { api, open } = await signedUp();
      const { token } = await open();
      const rows = await api.subgraph.db.read(async (em) => [
        await em.query('SELECT * FROM session'),
        await em.query('SELECT * FROM login'),
        await em.query('SELECT * FROM event'),
      ]);
      const stored = JSON.stringify(rows);
      expect(stored).not.toContain(token);
      expect(stored).not.toContain(PASSWORD);
      expect(stored).toContain(sha256(token));
      expect(stored).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    });

    it('tells the gateway when a session closes', async () => {
      const { api, open, verify } = await signedUp();
      const { token } = await open();
      const close = async () => (await api.system.ask(CLOSE, { token })).closeSession;
      expect([await close(), await close()]).toEqual([true, false]);
      expect(await verify(token)).toBeNull();
      expect(await revoked(api)).toEqual([{ credentialHash: sha256(token) }]);
    });

    it('closes all sessions of a deactivated member', async () => {
      const { api, open, verify } = await signedUp();
      const tokens: string[] = [(await open()).token, (await open()).token];
      await api.system.ask('mutation { deactivateMember(id: "sam") { __typename } }');
      expect(await Promise.all(tokens.map(verify))).toEqual([null, null]);
      expect(await open()).toMatchObject({ code: 'SIGN_IN_FAILED' });
      const hashes = tokens.map((token) => ({ credentialHash: sha256(token) }));
      expect(await revoked(api)).toEqual(expect.arrayContaining(hashes));
    });

    it('takes the reset password and ends the sessions', async () => {
      const { api, open, verify } = await signedUp();
      const { token } = await open();
      for (let n = 0; n < 5; n++) await open('wrong guess');
      const reset = async (viewer: Viewer, password: string) =>
        (await api.as(viewer).ask(RESET, { id: 'sam', password })).resetMemberPassword;
      const own = aShipper('acme', 'SHIPPER_ADMINISTRATOR');
      await expect(reset(aShipper('acme'), 'a whole new password')).rejects.toThrow('FORBIDDEN');
      await expect(reset(aShipper('globex', 'SHIPPER_ADMINISTRATOR'), 'x')).rejects.toThrow('NOT_FOUND');
      expect(await reset({ ...own, id: 'sam' }, 'a whole new password')).toMatchObject({ code: 'MEMBER_IS_SELF' });
      expect(await reset(own, 'short')).toMatchObject({ code: 'PASSWORD_TOO_SHORT', field: 'password' });
      expect(await reset(own, 'a whole new password')).toEqual({ __typename: 'Member' });
      expect(await verify(token)).toBeNull();
      expect(await open()).toMatchObject({ code: 'SIGN_IN_FAILED' });
      expect(await open('a whole new password')).toMatchObject({ __typename: 'OpenedSession' });
    });

    it('ends sessions when the role changes', async () => {
      const { api, open, verify } = await signedUp();
      const { token } = await open();
      await api.system.ask('mutation { changeMemberRole(id: "sam", role: SHIPPER_ADMINISTRATOR) { __typename } }');
      expect(await verify(token)).toBeNull();
    });

    it('closes the other sessions when the password changes', async () => {
      const { api, open, verify, viewerOf } = await signedUp();
      const [mine, other] = [(await open()).token, (await open()).token];
      const me = api.as(await viewerOf(mine));
      const change = async (current: string, next: string) =>
        (await me.ask(CHANGE, { current, next })).changeMyPassword;
      expect(await change('wrong', 'a whole new password')).toMatchObject({ code: 'PASSWORD_WRONG', field: 'current' });
      expect(await change(PASSWORD, 'short')).toMatchObject({ code: 'PASSWORD_TOO_SHORT', field: 'next' });
      expect(await change(PASSWORD, 'a whole new password')).toMatchObject({ __typename: 'Member' });
      expect([(await verify(mine)) !== null, await verify(other)]).toEqual([true, null]);
      expect(await revoked(api)).toEqual([{ credentialHash: sha256(other) }]);
      expect(await open()).toMatchObject({ code: 'SIGN_IN_FAILED' });
      expect((await open('a whole new password')).token).toBeDefined();
    });

    it('is a matter of the gateway alone', async () => {
      const { api, open } = await signedUp();
      const { token } = await open();
      for (const viewer of [aShipper('acme', 'SHIPPER_ADMINISTRATOR'), aStaffMember('/', 'ADMINISTRATOR')]) {
        const graph = api.as(viewer);
        const answers = [
          await graph.answer(OPEN, { email: 'sam@acme.example', password: PASSWORD }),
          await graph.answer(VERIFY, { token }),
          await graph.answer(CLOSE, { token }),
          await graph.answer('{ verifyApiKey(secret: "qk_") { viewer } }'),
        ];
        const codes = answers.map((answer) => answer.errors?.[0]?.extensions?.['code']);
        expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
      }
    });
  });
});
