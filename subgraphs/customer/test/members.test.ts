import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { MEMBER_CHANGED } from '../src/events.ts';
import { aMember, aWorld, CREATE_UNIT, customerApis, INVITE, UPDATE_ACCOUNT } from './customer-api.ts';

const DEACTIVATE =
  'mutation($id: ID!) { deactivateMember(id: $id) { ... on Member { id active version } ... on Refusal { code } } }';
const REACTIVATE =
  'mutation($id: ID!) { reactivateMember(id: $id) { ... on Member { id active version } ... on Refusal { code } } }';
const CHANGE_ROLE = `mutation($id: ID!, $role: Role!) { changeMemberRole(id: $id, role: $role) {
  ... on Member { role version } ... on Refusal { code } } }`;
const PROFILE = `mutation($input: UpdateMyProfileInput!) { updateMyProfile(input: $input) {
  ... on Member { name locale timeZone version } ... on Refusal { code field } } }`;

eachDatabase((engine) => {
  const start = customerApis(engine);
  const world = async () => aWorld(await start());
  const staff = (facts: Record<string, unknown>) =>
    aMember({ role: 'ACCOUNT_MANAGER', accountId: null, orgUnitId: 'east', ...facts });

  describe('members', () => {
    it('are invited by administrators where they may', async () => {
      const { api } = await world();
      let count = 0;
      const invite = async (viewer: Parameters<typeof api.as>[0], input: Record<string, unknown>) => {
        const email = `person${++count}@acme.example`;
        const answer = await api.as(viewer).answer(INVITE, { input: { ...input, email } });
        const result = answer.data?.['inviteMember'] as { __typename: string; code?: string } | undefined;
        return answer.errors?.[0]?.extensions?.['code'] ?? result?.code ?? result?.__typename;
      };
      const own = aShipper('acme', 'SHIPPER_ADMINISTRATOR');
      const east = aStaffMember('/group/east/', 'ADMINISTRATOR');
      expect(await invite(own, aMember({}))).toBe('Member');
      expect(await invite(own, aMember({ role: 'SHIPPER_ADMINISTRATOR' }))).toBe('Member');
      expect(await invite(own, aMember({ accountId: 'globex' }))).toBe('ACCOUNT_UNKNOWN');
      expect(await invite(own, staff({}))).toBe('FORBIDDEN');
      expect(await invite(aShipper('acme'), aMember({}))).toBe('FORBIDDEN');
      expect(await invite(aKey('acme'), aMember({}))).toBe('FORBIDDEN');
      expect(await invite(aStaffMember('/group/east/', 'ACCOUNT_MANAGER'), aMember({}))).toBe('FORBIDDEN');
      expect(await invite(east, aMember({}))).toBe('Member');
      expect(await invite(east, staff({}))).toBe('Member');
      expect(await invite(east, staff({ orgUnitId: 'group' }))).toBe('FORBIDDEN');
      expect(await invite(east, staff({ orgUnitId: 'west' }))).toBe('ORG_UNIT_UNKNOWN');
      expect(await invite(east, aMember({ accountId: 'globex' }))).toBe('ACCOUNT_UNKNOWN');
    });

    it.each([
      ['a shipper role without account', { accountId: null }, 'MEMBER_PLACE_MISSING'],
      ['a staff role without unit', { role: 'OPERATOR', accountId: null }, 'MEMBER_PLACE_MISSING'],
      ['both account and unit', { orgUnitId: 'east' }, 'MEMBER_PLACE_WRONG'],
      ['a short password', { password: 'short' }, 'PASSWORD_TOO_SHORT'],
      ['a password of one sign', { password: 'aaaaaaaaaaaaaaaa' }, 'PASSWORD_TOO_SIMPLE'],
      ['the e-mail as password', { password: 'SAM@acme.example' }, 'PASSWORD_TOO_SIMPLE'],
      ['an e-mail that is none', { email: 'sam' }, 'EMAIL_NOT_VALID'],
      ['a language we do not speak', { locale: 'fr' }, 'LOCALE_UNKNOWN'],
    ])('are refused with %s', async (_, facts, code) => {
      const { api } = await world();
      expect((await api.system.ask(INVITE, { input: aMember(facts) })).inviteMember).toMatchObject({ code });
    });

    it('have an e-mail and an id of their own', async () => {
      const { api } = await world();
      const invite = async (facts: Record<string, unknown>) =>
        (await api.system.ask(INVITE, { input: aMember(facts) })).inviteMember;
      await invite({ id: 'sam' });
      expect(await invite({ email: 'SAM@ACME.example' })).toMatchObject({ code: 'MEMBER_EMAIL_TAKEN' });
      expect(await invite({ id: 'sam', email: 'other@acme.example' })).toMatchObject({ code: 'ID_TAKEN' });
      const { accounts } = await api.system.ask('{ accounts { nodes { members { id email } } } }');
      const members = accounts.nodes.flatMap((one: { members: unknown[] }) => one.members);
      expect(members).toEqual([{ id: 'sam', email: 'sam@acme.example' }]);
    });

    it('are deactivated once, and never by themselves', async () => {
      const { api } = await world();
      await api.system.ask(INVITE, { input: aMember({ id: 'sam', role: 'SHIPPER_ADMINISTRATOR' }) });
      const deactivate = async (viewer: Parameters<typeof api.as>[0]) =>
        (await api.as(viewer).ask(DEACTIVATE, { id: 'sam' })).deactivateMember;
      const own = aShipper('acme', 'SHIPPER_ADMINISTRATOR');
      expect(await deactivate({ ...own, id: 'sam' })).toEqual({ code: 'MEMBER_IS_SELF' });
      const inactive = { id: 'sam', active: false, version: 2 };
      expect([await deactivate(own), await deactivate(own)]).toEqual([inactive, inactive]);
      const foreign = await api.as(aShipper('globex', 'SHIPPER_ADMINISTRATOR')).answer(DEACTIVATE, { id: 'sam' });
      expect(foreign.errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    });

    it('are told to the others with each change', async () => {
      const { api } = await world();
      await api.system.ask(INVITE, { input: aMember({ id: 'sam', locale: 'zh-Hant' }) });
      await api.as(aShipper('acme', 'SHIPPER_ADMINISTRATOR')).ask(DEACTIVATE, { id: 'sam' });
      const told = (await api.events()).filter(({ type, subject }) => type === MEMBER_CHANGED && subject === 'sam');
      const facts = { memberId: 'sam', email: 'sam@acme.example', role: 'SHIPPER_USER', accountId: 'acme' };
      expect(told.map(({ seq, accountId, data }) => ({ seq, accountId, data }))).toEqual([
        { seq: 1, accountId: 'acme', data: expect.objectContaining({ ...facts, locale: 'zh-Hant', active: true }) },
        { seq: 2, accountId: 'acme', data: expect.objectContaining({ ...facts, active: false }) },
      ]);
      expect(JSON.stringify(told)).not.toContain('password');
    });

    it('who were there before are told when a store is brought up to date', async () => {
      const { api } = await world();
      await api.system.ask(INVITE, { input: aMember({ id: 'sam' }) });
      const { dataSource } = api.subgraph.db;
      const runner = dataSource.createQueryRunner();
      const tell = dataSource.migrations.find(({ name }) => name === 'TellMembers1795741200100');
      await tell?.up(runner);
      await runner.release();
      const told = (await api.events()).filter(({ type, subject }) => type === MEMBER_CHANGED && subject === 'sam');
      expect(told).toHaveLength(2);
      expect(told[1]?.data).toEqual(told[0]?.data);
    });

    it('come back after they were deactivated', async () => {
      const { api } = await world();
      await api.system.ask(INVITE, { input: aMember({ id: 'sam' }) });
      const own = api.as(aShipper('acme', 'SHIPPER_ADMINISTRATOR'));
      await own.ask(DEACTIVATE, { id: 'sam' });
      const text = REACTIVATE;
      const active = { id: 'sam', active: true, version: 3 };
      expect((await own.ask(text, { id: 'sam' })).reactivateMember).toEqual(active);
      expect((await own.ask(text, { id: 'sam' })).reactivateMember).toEqual(active);
      await expect(api.as(aShipper('globex', 'SHIPPER_ADMINISTRATOR')).ask(text, { id: 'sam' })).rejects.toThrow(
        'NOT_FOUND',
      );
      await expect(api.as(aShipper('acme')).ask(text, { id: 'sam' })).rejects.toThrow('FORBIDDEN');
    });

    it('get roles that an administrator may give', async () => {
      const { api } = await world();
      await api.system.ask(INVITE, { input: aMember({ id: 'sam' }) });
      await api.system.ask(INVITE, { input: staff({ id: 'ann', email: 'ann@quayside.example' }) });
      const give = async (viewer: Parameters<typeof api.as>[0], id: string, role: string) =>
        (await api.as(viewer).ask(CHANGE_ROLE, { id, role })).changeMemberRole;
      const own = aShipper('acme', 'SHIPPER_ADMINISTRATOR');
      expect(await give(own, 'sam', 'SHIPPER_ADMINISTRATOR')).toEqual({ role: 'SHIPPER_ADMINISTRATOR', version: 2 });
      await expect(give(own, 'sam', 'OPERATOR')).rejects.toThrow('FORBIDDEN');
      await expect(give(own, 'ann', 'OPERATOR')).rejects.toThrow(/NOT_FOUND|FORBIDDEN/);
      await expect(give(aShipper('acme'), 'sam', 'SHIPPER_USER')).rejects.toThrow('FORBIDDEN');
      const east = aStaffMember('/group/east/', 'ADMINISTRATOR');
      expect(await give(east, 'ann', 'OPERATOR')).toMatchObject({ role: 'OPERATOR' });
      expect(await give(east, 'ann', 'SHIPPER_USER')).toEqual({ code: 'MEMBER_ROLE_SIDE' });
      expect(await give({ ...own, id: 'sam' }, 'sam', 'SHIPPER_USER')).toEqual({ code: 'MEMBER_IS_SELF' });
    });

    it('who are inactive are listed among the staff on request', async () => {
      const { api } = await world();
      await api.system.ask(INVITE, { input: staff({ id: 'ann', email: 'ann@quayside.example' }) });
      await api.system.ask(DEACTIVATE, { id: 'ann' });
      const { working, everybody } = await api.system.ask(
        '{ working: staff { id } everybody: staff(inactive: true) { id active } }',
      );
      expect([working, everybody]).toEqual([[], [{ id: 'ann', active: false }]]);
    });

    it('keep their own profile, executives too', async () => {
      const { api } = await world();
      const { inviteMember } = await api.system.ask(INVITE, { input: staff({ role: 'EXECUTIVE' }) });
      const me = { ...aStaffMember('/group/east/', 'EXECUTIVE'), id: inviteMember.id, scopes: ['read'] };
      const update = async (input: object) => (await api.as(me).ask(PROFILE, { input })).updateMyProfile;
      expect(await update({ locale: 'zh-Hans', timeZone: 'Asia/Shanghai' })).toEqual({
        name: 'Sam Shipper',
        locale: 'zh-Hans',
        timeZone: 'Asia/Shanghai',
        version: 2,
      });
      expect(await update({ timeZone: 'Nowhere/Land' })).toEqual({ code: 'TIME_ZONE_UNKNOWN', field: 'timeZone' });
      const key = await api.as(aKey('acme')).answer(PROFILE, { input: { name: 'Robot' } });
      expect(key.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    });

    it('know who serves them, and nobody else', async () => {
      const { api } = await world();
      await api.system.ask(CREATE_UNIT, {
        input: { id: 'pier', parentId: 'east', kind: 'TEAM', name: 'Pier team', timeZone: 'UTC' },
      });
      const invite = (id: string, orgUnitId: string) =>
        api.system.ask(INVITE, { input: staff({ id, orgUnitId, name: id, email: `${id}@quayside.example` }) });
      for (const [id, unit] of [
        ['boss', 'group'],
        ['ann', 'east'],
        ['pete', 'pier'],
        ['wes', 'west'],
      ] as const)
        await invite(id, unit);
      await api.system.ask(UPDATE_ACCOUNT, { input: { id: 'acme', version: 1, accountManagerId: 'ann' } });
      const text = `query($all: [_Any!]!) { account(id: "acme") { accountManager { name email lastSignInAt } }
        staff { id } _entities(representations: $all) { ... on Member { id } } }`;
      const all = ['boss', 'ann', 'pete', 'wes'].map((id) => ({ __typename: 'Member', id }));
      const seen = async (viewer: Parameters<typeof api.as>[0]) => {
        const { account, staff: listed, _entities } = await api.as(viewer).ask(text, { all });
        const ids = (list: ({ id: string } | null)[]) => list.flatMap((one) => (one ? [one.id] : []));
        return { manager: account?.accountManager?.name, staff: ids(listed), known: ids(_entities) };
      };
      expect(await seen(aShipper('acme'))).toEqual({ manager: 'ann', staff: [], known: ['boss', 'ann', 'pete'] });
      expect(await seen(aStaffMember('/group/east/pier/'))).toEqual({
        manager: undefined,
        staff: ['pete'],
        known: ['boss', 'ann', 'pete'],
      });
      expect(await seen(aStaffMember('/group/east/'))).toMatchObject({ manager: 'ann', staff: ['ann', 'pete'] });
      expect(await seen(aStaffMember('/group/west/'))).toMatchObject({ staff: ['wes'], known: ['boss', 'wes'] });
    });

    it('cannot manage accounts outside of their unit', async () => {
      const { api } = await world();
      await api.system.ask(INVITE, { input: staff({ id: 'wes', orgUnitId: 'west' }) });
      const input = { id: 'acme', version: 1, accountManagerId: 'wes' };
      const { updateAccount } = await api.system.ask(UPDATE_ACCOUNT, { input });
      expect(updateAccount).toMatchObject({ code: 'ACCOUNT_MANAGER_OUT_OF_REACH', field: 'accountManagerId' });
    });
  });
});
