import type { Viewer } from '@quayside/shared/identity';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { CREDENTIAL_CHANGED, MEMBER_CHANGED } from '../src/events.ts';
import { aMember, anAccount, aWorld, customerApis, INVITE, OPEN_ACCOUNT, PASSWORD } from './customer-api.ts';

const GRANT = `mutation($input: GrantRightInput!) { grantRight(input: $input) {
  ... on Member { permissions rights { id kind effect inForce grantedBy } staffLog { action actor } } ... on Refusal { code field } } }`;
const WITHDRAW = `mutation($id: ID!) { withdrawRight(id: $id, reason: "is back") {
  ... on Member { permissions rights { withdrawnBy } } ... on Refusal { code } } }`;
const MOVE = `mutation($id: ID!, $to: ID!) { moveMember(id: $id, orgUnitId: $to) {
  ... on Member { orgUnit { id } } ... on Refusal { code } } }`;
const OPEN = `mutation($email: String!, $password: String!) { openSession(email: $email, password: $password) {
  ... on OpenedSession { token } } }`;

eachDatabase((engine) => {
  const start = customerApis(engine);
  const admin = { ...aStaffMember('/group/', 'ADMINISTRATOR'), name: 'Ada' };

  /** The world with a second customer in the east, and Eve, who serves the east and is signed in. */
  async function world() {
    const { api } = await aWorld(await start());
    await api.system.ask(OPEN_ACCOUNT, { input: anAccount({ id: 'bolts', branchId: 'east', name: 'Bolts' }) });
    const staff = (id: string, facts: Record<string, unknown> = {}) =>
      api.system.ask(INVITE, {
        input: aMember({
          ...{ id, email: `${id}@q.example`, role: 'ACCOUNT_MANAGER', accountId: null },
          ...{ orgUnitId: 'east', ...facts },
        }),
      });
    await staff('eve');
    const { openSession } = await api.system.ask(OPEN, { email: 'eve@q.example', password: PASSWORD });
    const eve = async (): Promise<Viewer> => {
      const query = 'query($token: String!) { verifySession(token: $token) { viewer } }';
      return JSON.parse((await api.system.ask(query, { token: openSession.token })).verifySession.viewer);
    };
    const grant = async (viewer: Viewer, input: Record<string, unknown>) =>
      await api.as(viewer).answer(GRANT, { input: { memberId: 'eve', effect: 'GRANT', reason: 'covers', ...input } });
    const said = async (viewer: Viewer, input: Record<string, unknown>) => {
      const answer = await grant(viewer, input);
      return (
        answer.errors?.[0]?.extensions?.['code'] ??
        (answer.data?.['grantRight'] as { code?: string } | undefined)?.code ??
        'ok'
      );
    };
    const seen = async () => {
      const { accounts } = await api.as(await eve()).ask('{ accounts { nodes { id } } }');
      return accounts.nodes.map(({ id }: { id: string }) => id).sort();
    };
    return { api, staff, eve, said, seen };
  }

  describe('rights', () => {
    it('widen and narrow what somebody sees, at once', async () => {
      const { api, said, seen } = await world();
      expect(await seen()).toEqual(['acme', 'bolts']);
      expect(await said(admin, { accountId: 'globex' })).toBe('ok');
      expect(await seen()).toEqual(['acme', 'bolts', 'globex']);
      expect(await said(admin, { accountId: 'bolts', effect: 'WITHHOLD' })).toBe('ok');
      expect(await seen()).toEqual(['acme', 'globex']);
      expect(await said(admin, { orgUnitId: 'east', effect: 'WITHHOLD' })).toBe('ok');
      expect(await seen()).toEqual(['globex']);
      const told = (await api.events()).filter(({ type }) => type === CREDENTIAL_CHANGED);
      expect(told).toHaveLength(3);
      const facts = (await api.events()).filter(({ type }) => type === MEMBER_CHANGED).at(-1)?.data;
      expect(facts).toMatchObject({
        data: {
          accounts: [
            { accountId: 'globex', sees: true },
            { accountId: 'bolts', sees: false },
          ],
        },
      });
    });

    it('reach the branch of a customer elsewhere and nothing else there', async () => {
      const { api, said, eve } = await world();
      await said(admin, { accountId: 'globex' });
      const query = '{ account(id: "globex") { branch { id } members { id } } orgUnits { id } staff { id } }';
      const shown = await api.as(await eve()).ask(query);
      expect(shown.account.branch).toEqual({ id: 'west' });
      expect(shown.orgUnits).toEqual([{ id: 'east' }]);
      expect(shown.staff).toEqual([{ id: 'eve' }]);
    });

    it('begin and end by the clock, told to open sockets too', async () => {
      const { api, said, seen, eve } = await world();
      const now = api.clock.now();
      const [from, until] = [now + 60_000, now + 120_000].map((at) => new Date(at).toISOString());
      await said(admin, { accountId: 'globex', from, until });
      await said(admin, { permission: 'APPROVE_CLAIMS', from, until });
      expect(await seen()).not.toContain('globex');
      const before = (await api.events()).filter(({ type }) => type === CREDENTIAL_CHANGED).length;
      api.clock.advance(60_000);
      await api.settle();
      expect(await seen()).toContain('globex');
      expect((await eve()).permissions).toContain('APPROVE_CLAIMS');
      expect((await api.events()).filter(({ type }) => type === CREDENTIAL_CHANGED)).toHaveLength(before + 1);
      api.clock.advance(60_000);
      await api.settle();
      expect(await seen()).not.toContain('globex');
      expect((await eve()).permissions).not.toContain('APPROVE_CLAIMS');
      expect((await api.events()).filter(({ type }) => type === CREDENTIAL_CHANGED)).toHaveLength(before + 2);
    });

    it('take the figures of customers away from whom they are withheld', async () => {
      const { api, said, eve } = await world();
      const figures = async () =>
        (await api.as(await eve()).answer('{ valuePortfolio { asOf } }')).errors?.[0]?.extensions?.['code'];
      expect(await figures()).toBeUndefined();
      await said(admin, { permission: 'SEE_VALUE', effect: 'WITHHOLD' });
      expect(await figures()).toBe('FORBIDDEN');
    });

    it('are given by administrators, of what they hold, to others', async () => {
      const { api, staff, said } = await world();
      const east = aStaffMember('/group/east/', 'ADMINISTRATOR');
      expect(await said(east, { accountId: 'acme' })).toBe('ok');
      expect(await said(east, { accountId: 'acme' })).toBe('RIGHT_SAID_ALREADY');
      expect(await said(east, { accountId: 'globex' })).toBe('ACCOUNT_UNKNOWN');
      expect(await said(east, { orgUnitId: 'group' })).toBe('RIGHT_NOT_HELD');
      expect(await said({ ...east, permissions: ['SEE_VALUE'] }, { permission: 'SEE_VALUE' })).toBe('FORBIDDEN');
      expect(await said(aStaffMember('/group/west/', 'ADMINISTRATOR'), { permission: 'SEE_VALUE' })).toBe('NOT_FOUND');
      expect(await said(aStaffMember('/group/', 'SALES_HEAD'), { permission: 'SEE_VALUE' })).toBe('FORBIDDEN');
      expect(await said(aShipper('acme', 'SHIPPER_ADMINISTRATOR'), { permission: 'SEE_VALUE' })).toBe('FORBIDDEN');
      expect(await said({ ...admin, id: 'eve' }, { permission: 'SEE_VALUE' })).toBe('MEMBER_IS_SELF');
      await api.system.ask(INVITE, { input: aMember({ id: 'sam' }) });
      expect(await said(admin, { memberId: 'sam', permission: 'SEE_VALUE' })).toBe('MEMBER_NOT_STAFF');
      await staff('root', { role: 'ADMINISTRATOR', orgUnitId: 'group' });
      const denied = {
        ...admin,
        reach: {
          kind: 'organization',
          path: '/group/',
          data: { units: [], accounts: [{ accountId: 'acme', sees: false }] },
        },
      } as const;
      expect(await said(denied, { permission: 'APPROVE_CLAIMS' })).toBe('FORBIDDEN');
    });

    it('are kept with who gave and took them, for those who manage', async () => {
      const { api } = await world();
      const { rights, staffLog } = (
        await api.as(admin).ask(GRANT, {
          input: { memberId: 'eve', effect: 'GRANT', reason: 'covers', permission: 'APPROVE_CLAIMS' },
        })
      ).grantRight as {
        rights: { id: string }[];
        staffLog: unknown;
      };
      expect(staffLog).toMatchObject([{ action: 'RIGHT_GRANTED', actor: 'Ada' }, { action: 'INVITED' }]);
      const withdrawn = (await api.as(admin).ask(WITHDRAW, { id: rights[0]?.id })).withdrawRight;
      expect(withdrawn).toEqual({ permissions: ['SEE_VALUE', 'EDIT_RATES'], rights: [{ withdrawnBy: 'Ada' }] });
      const query = '{ staff { permissions rights { id } staffLog { id } } }';
      const colleague = await api.as(aStaffMember('/group/east/', 'SALES_HEAD')).ask(query);
      expect(colleague.staff).toEqual([{ permissions: [], rights: [], staffLog: [] }]);
    });

    it('leave one administrator at each height of the tree', async () => {
      const { api, staff, seen } = await world();
      await staff('root', { role: 'ADMINISTRATOR', orgUnitId: 'group' });
      const move = async (id: string, to: string) => (await api.as(admin).ask(MOVE, { id, to })).moveMember;
      expect(await move('root', 'east')).toEqual({ code: 'LAST_ADMINISTRATOR' });
      await staff('second', { role: 'ADMINISTRATOR', orgUnitId: 'group' });
      expect(await move('root', 'east')).toEqual({ orgUnit: { id: 'east' } });
      expect(await move('eve', 'west')).toEqual({ orgUnit: { id: 'west' } });
      expect(await seen()).toEqual(['globex']);
    });
  });
});
