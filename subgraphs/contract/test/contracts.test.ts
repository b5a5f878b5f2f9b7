import { systemViewer } from '@quayside/shared/identity';
import { DAY } from '@quayside/shared/instant';
import { EventLog } from '@quayside/shared/outbox/event-log';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { tellEnds } from '../src/contract/watch.ts';
import { CONTRACT_EXPIRING } from '../src/events.ts';
import { ACME, activeContract, BETA, BOSTON, draftContract, startContractApi } from './contract-api.ts';

const AMEND = `mutation ($input: AmendContractInput!) { amendContract(input: $input) {
  ... on Contract { version validTo services { service } } ... on Refusal { code field } } }`;
const TERMINATE = `mutation ($id: ID!, $reason: String!) { terminateContract(id: $id, reason: $reason) {
  ... on Contract { state } ... on Refusal { code } } }`;
const LIST = `query ($filter: ContractFilter, $first: Int, $after: String) {
  contracts(filter: $filter, first: $first, after: $after) { nodes { id number } pageInfo { endCursor hasNextPage } } }`;

eachDatabase((engine) => {
  describe('contracts', () => {
    it('go from draft to active to expired', async () => {
      const { as, clock } = await startContractApi(engine);
      const staff = as(aStaffMember(BOSTON));
      expect(await draftContract(staff)).toMatchObject({ number: 'QC-000001', state: 'DRAFT', version: 1 });
      const { id } = await activeContract(staff);
      const read = async () =>
        (await staff.ask(`query ($id: ID!) { contract(id: $id) { state daysLeft } }`, { id })).contract;
      expect(await read()).toEqual({ state: 'ACTIVE', daysLeft: 304 });
      clock.set('2027-01-01T00:00:00Z');
      expect(await read()).toEqual({ state: 'EXPIRED', daysLeft: -1 });
    });

    it('keep every version with its reason', async () => {
      const { as } = await startContractApi(engine);
      const staff = as(aStaffMember(BOSTON));
      const { id } = await activeContract(staff);
      const change = { validTo: '2027-12-31', services: [{ service: 'TRANSPORT' }] };
      const { amendContract } = await staff.ask(AMEND, { input: { id, version: 2, reason: 'Extended', ...change } });
      expect(amendContract).toEqual({ version: 3, validTo: '2027-12-31', services: [{ service: 'TRANSPORT' }] });
      const { contract } = await staff.ask(
        `query ($id: ID!) { contract(id: $id) { versions { version state validTo reason
          services { service } serviceLevels { metric } liability { regime } parties { role } } } }`,
        { id },
      );
      const [first, , last] = contract.versions;
      expect(first.services).toEqual([{ service: 'WAREHOUSING' }, { service: 'LABELLING' }]);
      expect(last.services).toEqual([{ service: 'TRANSPORT' }]);
      const terms = { serviceLevels: [{ metric: 'ON_TIME_PERCENT' }], liability: { regime: 'us-motor' }, parties: [] };
      expect(first).toMatchObject(terms);
      expect(contract.versions).toMatchObject([
        { version: 1, state: 'DRAFT', validTo: '2026-12-31', reason: null },
        { version: 2, state: 'ACTIVE', validTo: '2026-12-31', reason: null },
        { version: 3, state: 'ACTIVE', validTo: '2027-12-31', reason: 'Extended' },
      ]);
    });

    it('refuse an amendment of an older version', async () => {
      const { as } = await startContractApi(engine);
      const staff = as(aStaffMember(BOSTON));
      const { id } = await activeContract(staff);
      const late = staff.ask(AMEND, { input: { id, version: 1, reason: 'Late' } });
      await expect(late).rejects.toThrow('CONFLICT');
    });

    it('let one of two parallel amendments win', async () => {
      const { as } = await startContractApi(engine);
      const staff = as(aStaffMember(BOSTON));
      const { id } = await activeContract(staff);
      const amend = (name: string) => staff.ask(AMEND, { input: { id, version: 2, reason: 'Race', name } });
      const outcomes = await Promise.allSettled([amend('One'), amend('Two')]);
      expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
      const lost = outcomes.find((one) => one.status === 'rejected');
      expect(String(lost?.reason)).toContain('CONFLICT');
    });

    it('end for good when terminated', async () => {
      const { as } = await startContractApi(engine);
      const staff = as(aStaffMember(BOSTON));
      const { id } = await activeContract(staff);
      const terminate = (reason: string) => staff.ask(TERMINATE, { id, reason });
      expect(await terminate(' ')).toEqual({ terminateContract: { code: 'REASON_MISSING' } });
      expect(await terminate('Sold')).toEqual({ terminateContract: { state: 'TERMINATED' } });
      expect(await terminate('Again')).toEqual({ terminateContract: { code: 'CONTRACT_STATE' } });
    });

    it('refuse terms that cannot hold', async () => {
      const { system } = await startContractApi(engine);
      const code = async (change: Record<string, unknown>) => (await draftContract(system, change)).code;
      expect(await code({ validTo: '2025-12-31' })).toBe('PERIOD_REVERSED');
      expect(await code({ services: [] })).toBe('SERVICES_MISSING');
      expect(await code({ liability: { regime: 'us-motor', fileWithinDays: 90 } })).toBe('FILING_TIME_SHORT');
      expect(await code({ liability: { regime: 'moon', fileWithinDays: 90 } })).toBe('REGIME_UNKNOWN');
      expect(await code({ serviceLevels: [{ metric: 'ON_TIME_PERCENT', target: 101 }] })).toBe('TARGET_RANGE');
    });

    it('have one currency, of the list and of the cards', async () => {
      const { system } = await startContractApi(engine);
      const labels = { service: 'LABELLING', unit: 'EA', priceMinor: 25, currency: 'EUR' };
      const { id } = await activeContract(system, { catalogue: [labels] });
      const lines = [{ service: 'WAREHOUSING', charge: 'HANDLING_OUT', per: 'ORDER', rateMinor: 450 }];
      const card = { contractId: id, name: 'Rates', validFrom: '2026-01-01', lines };
      const ADD =
        'mutation ($input: AddRateCardInput!) { addRateCard(input: $input) { ... on Contract { version } ... on Refusal { code field } } }';
      const add = async (currency: string) => (await system.ask(ADD, { input: { ...card, currency } })).addRateCard;
      expect(await add('USD')).toEqual({ code: 'CURRENCIES_MIXED', field: 'currency' });
      expect(await add('EUR')).toEqual({ version: 3 });
      const catalogue = [{ ...labels, currency: 'USD' }];
      const { amendContract } = await system.ask(AMEND, { input: { id, version: 3, reason: 'Dollars', catalogue } });
      expect(amendContract).toEqual({ code: 'CURRENCIES_MIXED', field: 'catalogue' });
    });

    it('take an imported id and number once', async () => {
      const { system } = await startContractApi(engine);
      const id = '01CONTRACT0000000000000000';
      expect(await draftContract(system, { id, number: 'K-7' })).toMatchObject({ id, number: 'K-7' });
      expect(await draftContract(system, { id, number: 'K-8' })).toMatchObject({ code: 'CONTRACT_ID_TAKEN' });
      expect(await draftContract(system, { number: 'K-7' })).toMatchObject({ code: 'CONTRACT_NUMBER_TAKEN' });
    });

    it('page newest first and filter by state', async () => {
      const { system, clock } = await startContractApi(engine);
      for (const number of ['A', 'B', 'C']) {
        await activeContract(system, { number });
        clock.advance(1000);
      }
      await activeContract(system, { number: 'SHORT', validTo: '2026-03-20' });
      const list = async (variables: Record<string, unknown>) => {
        const { contracts } = await system.ask(LIST, variables);
        return { ...contracts, numbers: contracts.nodes.map((node: { number: string }) => node.number) };
      };
      const first = await list({ first: 3 });
      expect(first.numbers).toEqual(['SHORT', 'C', 'B']);
      const rest = await list({ first: 3, after: first.pageInfo.endCursor });
      expect([rest.numbers, rest.pageInfo.hasNextPage]).toEqual([['A'], false]);
      expect((await list({ filter: { expiringWithinDays: 30 } })).numbers).toEqual(['SHORT']);
      expect((await list({ filter: { expiringWithinDays: -2_147_483_648 } })).numbers).toEqual([]);
      clock.advance(30 * DAY);
      expect((await list({ filter: { state: 'EXPIRED', accountId: ACME } })).numbers).toEqual(['SHORT']);
      expect((await list({ filter: { state: 'ACTIVE' } })).numbers).toEqual(['C', 'B', 'A']);
      expect((await list({ filter: { accountId: BETA } })).numbers).toEqual([]);
    });

    it('tell once that they end soon, and again for another end', async () => {
      const { subgraph, system, clock } = await startContractApi(engine);
      const { id } = await activeContract(system, { validTo: '2026-12-31' });
      await activeContract(system, { validTo: '2027-12-31' });
      const ctx = { viewer: systemViewer('test'), correlationId: 'C', now: clock.now, db: subgraph.db };
      const told = async () => {
        await tellEnds(ctx);
        await subgraph.settle();
        const events = await new EventLog('contract', subgraph.db).readAfter(0, 100);
        return events.filter(({ type }) => type === CONTRACT_EXPIRING).map(({ subject, data }) => [subject, data]);
      };
      expect(await told()).toEqual([]);
      clock.advance(Date.parse('2026-12-05T12:00:00Z') - clock.now());
      expect(await told()).toEqual([[id, expect.objectContaining({ validTo: '2026-12-31' })]]);
      expect(await told()).toHaveLength(1);
      await system.ask(AMEND, { input: { id, version: 2, reason: 'Longer', validTo: '2027-01-02' } });
      expect(await told()).toHaveLength(2);
      clock.advance(40 * DAY);
      expect(await told()).toHaveLength(2);
    });

    it('tell the other subgraphs their terms', async () => {
      const { subgraph, system } = await startContractApi(engine);
      const { id } = await activeContract(system);
      await system.ask(TERMINATE, { id, reason: 'Sold' });
      await subgraph.settle();
      const events = await new EventLog('contract', subgraph.db).readAfter(0, 10);
      expect(events.map((event) => [event.type, event.seq, event.accountId])).toEqual([
        ['contract.activated.v1', 2, ACME],
        ['contract.terminated.v1', 3, ACME],
      ]);
      expect(events[0]?.data).toMatchObject({
        contractId: id,
        state: 'ACTIVE',
        regime: 'us-motor',
        fileWithinDays: 270,
        limitPerKilogram: { amountMinor: 1000, currency: 'USD' },
        limitPerShipment: null,
      });
    });
  });
});
