import type { Viewer } from '@quayside/shared/identity';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { aWorld, customerApis } from './customer-api.ts';

const SET = `mutation($input: SetBankDetailsInput!) { setBankDetails(input: $input) {
  ... on BankDetailsSetting { version details { iban } } ... on Refusal { code field } } }`;
const PAY = `query($id: ID!, $currency: String!) { account(id: $id) { bankDetails(currency: $currency) {
  beneficiary iban accountNumber routing bic } } }`;
const LIST = '{ bankDetails { orgUnit { id } currency version reason changedBy details { iban } } }';

const COLOGNE = { beneficiary: 'Quayside Köln GmbH', iban: 'de89 3704 0044 0532 0130 00', bic: 'COBADEFFXXX' };
const BOSTON = { beneficiary: 'Quayside Inc', accountNumber: '000123456789', routing: '011000015' };

eachDatabase((engine) => {
  const start = customerApis(engine);
  const admin = { ...aStaffMember('/group/', 'ADMINISTRATOR'), name: 'Ada' };

  async function world() {
    const { api } = await aWorld(await start());
    const set = async (viewer: Viewer, input: Record<string, unknown>) => {
      const given = { orgUnitId: 'group', reason: 'new bank', ...input };
      const answer = await api.as(viewer).answer(SET, { input: given });
      return answer.errors?.[0]?.extensions?.['code'] ?? answer.data?.['setBankDetails'];
    };
    const paysTo = async (id: string, currency: string, viewer: Viewer = aShipper(id)) =>
      (await api.as(viewer).ask(PAY, { id, currency })).account?.bankDetails ?? null;
    return { api, set, paysTo };
  }

  describe('bank details', () => {
    it('are those of the nearest unit, and of its currency before any other', async () => {
      const { set, paysTo } = await world();
      expect(await paysTo('acme', 'EUR')).toBeNull();
      expect(await set(admin, { details: BOSTON })).toEqual({ version: 1, details: { iban: null } });
      await set(admin, { currency: 'EUR', details: COLOGNE });
      expect(await paysTo('acme', 'EUR')).toEqual({
        ...{ beneficiary: 'Quayside Köln GmbH', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' },
        ...{ accountNumber: null, routing: null },
      });
      expect(await paysTo('acme', 'USD')).toMatchObject({ accountNumber: '000123456789', iban: null });
      // The nearer unit wins as a whole: its name never stands over the account of another.
      await set(admin, { orgUnitId: 'east', details: { ...BOSTON, beneficiary: 'Quayside East' } });
      expect(await paysTo('acme', 'EUR')).toMatchObject({ beneficiary: 'Quayside East', iban: null });
      expect(await paysTo('globex', 'EUR')).toMatchObject({ beneficiary: 'Quayside Köln GmbH' });
      expect(await set(admin, { orgUnitId: 'east', version: 1 })).toEqual({ version: 2, details: null });
      expect(await paysTo('acme', 'EUR')).toMatchObject({ beneficiary: 'Quayside Köln GmbH' });
      expect(await paysTo('acme', 'EUR', aShipper('globex'))).toBeNull();
    });

    it('are changed by whom the company trusts, and every change stays to be read', async () => {
      const { api, set } = await world();
      const wrong = (details: Record<string, unknown>) => set(admin, { details: { ...COLOGNE, ...details } });
      expect(await wrong({ iban: 'DE88370400440532013000' })).toEqual({ code: 'IBAN_NOT_VALID', field: 'iban' });
      expect(await wrong({ iban: null })).toEqual({ code: 'BANK_ACCOUNT_MISSING', field: 'iban' });
      expect(await wrong({ bic: 'COBA' })).toEqual({ code: 'BIC_NOT_VALID', field: 'bic' });
      expect(await wrong({ beneficiary: ' ' })).toEqual({ code: 'TEXT_BLANK', field: 'beneficiary' });
      expect(await set(admin, { currency: 'euro', details: COLOGNE })).toMatchObject({ code: 'CURRENCY_UNKNOWN' });
      const east = aStaffMember('/group/east/', 'ADMINISTRATOR');
      expect(await set(east, { details: COLOGNE })).toEqual({ code: 'ORG_UNIT_UNKNOWN', field: 'orgUnitId' });
      expect(await set(aStaffMember('/group/', 'SALES_HEAD'), { details: COLOGNE })).toBe('FORBIDDEN');
      expect(await set(aShipper('acme', 'SHIPPER_ADMINISTRATOR'), { details: COLOGNE })).toBe('FORBIDDEN');
      expect(await set(admin, { details: COLOGNE })).toMatchObject({ version: 1 });
      expect(await set(admin, { details: BOSTON })).toBe('CONFLICT');
      const both = await Promise.all([1, 2].map(() => set(admin, { details: BOSTON, version: 1, reason: 'moved' })));
      expect(both).toContainEqual({ version: 2, details: { iban: null } });
      expect(both).toContain('CONFLICT');
      expect((await api.as(admin).ask(LIST)).bankDetails).toEqual([
        {
          orgUnit: { id: 'group' },
          currency: null,
          version: 2,
          reason: 'moved',
          changedBy: 'Ada',
          details: { iban: null },
        },
        expect.objectContaining({ version: 1, details: { iban: 'DE89370400440532013000' } }),
      ]);
      await expect(api.as(aShipper('acme')).ask(LIST)).rejects.toThrow('FORBIDDEN');
    });
  });
});
