import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey, aShipper } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { aWorld, customerApis, REGISTER } from './customer-api.ts';

const ADDRESS = { lines: ['1 Dock St'], city: 'Boston', region: 'MA', postalCode: '02110', country: 'US' };

eachDatabase((engine) => {
  const start = customerApis(engine);

  async function register() {
    const { api } = await aWorld(await start());
    const asShipper = async (facts: object) =>
      (await api.as(aShipper('acme')).ask(REGISTER, { input: { accountId: 'acme', name: 'Big Store', ...facts } }))
        .registerConsignee;
    return { api, asShipper };
  }

  describe('consignees', () => {
    it('are recognised by the code of the account', async () => {
      const { asShipper } = await register();
      const first = await asShipper({ code: '0042', phone: '555-0100' });
      const again = await asShipper({ code: '0042', name: 'Big Store #42' });
      expect(again).toMatchObject({ id: first.id, name: 'Big Store #42', phone: '555-0100', version: 2 });
    });

    it('of many orders are registered in one go', async () => {
      const { api, asShipper } = await register();
      const known = await asShipper({ code: '1' });
      const text = `mutation($inputs: [RegisterConsigneeInput!]!) { registerConsignees(inputs: $inputs) {
        __typename ... on Consignee { id name } ... on Refusal { code field } } }`;
      const inputs = [
        { code: '1', name: 'Big Store' },
        { code: '2', name: 'Twin' },
        { code: '3', name: '' },
        { code: '2', name: 'Twin' },
      ].map((facts) => ({ accountId: 'acme', ...facts }));
      const { registerConsignees: answers } = await api.as(aShipper('acme')).ask(text, { inputs });
      expect(answers).toMatchObject([{ id: known.id }, { name: 'Twin' }, { __typename: 'Refusal' }, { name: 'Twin' }]);
      expect(answers[3].id).toBe(answers[1].id);
      await expect(api.as(aShipper('globex')).ask(text, { inputs })).rejects.toThrow('NOT_FOUND');
      await expect(api.as(aShipper('acme')).ask(text, { inputs: Array(501).fill(inputs[0]) })).rejects.toThrow(
        'At most 500',
      );
    });

    it('are listed page by page, all of them', async () => {
      const { api, asShipper } = await register();
      for (const code of ['3', '1', '2', '4', '5'])
        await asShipper({ code, name: code < '3' ? 'Twin' : `Store ${code}` });
      const text = 'query($after: ID) { account(id: "acme") { consignees(first: 2, after: $after) { id name } } }';
      const seen: { id: string; name: string }[] = [];
      for (let page = 0; page < 4; page++) {
        const { account } = await api.as(aShipper('acme')).ask(text, { after: seen.at(-1)?.id ?? null });
        seen.push(...account.consignees);
      }
      expect(seen.map(({ name }) => name)).toEqual(['Store 3', 'Store 4', 'Store 5', 'Twin', 'Twin']);
    });

    it('are told of once, with their account', async () => {
      const { api, asShipper } = await register();
      const { id } = await asShipper({ code: '0042' });
      await asShipper({ code: '0042', phone: '555-0100' });
      const told = (await api.events()).filter(({ type }) => type === 'consignee.registered.v1');
      expect(told).toMatchObject([{ subject: id, data: { consigneeId: id, accountId: 'acme' } }]);
    });

    it('are recognised by name and postal code', async () => {
      const { asShipper } = await register();
      const first = await asShipper({ address: ADDRESS });
      const again = await asShipper({ name: ' BIG  store ', address: ADDRESS });
      const elsewhere = await asShipper({ address: { ...ADDRESS, postalCode: '10001' } });
      expect(again.id).toBe(first.id);
      expect(elsewhere.id).not.toBe(first.id);
    });

    it('take the code that a later order gives', async () => {
      const { asShipper } = await register();
      const first = await asShipper({ address: ADDRESS });
      const coded = await asShipper({ address: ADDRESS, code: '0042' });
      const other = await asShipper({ address: ADDRESS, code: '0043' });
      expect(coded).toMatchObject({ id: first.id, consigneeCode: '0042' });
      expect(other.id).not.toBe(first.id);
    });

    it('are not touched when nothing is new', async () => {
      const { asShipper } = await register();
      const facts = { code: '0042', address: ADDRESS };
      await asShipper(facts);
      expect(await asShipper(facts)).toMatchObject({ version: 1 });
    });

    it('are made once by orders that arrive at once', async () => {
      const { asShipper } = await register();
      const made = await Promise.all(Array.from({ length: 8 }, () => asShipper({ code: '0042', address: ADDRESS })));
      expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    });

    it('of two accounts never meet', async () => {
      const { api, asShipper } = await register();
      const ours = await asShipper({ code: '0042' });
      const { registerConsignee: theirs } = await api
        .as(aKey('globex'))
        .ask(REGISTER, { input: { accountId: 'globex', name: 'Big Store', code: '0042' } });
      expect(theirs.id).not.toBe(ours.id);
    });

    it('are listed by name, as many as asked', async () => {
      const { api, asShipper } = await register();
      for (const name of ['Cedar', 'Aspen', 'Birch']) await asShipper({ name });
      const { accounts } = await api.system.ask('{ accounts { nodes { id consignees(first: 2) { name } } } }');
      const acme = accounts.nodes.find(({ id }: { id: string }) => id === 'acme');
      expect(acme.consignees).toEqual([{ name: 'Aspen' }, { name: 'Birch' }]);
    });

    it.each([
      ['no name', { name: '' }, 'TEXT_BLANK'],
      ['a zone that does not exist', { timeZone: 'Mars/Base' }, 'TIME_ZONE_UNKNOWN'],
      ['an e-mail that is none', { email: 'nobody' }, 'EMAIL_NOT_VALID'],
    ])('are refused with %s', async (_, facts, code) => {
      const { asShipper } = await register();
      expect(await asShipper(facts)).toMatchObject({ code });
    });
  });
});
