import type { Viewer } from '@quayside/shared/identity';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { CREDENTIAL_CHANGED, MEMBER_CHANGED, ORG_UNIT_MOVED } from '../src/events.ts';
import { KEPT, UNITS } from '../src/organization/move-commands.ts';
import { PARAMETER_CHANGED } from '../src/parameter-events.ts';
import { customerTables } from '../src/subgraph.ts';
import {
  aMember,
  anAccount,
  aWorld,
  CREATE_UNIT,
  customerApis,
  INVITE,
  OPEN_ACCOUNT,
  PASSWORD,
} from './customer-api.ts';

const UNIT = '... on OrgUnit { id path closedAt version } ... on Refusal { code message }';
const MOVE = `mutation ($input: MoveOrgUnitInput!) { moveOrgUnit(input: $input) { ${UNIT} } }`;
const CLOSE = `mutation ($input: CloseOrgUnitInput!) { closeOrgUnit(input: $input) { ${UNIT} } }`;

eachDatabase((engine) => {
  const start = customerApis(engine);
  const admin = { ...aStaffMember('/group/', 'ADMINISTRATOR'), name: 'Ada' };

  /** Boston with a team and a customer, below the east; an officer of the team who has signed in. */
  async function world() {
    const { api } = await aWorld(await start());
    const unit = (id: string, kind: string, parentId: string) =>
      api.system.ask(CREATE_UNIT, { input: { id, kind, parentId, name: `Unit ${id}`, timeZone: 'UTC' } });
    await unit('boston', 'OFFICE', 'east');
    await unit('pier', 'TEAM', 'boston');
    const invite = (id: string, orgUnitId: string, role = 'OPERATOR') =>
      api.system.ask(INVITE, { input: aMember({ id, accountId: null, orgUnitId, role, email: `${id}@q.example` }) });
    await invite('olaf', 'pier');
    await invite('emma', 'east', 'ACCOUNT_MANAGER');
    const facts = { id: 'pilot', branchId: 'boston', accountManagerId: 'emma', name: 'Pilot' };
    await api.system.ask(OPEN_ACCOUNT, { input: anAccount(facts) });
    const run = async (text: string, viewer: Viewer, input: object) => {
      const answer = await api.as(viewer).answer(text, { input: { reason: 'a new map', version: 1, ...input } });
      return answer.errors?.[0]?.extensions?.['code'] ?? Object.values(answer.data ?? {})[0];
    };
    const move = (input: object, viewer: Viewer = admin) =>
      run(MOVE, viewer, { id: 'boston', parentId: 'west', ...input });
    const close = (input: object, viewer: Viewer = admin) => run(CLOSE, viewer, { id: 'boston', ...input });
    const sees = async (viewer: Viewer) =>
      (await api.as(viewer).ask('{ accounts { nodes { id } } }')).accounts.nodes.map(({ id }: { id: string }) => id);
    return { api, invite, move, close, sees };
  }

  describe('a unit that moves', () => {
    it('takes its customers, people, rights and settings along', async () => {
      const { api, move, sees } = await world();
      const grant = { memberId: 'emma', effect: 'GRANT', orgUnitId: 'pier', reason: 'helps out' };
      const set = { name: 'QUANTITY_DECIMALS', orgUnitId: 'boston', value: 3, reason: 'grams' };
      await api.as(admin).ask(
        `mutation ($grant: GrantRightInput!, $set: SetParameterInput!) {
        grantRight(input: $grant) { __typename } setParameter(input: $set) { __typename }
      }`,
        { grant, set },
      );
      const open =
        'mutation ($as: String!, $with: String!) { openSession(email: $as, password: $with) { __typename } }';
      await api.system.ask(open, { as: 'olaf@q.example', with: PASSWORD });
      const before = (await api.events()).length;

      expect(await move({})).toEqual({ id: 'boston', path: '/group/west/boston/', closedAt: null, version: 2 });
      const { orgUnits } = await api
        .as(admin)
        .ask('{ orgUnits { path changes { by action reason parentAfter { id } } } }');
      expect(orgUnits.map(({ path }: { path: string }) => path)).toEqual([
        ...['/group/', '/group/east/', '/group/west/', '/group/west/boston/', '/group/west/boston/pier/'],
      ]);
      expect(orgUnits[3].changes).toEqual([
        { by: 'Ada', action: 'MOVED', reason: 'a new map', parentAfter: { id: 'west' } },
      ]);
      expect(await sees(aStaffMember('/group/east/'))).toEqual(['acme']);
      expect(await sees(aStaffMember('/group/west/'))).toEqual(['pilot', 'globex']);

      const told = (await api.events()).slice(before);
      const of = (type: string) => told.filter((event) => event.type === type).map(({ data }) => data);
      expect(of(ORG_UNIT_MOVED)).toEqual([
        { unitId: 'boston', from: '/group/east/boston/', to: '/group/west/boston/' },
      ]);
      expect(of(PARAMETER_CHANGED)).toMatchObject([{ path: '/group/west/boston/', value: 3 }]);
      expect(of(MEMBER_CHANGED)).toMatchObject([
        { memberId: 'emma', unitPath: '/group/east/', data: { units: [{}, { path: '/group/west/boston/pier/' }] } },
        { memberId: 'olaf', unitPath: '/group/west/boston/pier/' },
      ]);
      expect(of(CREDENTIAL_CHANGED)).toHaveLength(1);
    });

    it('leaves nothing behind that is kept by its path', () => {
      const kept = customerTables.filter(({ options }) => 'path' in options.columns).map(({ options }) => options.name);
      expect(kept.sort()).toEqual([...UNITS, ...KEPT].map(({ table }) => table).sort());
    });

    it('parts its customers from managers who stay behind', async () => {
      const { api, move } = await world();
      const manager = '{ account(id: "pilot") { accountManager { id } } }';
      expect(await api.system.ask(manager)).toEqual({ account: { accountManager: { id: 'emma' } } });
      await move({});
      expect(await api.system.ask(manager)).toEqual({ account: { accountManager: null } });
      const changed = (await api.events()).filter(({ type }) => type === 'account.changed.v1');
      expect(changed.map(({ data }) => data)).toMatchObject([
        { accountId: 'pilot', branchPath: '/group/west/boston/', accountManagerId: null },
      ]);
    });

    it('leaves its customers to managers who move along', async () => {
      const { api, invite, move } = await world();
      await invite('bo', 'boston', 'ACCOUNT_MANAGER');
      const facts = { id: 'quay', branchId: 'boston', accountManagerId: 'bo', name: 'Quay' };
      await api.system.ask(OPEN_ACCOUNT, { input: anAccount(facts) });
      await move({});
      const manager = '{ account(id: "quay") { version accountManager { id orgUnit { path } } } }';
      const bo = { id: 'bo', orgUnit: { path: '/group/west/boston/' } };
      expect((await api.system.ask(manager)).account).toEqual({ version: 1, accountManager: bo });
    });

    it.each([
      ['below itself', { id: 'boston', parentId: 'pier' }, 'ORG_UNIT_CYCLE'],
      ['where it is', { parentId: 'east' }, 'ORG_UNIT_THERE_ALREADY'],
      ['below a lower kind', { id: 'east', parentId: 'boston' }, 'ORG_UNIT_CYCLE'],
      ['a branch below a team', { id: 'west', parentId: 'pier' }, 'ORG_UNIT_ABOVE_PARENT'],
      ['to nowhere', { parentId: 'nowhere' }, 'ORG_UNIT_UNKNOWN'],
      ['without a reason', { reason: ' ' }, 'TEXT_BLANK'],
      ['the root', { id: 'group', parentId: 'west' }, 'ORG_UNIT_OWN'],
    ])('is not moved %s', async (_, input, code) => {
      const { move } = await world();
      expect(await move(input)).toMatchObject({ code });
    });

    it('is moved by administrators above it, as they have read it', async () => {
      const { move } = await world();
      expect(await move({ version: 7 })).toBe('CONFLICT');
      expect(await move({}, aStaffMember('/group/', 'SALES_HEAD'))).toBe('FORBIDDEN');
      const east = aStaffMember('/group/east/', 'ADMINISTRATOR');
      expect(await move({}, east)).toMatchObject({ code: 'ORG_UNIT_UNKNOWN' });
      expect(await move({ id: 'east', parentId: 'group' }, east)).toMatchObject({ code: 'ORG_UNIT_OWN' });
      const denied = { units: [{ path: '/group/', sees: true }], accounts: [{ accountId: 'pilot', sees: false }] };
      const blind: Viewer = { ...admin, reach: { kind: 'organization', path: '/group/', data: denied } };
      expect(await move({}, blind)).toBe('FORBIDDEN');
    });
  });

  describe('a unit that closes', () => {
    it('says what still hangs on it, and how much of it', async () => {
      const { api, invite, close } = await world();
      await invite('lars', 'boston');
      expect(await close({})).toMatchObject({
        code: 'ORG_UNIT_NOT_EMPTY',
        message: 'Unit boston is in use. units: 1 (Unit pier); people: 1 (Sam Shipper); customers: 1 (Pilot).',
      });
      const content = async (viewer: Viewer) =>
        (await api.as(viewer).ask('{ orgUnit(id: "pier") { content { kind count names } } }')).orgUnit?.content;
      expect(await content(admin)).toEqual([{ kind: 'MEMBER', count: 1, names: ['Sam Shipper'] }]);
      expect(await content(aStaffMember('/group/east/'))).toEqual([]);
      expect(await content(aShipper('pilot'))).toBeUndefined();
    });

    it('can be chosen no more, and stays as history', async () => {
      const { api, move, close } = await world();
      await api.as(admin).ask('mutation { deactivateMember(id: "olaf") { __typename } }');
      expect(await close({ id: 'pier' })).toMatchObject({ id: 'pier', closedAt: expect.any(String), version: 2 });
      const listed = async (text: string) =>
        (await api.as(admin).ask(text)).orgUnits.map(({ id }: { id: string }) => id);
      expect(await listed('{ orgUnits { id } }')).not.toContain('pier');
      expect(await listed('{ orgUnits(closed: true) { id } }')).toContain('pier');
      const { staffMember } = await api.as(admin).ask('{ staffMember(id: "olaf") { orgUnit { name closedAt } } }');
      expect(staffMember.orgUnit).toMatchObject({ name: 'Unit pier', closedAt: expect.any(String) });
      expect(await close({ id: 'pier', version: 2 })).toMatchObject({ code: 'ORG_UNIT_UNKNOWN' });
      expect(await move({ id: 'pier' })).toMatchObject({ code: 'ORG_UNIT_UNKNOWN' });
      const into = { id: 'x', kind: 'TEAM', parentId: 'pier', name: 'X', timeZone: 'UTC' };
      expect((await api.system.ask(CREATE_UNIT, { input: into })).createOrgUnit).toMatchObject({
        code: 'ORG_UNIT_UNKNOWN',
      });
      const account = anAccount({ id: 'late', branchId: 'pier' });
      expect((await api.system.ask(OPEN_ACCOUNT, { input: account })).openAccount).toMatchObject({
        code: 'ORG_UNIT_UNKNOWN',
      });
    });

    it('lets nobody in again who stands there', async () => {
      const { api, close } = await world();
      const again = (act: string) =>
        api.as(admin).ask(`mutation { ${act}(id: "olaf") { ... on Member { active } ... on Refusal { code field } } }`);
      await again('deactivateMember');
      expect(await again('reactivateMember')).toEqual({ reactivateMember: { active: true } });
      await again('deactivateMember');
      await close({ id: 'pier' });
      expect(await again('reactivateMember')).toEqual({ reactivateMember: { code: 'ORG_UNIT_CLOSED', field: 'id' } });
      await api.as(admin).ask('mutation { moveMember(id: "olaf", orgUnitId: "boston") { __typename } }');
      expect(await again('reactivateMember')).toEqual({ reactivateMember: { active: true } });
    });
  });
});
