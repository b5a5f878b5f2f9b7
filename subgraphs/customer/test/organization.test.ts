import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { aWorld, CREATE_UNIT, customerApis } from './customer-api.ts';

eachDatabase((engine) => {
  const start = customerApis(engine);
  const world = async () => aWorld(await start());
  const aUnit = (facts: object) => ({ parentId: 'east', kind: 'TEAM', name: 'Pier team', timeZone: 'UTC', ...facts });

  describe('organization tree', () => {
    it('is listed from the viewer down, parents first', async () => {
      const { api } = await world();
      await api.system.ask(CREATE_UNIT, { input: aUnit({ id: 'pier' }) });
      const listed = async (path: string) =>
        (await api.as(aStaffMember(path)).ask('{ orgUnits { id } }')).orgUnits.map(({ id }: { id: string }) => id);
      expect(await listed('/group/')).toEqual(['group', 'east', 'pier', 'west']);
      expect(await listed('/group/east/')).toEqual(['east', 'pier']);
    });

    it('shows staff their own line only', async () => {
      const { api } = await world();
      await api.system.ask(CREATE_UNIT, { input: aUnit({ id: 'pier' }) });
      const { orgUnits } = await api
        .as(aStaffMember('/group/east/pier/'))
        .ask('{ orgUnits { id parent { id children { id } parent { id children { id } } } } }');
      expect(orgUnits).toEqual([
        {
          id: 'pier',
          parent: { id: 'east', children: [{ id: 'pier' }], parent: { id: 'group', children: [{ id: 'east' }] } },
        },
      ]);
    });

    it('shows a customer its branch and no more', async () => {
      const { api } = await world();
      const text = '{ orgUnits { id } account(id: "acme") { branch { name parent { id } children { id } } } }';
      expect(await api.as(aShipper('acme')).ask(text)).toEqual({
        orgUnits: [],
        account: { branch: { name: 'Unit east', parent: null, children: [] } },
      });
    });

    it('takes no unit whose path only begins alike', async () => {
      const { api } = await world();
      await api.system.ask(CREATE_UNIT, { input: aUnit({ id: 'eastern', parentId: 'group', kind: 'BRANCH' }) });
      await api.system.ask(CREATE_UNIT, { input: aUnit({ id: 'EAST', parentId: 'group', kind: 'BRANCH' }) });
      const { orgUnits } = await api.as(aStaffMember('/group/east/')).ask('{ orgUnits { id } }');
      expect(orgUnits).toEqual([{ id: 'east' }]);
    });

    it.each([
      ['a root that is no group', { parentId: null, kind: 'BRANCH' }, 'ORG_UNIT_NEEDS_PARENT'],
      ['a subsidiary under a branch', { kind: 'SUBSIDIARY' }, 'ORG_UNIT_ABOVE_PARENT'],
      ['an unknown parent', { parentId: 'nowhere' }, 'ORG_UNIT_UNKNOWN'],
      ['an id in use', { id: 'west' }, 'ID_TAKEN'],
      ['a zone that does not exist', { timeZone: 'Mars/Base' }, 'TIME_ZONE_UNKNOWN'],
    ])('refuses %s', async (_, facts, code) => {
      const { api } = await world();
      const { createOrgUnit } = await api.system.ask(CREATE_UNIT, { input: aUnit(facts) });
      expect(createOrgUnit).toMatchObject({ code });
    });

    it('is shaped by administrators below their unit', async () => {
      const { api } = await world();
      const create = async (viewer: Parameters<typeof api.as>[0], facts: object = {}) => {
        const answer = await api.as(viewer).answer(CREATE_UNIT, { input: aUnit(facts) });
        const result = answer.data?.['createOrgUnit'] as { __typename: string; code?: string } | undefined;
        return answer.errors?.[0]?.extensions?.['code'] ?? result?.code ?? result?.__typename;
      };
      const administrator = aStaffMember('/group/east/', 'ADMINISTRATOR');
      expect(await create(administrator)).toBe('OrgUnit');
      expect(await create(administrator, { parentId: 'group', kind: 'BRANCH' })).toBe('ORG_UNIT_UNKNOWN');
      expect(await create(administrator, { parentId: 'west' })).toBe('ORG_UNIT_UNKNOWN');
      expect(await create(administrator, { parentId: null, kind: 'GROUP' })).toBe('FORBIDDEN');
      expect(await create(aStaffMember('/group/'))).toBe('FORBIDDEN');
      expect(await create(aShipper('acme', 'SHIPPER_ADMINISTRATOR'))).toBe('FORBIDDEN');
    });

    it('takes another name for a unit, of administrators above it', async () => {
      const { api } = await world();
      const RENAME = `mutation ($input: UpdateOrgUnitInput!) { updateOrgUnit(input: $input) {
        ... on OrgUnit { name timeZone path } ... on Refusal { code } } }`;
      const rename = async (viewer: Parameters<typeof api.as>[0], facts: object = {}) => {
        const input = { id: 'east', name: ' Boston ', timeZone: 'America/New_York', ...facts };
        return (await api.as(viewer).ask(RENAME, { input })).updateOrgUnit;
      };
      const administrator = aStaffMember('/group/east/', 'ADMINISTRATOR');
      expect(await rename(administrator)).toEqual({
        name: 'Boston',
        timeZone: 'America/New_York',
        path: '/group/east/',
      });
      expect(await rename(administrator, { name: ' ' })).toEqual({ code: 'TEXT_BLANK' });
      expect(await rename(administrator, { timeZone: 'Mars/Base' })).toEqual({ code: 'TIME_ZONE_UNKNOWN' });
      for (const id of ['west', 'group', 'nowhere'])
        expect(await rename(administrator, { id })).toEqual({ code: 'ORG_UNIT_UNKNOWN' });
      await expect(rename(aStaffMember('/group/'))).rejects.toThrow('FORBIDDEN');
    });
  });
});
