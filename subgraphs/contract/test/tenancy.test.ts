import type { Viewer } from '@quayside/shared/identity';
import { EventLog } from '@quayside/shared/outbox/event-log';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey, aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { ACME, activeContract, BETA, BOSTON, DENVER, draftContract, startContractApi } from './contract-api.ts';

const READ = `query ($id: ID!, $account: ID!, $of: [_Any!]!) {
  contract(id: $id) { number }
  contracts { nodes { number } }
  entitlement(accountId: $account, service: WAREHOUSING) { entitled reason contract { id } }
  price(accountId: $account, service: WAREHOUSING, quantity: 1) { ... on Price { quantity } ... on Refusal { code } }
  _entities(representations: $of) { ... on Contract { number } ... on Account { contracts { number } }
    ... on RateCard { name } } }`;
const NOTHING = {
  contract: null,
  contracts: { nodes: [] },
  entitlement: { entitled: false, reason: 'NO_CONTRACT', contract: null },
  price: { code: 'NO_CONTRACT' },
  _entities: [null, { contracts: [] }, null],
};

eachDatabase((engine) => {
  describe('tenancy', () => {
    async function startWithContract() {
      const api = await startContractApi(engine);
      const { id } = await activeContract(api.system);
      const lines = [{ service: 'WAREHOUSING', per: 'PL', rateMinor: 900 }];
      const input = { contractId: id, name: '2026', currency: 'USD', validFrom: '2026-01-01', lines };
      const { addRateCard } = await api.system.ask(
        `mutation ($input: AddRateCardInput!) { addRateCard(input: $input) { ... on Contract { rateCards { id } } } }`,
        { input },
      );
      const of = [
        { __typename: 'Contract', id },
        { __typename: 'Account', id: ACME },
        { __typename: 'RateCard', id: addRateCard.rateCards[0].id },
      ];
      return { ...api, id, question: { id, account: ACME, of } };
    }

    it('hides contracts and prices from strangers', async () => {
      const { as, question } = await startWithContract();
      const strangers = {
        'another account': aShipper(BETA),
        'staff of another branch': aStaffMember(DENVER),
        'the holder of a link': aLinkHolder(ACME, '01PARCEL000000000000000000'),
      };
      for (const [who, viewer] of Object.entries(strangers)) {
        expect(await as(viewer).ask(READ, question), who).toEqual(NOTHING);
      }
    });

    it('takes no party out of reach', async () => {
      const { as } = await startContractApi(engine);
      const parties = (accountId: string) => ({ parties: [{ role: 'BILL_TO', name: 'Payer', accountId }] });
      const staff = as(aStaffMember(BOSTON));
      expect(await draftContract(staff, parties(BETA))).toEqual({ code: 'PARTY_UNKNOWN', field: 'parties' });
      expect(await draftContract(staff, parties(ACME))).toMatchObject({ state: 'DRAFT' });
    });

    it('shows a draft to nobody but the staff', async () => {
      const { as } = await startContractApi(engine);
      const { id } = await draftContract(as(aStaffMember(BOSTON)));
      const find = async (viewer: Viewer) =>
        (await as(viewer).ask(`query ($id: ID!) { contract(id: $id) { state } }`, { id })).contract;
      expect(await find(aStaffMember(BOSTON))).toEqual({ state: 'DRAFT' });
      for (const viewer of [aShipper(ACME, 'SHIPPER_ADMINISTRATOR'), aKey(ACME, ['read', 'write'])]) {
        expect(await find(viewer)).toBeNull();
      }
    });

    it('keeps what we drafted, and gave up, from customers', async () => {
      const { as, subgraph } = await startContractApi(engine);
      const staff = as(aStaffMember(BOSTON));
      const AMEND = `mutation ($id: ID!) { amendContract(input: { id: $id, version: 1, reason: "Our margin", name: "Second" }) {
        ... on Contract { version } } }`;
      const END = 'mutation ($id: ID!) { terminateContract(id: $id, reason: "Lost") { __typename } }';
      const [kept, lost] = [await draftContract(staff), await draftContract(staff)];
      for (const { id } of [kept, lost]) {
        expect((await staff.ask(AMEND, { id })).amendContract).toEqual({ version: 2 });
      }
      await staff.ask(END, { id: lost.id });
      await staff.ask('mutation ($id: ID!) { activateContract(id: $id) { __typename } }', { id: kept.id });
      const VERSIONS =
        'query ($id: ID!) { contract(id: $id) { versions { version reason } } contracts { nodes { id } } }';
      const boss = as(aShipper(ACME, 'SHIPPER_ADMINISTRATOR'));
      expect(await boss.ask(VERSIONS, { id: lost.id })).toEqual({
        contract: null,
        contracts: { nodes: [{ id: kept.id }] },
      });
      expect((await boss.ask(VERSIONS, { id: kept.id })).contract.versions).toEqual([{ version: 3, reason: null }]);
      expect((await staff.ask(VERSIONS, { id: kept.id })).contract.versions).toHaveLength(3);
      await subgraph.settle();
      const told = await new EventLog('contract', subgraph.db).readAfter(0, 10);
      expect(told.map(({ type, subject }) => [type, subject])).toEqual([['contract.activated.v1', kept.id]]);
      await staff.ask(END, { id: kept.id });
      expect((await boss.ask(VERSIONS, { id: kept.id })).contract.versions).toHaveLength(2);
    });

    it('shows nothing to whoever may only write', async () => {
      const { as, question } = await startWithContract();
      expect(await as(aKey(ACME, ['write'])).ask(READ, question)).toEqual(NOTHING);
      const writer = { ...aStaffMember(BOSTON), scopes: ['write'] };
      const { id } = await draftContract(as(writer));
      const text = `mutation ($id: ID!) { activateContract(id: $id) {
        ... on Contract { state versions { version } rateCards { id } } } }`;
      expect((await as(writer).ask(text, { id })).activateContract).toEqual({
        state: 'ACTIVE',
        versions: [],
        rateCards: [],
      });
    });

    it('shows members and keys their own', async () => {
      const { as, question } = await startWithContract();
      for (const viewer of [aShipper(ACME), aKey(ACME, ['read']), aStaffMember(BOSTON)]) {
        const seen = await as(viewer).ask(READ, question);
        expect(seen.contract).toEqual({ number: 'QC-000001' });
        expect(seen._entities).toEqual([
          { number: 'QC-000001' },
          { contracts: [{ number: 'QC-000001' }] },
          { name: '2026' },
        ]);
      }
    });

    it('lets only commercial staff of the branch write', async () => {
      const { as, id } = await startWithContract();
      const terminate = (viewer: Parameters<typeof as>[0]) =>
        as(viewer).ask(`mutation ($id: ID!) { terminateContract(id: $id, reason: "x") { __typename } }`, { id });
      for (const viewer of [aShipper(ACME), aKey(ACME), aStaffMember(BOSTON, 'OPERATOR')]) {
        await expect(terminate(viewer)).rejects.toThrow('FORBIDDEN');
        await expect(draftContract(as(viewer))).rejects.toThrow('FORBIDDEN');
      }
      for (const viewer of [aShipper(BETA), aStaffMember(DENVER)]) {
        await expect(terminate(viewer)).rejects.toThrow('NOT_FOUND');
      }
      await expect(draftContract(as(aStaffMember(DENVER)))).rejects.toThrow('NOT_FOUND');
    });
  });
});
