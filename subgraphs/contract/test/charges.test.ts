import { inboxTable } from '@quayside/shared/events/inbox';
import { newId } from '@quayside/shared/ids';
import { eventTable } from '@quayside/shared/outbox/table';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { CHARGE_DUE, CHARGE_MADE, CHARGING_SOURCE, type ChargeDue } from '../src/events.ts';
import { ACME, activeContract, BETA, BOSTON, DENVER, startContractApi } from './contract-api.ts';

const LIST = `{ charges { nodes { number reason subjectId subjectNumber service quantity unit amount { amountMinor currency }
  account { id } contract { id } } } }`;
const OF_JOB = `query ($id: ID!) { _entities(representations: [{ __typename: "WorkOrder", id: $id }]) {
  ... on WorkOrder { charge { number amount { amountMinor } } } } }`;

eachDatabase((engine) => {
  describe('charges', () => {
    async function startCharging() {
      const api = await startContractApi(engine);
      const { id: contractId } = await activeContract(api.system);
      const due = (change: Partial<ChargeDue> = {}): ChargeDue => ({
        ...{ source: 'WORK_ORDER', reason: 'DONE', subjectId: 'JOB-1', subjectNumber: 'WO-000001' },
        ...{ accountId: ACME, contractId, service: 'LABELLING', quantity: 400, unit: 'EA' },
        ...{ amountMinor: 7_200, currency: 'USD' },
        ...change,
      });
      let position = 0;
      const envelope = (data: ChargeDue, at = ++position) => {
        const [id, accountId, subject] = [newId(), data.accountId, data.subjectId];
        const place = { source: CHARGING_SOURCE, position: at, seq: 1, at: api.clock.now() };
        return { id, type: CHARGE_DUE, accountId, subject, correlationId: 'test', data, ...place };
      };
      const tell = async (event: ReturnType<typeof envelope>) => {
        await api.bus.publish(event);
        await api.bus.settle();
      };
      return { ...api, contractId, due, envelope, tell };
    }

    it('are made of what is due, one for a job', async () => {
      const { as, contractId, due, envelope, tell, subgraph } = await startCharging();
      const first = envelope(due());
      await tell(first);
      // The same event again; and the same job again, as an older copy of its store tells it.
      await tell(first);
      await tell(envelope(due({ amountMinor: 9_999 })));
      await tell(envelope(due({ subjectId: 'RMA-1', source: 'RETURN_ORDER', reason: 'CREDIT', amountMinor: -500 })));
      const { charges } = await as(aShipper(ACME)).ask(LIST);
      const job = {
        number: 'CH-000001',
        reason: 'DONE',
        subjectId: 'JOB-1',
        amount: { amountMinor: 7_200, currency: 'USD' },
      };
      expect(charges.nodes).toMatchObject([
        { number: 'CH-000002', reason: 'CREDIT', amount: { amountMinor: -500 } },
        { ...job, account: { id: ACME }, contract: { id: contractId } },
      ]);
      const made = await subgraph.db.read((em) => em.getRepository(eventTable).findBy({ type: CHARGE_MADE }));
      expect(made).toHaveLength(2);
    });

    it('are not made again when the whole past is told again', async () => {
      const { as, due, envelope, tell, subgraph } = await startCharging();
      const event = envelope(due());
      await tell(event);
      await subgraph.db.write((em) =>
        em.getRepository(inboxTable).update({ id: 'contract-charges:service' }, { position: 0 }),
      );
      await tell({ ...event, position: 2 });
      expect((await as(aShipper(ACME)).ask(LIST)).charges.nodes).toHaveLength(1);
    });

    it('are seen at the job, by its account and its branch', async () => {
      const { as, due, envelope, tell } = await startCharging();
      await tell(envelope(due()));
      const seen = async (viewer: ReturnType<typeof aShipper>) =>
        (await as(viewer).ask(OF_JOB, { id: 'JOB-1' }))._entities[0].charge;
      for (const viewer of [aShipper(ACME), aStaffMember(BOSTON)]) {
        expect(await seen(viewer)).toEqual({ number: 'CH-000001', amount: { amountMinor: 7_200 } });
      }
      for (const viewer of [aShipper(BETA), aStaffMember(DENVER), aLinkHolder(ACME, 'PARCEL')]) {
        expect(await seen(viewer)).toBeNull();
        expect((await as(viewer).ask(LIST)).charges.nodes).toEqual([]);
      }
    });
  });

  describe('the catalogue of a contract', () => {
    const price = {
      service: 'LABELLING',
      unit: 'EA',
      priceMinor: 18,
      currency: 'USD',
      minimumMinor: 4_500,
      photosRequired: 1,
    };
    const AMEND = `mutation ($input: AmendContractInput!) { amendContract(input: $input) {
      ... on Contract { version catalogue { service unit price { amountMinor } minimum { amountMinor } photosRequired
        serviceLevelHours cancellation { freeHours percent startedPercent } } versions { version catalogue { service } } }
      ... on Refusal { code field } } }`;

    it('is part of a version, and told to the others', async () => {
      const { system, subgraph } = await startContractApi(engine);
      const { id, version } = await activeContract(system);
      const input = { id, version, reason: 'Prices', catalogue: [price] };
      const { amendContract } = await system.ask(AMEND, { input });
      expect(amendContract).toEqual({
        version: version + 1,
        catalogue: [
          {
            ...{ service: 'LABELLING', unit: 'EA', price: { amountMinor: 18 }, minimum: { amountMinor: 4_500 } },
            ...{ photosRequired: 1, serviceLevelHours: 48 },
            cancellation: { freeHours: 24, percent: 0, startedPercent: 100 },
          },
        ],
        versions: [
          { version: 1, catalogue: [] },
          { version: 2, catalogue: [] },
          { version: 3, catalogue: [{ service: 'LABELLING' }] },
        ],
      });
      const events = await subgraph.db.read((em) =>
        em.getRepository(eventTable).findBy({ type: 'contract.amended.v1' }),
      );
      expect(events[0]?.data).toMatchObject({ catalogue: [{ service: 'LABELLING', priceMinor: 18 }] });
    });

    it.each([
      ['CATALOGUE_TWICE', [price, price]],
      ['CATALOGUE_NOT_COVERED', [{ ...price, service: 'KITTING' }]],
      ['CATALOGUE_CURRENCIES', [price, { ...price, service: 'WAREHOUSING', currency: 'EUR' }]],
      ['CATALOGUE_ITEM', [{ ...price, priceMinor: -1 }]],
      ['CATALOGUE_ITEM', [{ ...price, unit: ' ' }]],
      ['CATALOGUE_ITEM', [{ ...price, cancellation: { percent: 101 } }]],
    ])('is refused with %s', async (code, catalogue) => {
      const { system } = await startContractApi(engine);
      const { id, version } = await activeContract(system);
      const input = { id, version, reason: 'Prices', catalogue };
      expect((await system.ask(AMEND, { input })).amendContract).toEqual({
        code,
        field: expect.stringMatching(/^catalogue\.\d$/),
      });
    });
  });
});
