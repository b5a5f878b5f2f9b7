import type { Viewer } from '@quayside/shared/identity';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { PARAMETER_CHANGED } from '../src/parameter-events.ts';
import { aWorld, customerApis } from './customer-api.ts';

const SET = `mutation($input: SetParameterInput!) { setParameter(input: $input) {
  ... on ParameterSetting { value version } ... on Refusal { code field figures { name value } } } }`;
const LIST =
  '{ parameters { name value standard from { id } settings { orgUnit { id } value } changes { before after by reason } } }';
const DISPLAY = '{ viewer { display { quantityDecimals } } }';

eachDatabase((engine) => {
  const start = customerApis(engine);
  const admin = { ...aStaffMember('/group/', 'ADMINISTRATOR'), name: 'Ada' };

  async function world() {
    const { api } = await aWorld(await start());
    const set = async (viewer: Viewer, input: Record<string, unknown>) => {
      const given = { name: 'QUANTITY_DECIMALS', orgUnitId: 'group', reason: 'scales weigh grams', ...input };
      const answer = await api.as(viewer).answer(SET, { input: given });
      return answer.errors?.[0]?.extensions?.['code'] ?? answer.data?.['setParameter'];
    };
    const shown = async (viewer: Viewer) => (await api.as(viewer).ask(DISPLAY)).viewer.display.quantityDecimals;
    const decimals = async (viewer: Viewer) =>
      (await api.as(viewer).ask(LIST)).parameters.find(({ name }: { name: string }) => name === 'QUANTITY_DECIMALS');
    return { api, set, shown, decimals };
  }

  describe('parameters', () => {
    it('hold for a unit and all below it, until a nearer one says otherwise', async () => {
      const { api, set, shown, decimals } = await world();
      expect(await shown(aShipper('acme'))).toBe(1);
      expect(await decimals(admin)).toMatchObject({ value: 1, from: null });
      expect(await set(admin, { value: 2 })).toEqual({ value: 2, version: 1 });
      expect(await set(admin, { orgUnitId: 'east', value: 0 })).toEqual({ value: 0, version: 1 });
      expect([await shown(aShipper('acme')), await shown(aShipper('globex'))]).toEqual([0, 2]);
      expect(await decimals(aStaffMember('/group/east/'))).toMatchObject({ value: 0, from: { id: 'east' } });
      expect(await set(admin, { orgUnitId: 'east', value: null, version: 1 })).toEqual({ value: null, version: 2 });
      expect(await shown(aShipper('acme'))).toBe(2);
      expect(await decimals(aStaffMember('/group/west/'))).toEqual({
        ...{ name: 'QUANTITY_DECIMALS', value: 2, standard: 1, from: { id: 'group' } },
        ...{ settings: [{ orgUnit: { id: 'group' }, value: 2 }] },
        changes: [{ before: null, after: 2, by: 'Ada', reason: 'scales weigh grams' }],
      });
      const told = (await api.events()).filter(({ type }) => type === PARAMETER_CHANGED).map(({ data }) => data);
      expect(told).toMatchObject([
        { name: 'QUANTITY_DECIMALS', path: '/group/', value: 2 },
        { path: '/group/east/', value: 0 },
        { path: '/group/east/', value: null },
      ]);
    });

    it('are set by whom the company trusts with them, within their range', async () => {
      const { api, set } = await world();
      const east = aStaffMember('/group/east/', 'ADMINISTRATOR');
      expect(await set(admin, { value: 4 })).toEqual({
        ...{ code: 'PARAMETER_RANGE', field: 'value' },
        figures: [
          { name: 'least', value: '0' },
          { name: 'most', value: '3' },
        ],
      });
      expect(await set(east, { value: 2 })).toEqual({ code: 'ORG_UNIT_UNKNOWN', field: 'orgUnitId', figures: null });
      expect(await set(east, { value: 2, orgUnitId: 'east' })).toEqual({ value: 2, version: 1 });
      expect(await set(east, { value: 3, orgUnitId: 'east' })).toBe('CONFLICT');
      expect(await set(aStaffMember('/group/', 'SALES_HEAD'), { value: 2 })).toBe('FORBIDDEN');
      expect(await set({ ...admin, permissions: [] }, { value: 2 })).toBe('FORBIDDEN');
      const trusted: Viewer = { ...aStaffMember('/group/', 'OPERATOR'), permissions: ['MANAGE_PARAMETERS'] };
      expect(await set(trusted, { value: 2 })).toEqual({ value: 2, version: 1 });
      expect(await set(aShipper('acme', 'SHIPPER_ADMINISTRATOR'), { value: 2 })).toBe('FORBIDDEN');
      await expect(api.as(aShipper('acme')).ask(LIST)).rejects.toThrow('FORBIDDEN');
    });
  });
});
