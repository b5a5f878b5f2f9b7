import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { REFERRER_CHANGED } from '../src/events.ts';
import { anAccount, aWorld, customerApis, OPEN_ACCOUNT } from './customer-api.ts';

const SET = `mutation($input: SetReferralInput!) { setReferral(input: $input) { __typename ... on Refusal { code } } }`;
const HISTORY = '{ account(id: "acme") { history { actor field before after } } }';

eachDatabase((engine) => {
  const start = customerApis(engine);

  describe('who brought a customer', () => {
    it('is told and kept in the history of the account, once for each change', async () => {
      const { api } = await aWorld(await start());
      const maya = api.as(aStaffMember('/group/'));
      const set = async (referrerId: string | null) =>
        (await maya.ask(SET, { input: { accountId: 'acme', referrerId } })).setReferral.__typename;
      for (const referrerId of ['globex', 'globex', null, null]) expect(await set(referrerId)).toBe('CustomerValue');
      const told = (await api.events()).filter(({ type }) => type === REFERRER_CHANGED);
      const change = { accountId: 'acme', by: 'Ada Manager', internal: true };
      expect(told.map(({ data }) => data)).toEqual([
        { ...change, before: null, referrerId: 'globex' },
        { ...change, before: 'globex', referrerId: null },
      ]);
      expect(told.map(({ accountId, subject }) => [accountId, subject])).toEqual([
        ['acme', 'acme'],
        ['acme', 'acme'],
      ]);
      expect(told[1]?.seq).toBeGreaterThan(told[0]?.seq ?? 0);
      const field = { actor: 'Ada Manager', field: 'referrerId' };
      expect((await maya.ask(HISTORY)).account.history).toEqual([
        { ...field, before: 'Company globex', after: null },
        { ...field, before: null, after: 'Company globex' },
      ]);
    });

    it('is a matter of the staff, and named to those who reach it alone', async () => {
      const { api } = await aWorld(await start());
      await api.system.ask(SET, { input: { accountId: 'acme', referrerId: 'globex' } });
      const east = (await api.as(aStaffMember('/group/east/')).ask(HISTORY)).account.history;
      expect(east).toEqual([{ actor: 'test', field: 'referrerId', before: null, after: null }]);
      const customer = api.as(aShipper('acme', 'SHIPPER_ADMINISTRATOR'));
      expect((await customer.ask(HISTORY)).account.history).toEqual([]);
    });

    it('never goes round, though several say so at once', async () => {
      const { api } = await aWorld(await start());
      const names = ['a', 'b', 'c', 'd'];
      for (const id of names) await api.system.ask(OPEN_ACCOUNT, { input: anAccount({ id, name: id }) });
      // Two halves that share no account, and two that do.
      for (let round = 0; round < 5; round++) {
        await api.subgraph.db.write((em) => em.query('DELETE FROM referral'));
        const answers = await Promise.all(
          names.map((accountId, at) =>
            api.system.ask(SET, { input: { accountId, referrerId: names[(at + 1) % names.length] } }),
          ),
        );
        const codes = answers.flatMap(({ setReferral }) => setReferral.code ?? []);
        expect(codes).toEqual(['REFERRAL_CIRCULAR']);
      }
    });
  });
});
