import { newId } from '@quayside/shared/ids';
import { eventTable } from '@quayside/shared/outbox/table';
import { eachDatabase, type TestEngine } from '@quayside/shared/testing/databases';
import { aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { chargeStorage, unkeptStorage } from '../src/activity/storage-commands.ts';
import { ACTIVITY_SOURCE, type ActivityDone, STOCK_STANDS, type StockStanding } from '../src/activity-events.ts';
import type { Charge } from '../src/charge/charge.ts';
import { keepCharges } from '../src/charge/commands.ts';
import { CHARGE_MADE } from '../src/events.ts';
import { aDeed } from '../src/rating/testing.ts';
import { ACME, activeContract, BETA, BOSTON, DENVER, startContractApi } from './contract-api.ts';

const ADD = `mutation ($input: AddRateCardInput!) { addRateCard(input: $input) {
  ... on Contract { id version } ... on Refusal { code message fix } } }`;
const END = `mutation ($id: ID!, $validTo: LocalDate!) { endRateCard(id: $id, validTo: $validTo) {
  ... on Contract { rateCards { validTo } } ... on Refusal { code } } }`;
const OF_SHIPMENT = `query ($id: ID!) { _entities(representations: [{ __typename: "Shipment", id: $id }]) { ... on Shipment {
  charges { kind quantity unit amount { amountMinor currency } contract { id }
    why { activity { id kind } rateCard { name } lineId rate { amountMinor } fuel { index on { amountMinor } } } }
  activities { kind state refusal { code fix } } } } }`;
const WAITING = `{ activities(filter: { state: WAITING }) { nodes { subjectNumber refusal { code } } } }`;
const FUEL = `mutation ($prices: [FuelPriceInput!]!) { recordFuelPrices(prices: $prices) {
  ... on FuelPricesRecorded { count } ... on Refusal { code } } }`;
const SIMULATE = `query ($input: SimulateTariffInput!) { simulateTariff(input: $input) {
  ... on TariffSimulation { activityCount complete unratedCount before { amountMinor } unrated { amountMinor } after { amountMinor } difference { amountMinor }
    kinds { kind difference { amountMinor } } lines { subjectNumber kind difference { amountMinor } refusal { code } } }
  ... on Refusal { code } } }`;
const SIMULATE_JOBS = `query ($input: SimulateTariffInput!) { simulateTariff(input: $input) { ... on TariffSimulation {
  activityCount unratedCount before { amountMinor } unrated { amountMinor } after { amountMinor } difference { amountMinor }
  kinds { kind after { amountMinor } }
  lines { subjectNumber after { amountMinor } refusal { code } clause { contract { id } quantity price { amountMinor } } } } } }`;

const LINES = [
  { service: 'TRANSPORT', charge: 'FREIGHT', per: 'CWT', destination: 'NE', rateMinor: 1_850, minimumMinor: 12_500 },
  { service: 'WAREHOUSING', charge: 'HANDLING_OUT', per: 'EA', rateMinor: 12 },
  { service: 'WAREHOUSING', charge: 'STORAGE', per: 'PL', rateMinor: 45 },
];
const card = (contractId: string, change: Record<string, unknown> = {}) => ({
  ...{ contractId, name: 'Rates 2026', currency: 'USD', validFrom: '2026-01-01', lines: LINES },
  zones: [{ code: 'NE', places: ['US-NY', 'US-MA'] }],
  fuel: { index: 'DOE', steps: [{ fromMilli: 0, basisPoints: 1_000 }] },
  ...change,
});
const SERVICES = { services: [{ service: 'WAREHOUSING' }, { service: 'TRANSPORT' }] };

async function startCharging(engine: TestEngine) {
  const api = await startContractApi(engine);
  const { id: contractId } = await activeContract(api.system, SERVICES);
  const added = await api.system.ask(ADD, { input: card(contractId) });
  let position = 0;
  const tell = async (type: string, data: object, accountId = ACME, at = api.clock.now()) => {
    const envelope = { id: newId(), type, accountId, subject: 'S1', correlationId: 'test', seq: 1, at, data };
    await api.bus.publish({ ...envelope, source: ACTIVITY_SOURCE, position: ++position });
    await api.bus.settle();
  };
  const done = async (change: Partial<ActivityDone> = {}) => {
    const at = Date.UTC(2026, 2, 10, 15);
    const activity = { ...aDeed({ accountId: ACME, contractId: null, at }), ...change };
    await tell('shipment.milestone-recorded.v1', { shipmentId: 'S1', activity }, activity.accountId);
  };
  return { ...api, contractId, added, tell, done };
}

eachDatabase((engine) => {
  describe('what was done', () => {
    it('waits for what is missing, and is charged once', async () => {
      const { as, system, done, contractId, subgraph } = await startCharging(engine);
      await done();
      const staff = as(aStaffMember(BOSTON));
      expect((await staff.ask(WAITING)).activities.nodes).toEqual([
        { subjectNumber: 'QS-000001', refusal: { code: 'FUEL_PRICE_MISSING' } },
      ]);
      const prices = [{ index: 'DOE', date: '2026-03-09', priceMilli: 3_510 }];
      expect(await staff.ask(FUEL, { prices })).toEqual({ recordFuelPrices: { count: 1 } });
      await done();
      await system.ask('mutation { rateAgain { ... on RatedAgain { charged } } }');
      const [{ charges, activities }] = (await as(aShipper(ACME)).ask(OF_SHIPMENT, { id: 'S1' }))._entities;
      const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
      expect(charges).toMatchObject([
        {
          ...{ kind: 'FREIGHT', unit: 'CWT', amount: usd(12_500), contract: { id: contractId } },
          why: {
            activity: { id: 'S1:DELIVERED', kind: 'DELIVERED' },
            rateCard: { name: 'Rates 2026' },
            rate: { amountMinor: 1_850 },
          },
        },
        {
          kind: 'FUEL',
          quantity: 10,
          amount: usd(1_250),
          why: { fuel: { index: 'DOE', on: { amountMinor: 12_500 } } },
        },
      ]);
      expect(activities).toEqual([{ kind: 'DELIVERED', state: 'CHARGED', refusal: null }]);
      const made = await subgraph.db.read((em) => em.getRepository(eventTable).findBy({ type: CHARGE_MADE }));
      expect(made.map(({ data }) => (data as { kind: string }).kind)).toEqual(['FREIGHT', 'FUEL']);
    });

    it('is charged once somebody has said what nobody had told', async () => {
      const { as, system, done } = await startCharging(engine);
      await system.ask(FUEL, { prices: [{ index: 'DOE', date: '2026-03-09', priceMilli: 3_510 }] });
      await done({ weightGrams: null });
      const staff = as(aStaffMember(BOSTON));
      expect((await staff.ask(WAITING)).activities.nodes).toMatchObject([{ refusal: { code: 'WEIGHT_MISSING' } }]);
      const COMPLETE = `mutation ($weight: Long, $quantities: [PriceQuantityInput!]) {
        completeActivity(id: "S1:DELIVERED", weightGrams: $weight, quantities: $quantities) {
          ... on RatedAgain { charged } ... on Refusal { code field } } }`;
      const say = async (said: Record<string, unknown>, who = staff) =>
        (await who.ask(COMPLETE, said)).completeActivity;
      expect(await say({})).toEqual({ code: 'COMPLETION_EMPTY', field: 'weightGrams' });
      expect(await say({ weight: 0 })).toEqual({ code: 'QUANTITY_NOT_POSITIVE', field: 'weightGrams' });
      expect(await say({ quantities: [{ unit: 'EA', quantity: -1 }] })).toEqual({
        code: 'QUANTITY_RANGE',
        field: 'quantities',
      });
      for (const stranger of [aShipper(ACME), aStaffMember(BOSTON, 'OPERATOR')]) {
        await expect(say({ weight: 1 }, as(stranger))).rejects.toThrow('FORBIDDEN');
      }
      await expect(say({ weight: 1 }, as(aStaffMember(DENVER)))).rejects.toThrow('NOT_FOUND');
      expect(await say({ weight: 1_000_000, quantities: [] })).toEqual({ charged: 1 });
      const { activities } = await staff.ask('{ activities { nodes { state weightGrams completedBy completedAt } } }');
      expect(activities.nodes).toEqual([
        {
          ...{ state: 'CHARGED', weightGrams: 1_000_000 },
          ...{ completedBy: expect.any(String), completedAt: expect.any(String) },
        },
      ]);
      expect(await say({ weight: 2_000_000 })).toMatchObject({ code: 'ACTIVITY_CHARGED' });
      const [{ charges }] = (await as(aShipper(ACME)).ask(OF_SHIPMENT, { id: 'S1' }))._entities;
      // 22.046 CWT × 18.50, and a tenth of it for fuel.
      expect(charges).toMatchObject([{ amount: { amountMinor: 40_786 } }, { amount: { amountMinor: 4_079 } }]);
    });

    it('can be said of a driver who left, as long as nothing is charged of it', async () => {
      const { as, system, done, subgraph } = await startCharging(engine);
      const [{ id: contractId }] = (await system.ask('{ contracts { nodes { id } } }')).contracts.nodes;
      const waiting = { service: 'TRANSPORT', charge: 'ACCESSORIAL', code: 'CD', per: 'HOUR', rateMinor: 6_000 };
      await system.ask(ADD, { input: card(contractId, { name: 'Waiting', lines: [waiting], fuel: null }) });
      await done({ activityId: 'S1:CD', kind: 'MILESTONE', code: 'CD', quantities: [] });
      const staff = as(aStaffMember(BOSTON));
      const STATES = '{ activities { nodes { state quantities { unit quantity } } } }';
      expect((await staff.ask(STATES)).activities.nodes).toEqual([{ state: 'CHARGED', quantities: [] }]);
      const SAY = `mutation ($hours: Float!) { completeActivity(id: "S1:CD", quantities: [{ unit: "HOUR", quantity: $hours }]) {
        ... on RatedAgain { charged } ... on Refusal { code } } }`;
      const sent = await Promise.allSettled([1, 2].map(() => staff.ask(SAY, { hours: 2 })));
      const charged = sent.filter((one) => one.status === 'fulfilled' && one.value.completeActivity.charged === 1);
      expect(charged).toHaveLength(1);
      expect((await staff.ask(SAY, { hours: 3 })).completeActivity).toEqual({ code: 'ACTIVITY_CHARGED' });
      expect((await staff.ask(STATES)).activities.nodes).toEqual([
        { state: 'CHARGED', quantities: [{ unit: 'HOUR', quantity: 2 }] },
      ]);
      const made = await subgraph.db.read((em) => em.getRepository(eventTable).findBy({ type: CHARGE_MADE }));
      expect(made.map(({ data }) => (data as { amountMinor: number }).amountMinor)).toEqual([12_000]);
    });

    it('is not charged where nothing was agreed, and says so', async () => {
      const { as, done } = await startCharging(engine);
      await done({ activityId: 'S1:RECEIVED', kind: 'RECEIVED' });
      await done({ activityId: 'S2:DELIVERED', subjectNumber: 'QS-2', date: '2027-02-01' });
      const staff = as(aStaffMember(BOSTON));
      const [{ charges, activities }] = (await staff.ask(OF_SHIPMENT, { id: 'S1' }))._entities;
      expect(charges).toEqual([]);
      expect(activities).toMatchObject([
        { kind: 'RECEIVED', state: 'NOT_PRICED', refusal: { code: 'NOT_PRICED' } },
        { kind: 'DELIVERED', state: 'WAITING', refusal: { code: 'EXPIRED', fix: expect.stringContaining('contract') } },
      ]);
    });

    it('is seen by its account and branch alone', async () => {
      const { as, system, done } = await startCharging(engine);
      await system.ask(FUEL, { prices: [{ index: 'DOE', date: '2026-03-09', priceMilli: 3_510 }] });
      await done();
      await done({ activityId: 'S1:EARLY', date: '2025-03-01' });
      for (const viewer of [aShipper(BETA), aStaffMember(DENVER), aLinkHolder(ACME, 'S1')]) {
        expect((await as(viewer).ask(OF_SHIPMENT, { id: 'S1' }))._entities).toEqual([{ charges: [], activities: [] }]);
        expect((await as(viewer).ask(WAITING)).activities.nodes).toEqual([]);
      }
      expect((await as(aShipper(ACME)).ask(OF_SHIPMENT, { id: 'S1' }))._entities[0].charges).toHaveLength(2);
      await expect(as(aShipper(ACME)).ask(FUEL, { prices: [] })).rejects.toThrow('FORBIDDEN');
    });

    it('costs storage by the day, each month once', async () => {
      const { as, tell, subgraph, system } = await startCharging(engine);
      const stands = (onHand: number, at: number) => {
        const level: StockStanding = {
          ...{ stockId: 'STOCK-1', accountId: ACME, warehouse: 'BOS', sku: 'TENT', lot: null, unit: 'PL', onHand },
        };
        return tell(STOCK_STANDS, level, ACME, at);
      };
      await stands(8, Date.UTC(2026, 1, 20));
      await stands(10, Date.UTC(2026, 1, 20, 9));
      await stands(4, Date.UTC(2026, 2, 5, 9));
      await stands(0, Date.UTC(2026, 2, 20, 9));
      const occasion = { at: Date.UTC(2026, 3, 1), correlationId: 'test' };
      for (const _ of [1, 2]) await chargeStorage(subgraph.db, occasion, '2026-04-01');
      const { charges } = await as(aShipper(ACME)).ask(
        `{ charges(filter: { source: STOCK }) { nodes { subjectNumber quantity unit amount { amountMinor } why { days { from to onHand } } } } }`,
      );
      // February: nine days of ten pallets; March: four of ten and fifteen of four.
      const amounts = charges.nodes.map((one: { quantity: number; amount: { amountMinor: number } }) => [
        one.quantity,
        one.amount.amountMinor,
      ]);
      expect(amounts.sort()).toEqual([
        [100, 4_500],
        [90, 4_050],
      ]);
      expect((await system.ask('{ activities { nodes { state } } }')).activities.nodes).toHaveLength(2);
    });
  });

  describe('rate cards', () => {
    it('are refused with the days that overlap or are left out', async () => {
      const { system, contractId, added } = await startCharging(engine);
      const add = async (change: Record<string, unknown>) =>
        (await system.ask(ADD, { input: card(contractId, change) })).addRateCard;
      expect(await add({ validFrom: '2026-01-01' })).toMatchObject({ code: 'RATE_OVERLAP', fix: expect.any(String) });
      expect(await add({ validFrom: '2027-01-01', currency: 'EUR' })).toMatchObject({ code: 'CURRENCIES_MIXED' });
      expect(added.addRateCard.version).toBe(3);
      const { contract } = await system.ask(`{ contract(id: "${contractId}") { rateCards { id } } }`);
      const ended = await system.ask(END, { id: contract.rateCards[0].id, validTo: '2026-03-31' });
      expect(ended.endRateCard).toEqual({ rateCards: [{ validTo: '2026-03-31' }] });
      const gap = await add({ validFrom: '2026-04-03' });
      expect(gap).toMatchObject({
        code: 'RATE_GAP',
        message: expect.stringContaining('from 2026-04-01 to 2026-04-02'),
      });
      expect(await add({ validFrom: '2026-04-01' })).toMatchObject({ version: 5 });
    });

    it('are tried on what stood there, though nothing was agreed for storage', async () => {
      const { as, tell, subgraph, clock, system } = await startCharging(engine);
      await system.ask('mutation ($id: ID!) { terminateContract(id: $id, reason: "Other") { __typename } }', {
        id: (await system.ask('{ contracts { nodes { id } } }')).contracts.nodes[0].id,
      });
      const { id: contractId } = await activeContract(system, SERVICES);
      await system.ask(ADD, { input: card(contractId, { lines: LINES.slice(1, 2), fuel: null }) });
      const level = {
        stockId: 'STOCK-1',
        accountId: ACME,
        warehouse: 'BOS',
        sku: 'TENT',
        lot: null,
        unit: 'PL',
        onHand: 10,
      };
      await tell(STOCK_STANDS, level, ACME, Date.UTC(2026, 1, 20, 9));
      clock.set('2026-04-03T00:00:00Z');
      await chargeStorage(subgraph.db, { at: clock.now(), correlationId: 'test' }, '2026-04-01');
      const staff = as(aStaffMember(BOSTON));
      expect((await staff.ask('{ activities { nodes { id } } }')).activities.nodes).toEqual([]);
      const tried = card(contractId, { lines: LINES.slice(2), fuel: null });
      const input = { contractId, from: '2026-02-01', to: '2026-04-30', card: tried };
      // Nine days of February and all of March, ten pallets each; April is not over.
      expect((await staff.ask(SIMULATE, { input })).simulateTariff).toMatchObject({
        ...{ activityCount: 2, complete: true, before: { amountMinor: 0 }, after: { amountMinor: 40 * 10 * 45 } },
        kinds: [{ kind: 'STORAGE', difference: { amountMinor: 18_000 } }],
      });
      const within = { from: '0001-01-01', to: '2026-04-30' };
      const some = await subgraph.db.read((em) =>
        unkeptStorage(em, { id: contractId, accountId: ACME }, within, new Set(), 1),
      );
      expect(some.map(({ done }) => done.date)).toEqual(['2026-02-28']);
      for (const from of ['2023-05-01', '2023-04-30', '0001-01-01']) {
        const { simulateTariff } = await staff.ask(SIMULATE, { input: { ...input, from } });
        expect(simulateTariff).toMatchObject(
          from === '2023-05-01' ? { activityCount: 2 } : { code: 'PERIOD_TOO_LONG' },
        );
      }
    });

    it('are tried on jobs, too, by the list of another contract', async () => {
      const { as, system, done, contractId, subgraph, clock } = await startCharging(engine);
      await done({ activityId: 'S1:SHIPPED', kind: 'SHIPPED' });
      const job = (number: string, change: Partial<Charge> = {}) => ({
        ...({ source: 'WORK_ORDER', kind: 'VALUE_ADDED', reason: 'DONE', service: 'LABELLING' } as const),
        ...{ accountId: ACME, contractId, chargeKey: number, subjectId: number, subjectNumber: number, quantity: 100 },
        ...{ unit: 'EA', amountMinor: 3_000, currency: 'USD', doneAt: Date.UTC(2026, 2, 12), why: null },
        ...{ orderNumber: null, poNumber: null, ...change },
      });
      const jobs = [
        job('WO-1'),
        job('WO-2', { service: 'KITTING', amountMinor: 700 }),
        job('WO-3', { reason: 'CANCELLED', amountMinor: 50 }),
        job('WO-4', { doneAt: Date.UTC(2026, 3, 1) }),
      ];
      await subgraph.db.write((em) => keepCharges(em, { at: clock.now(), correlationId: 'test' }, jobs));
      const labelling = {
        ...{ service: 'LABELLING', unit: 'EA', priceMinor: 25, currency: 'USD', serviceLevelHours: 24 },
        ...{ photosRequired: 0, cancellation: { freeHours: 24, percent: 50, startedPercent: 100 } },
      };
      const services = { services: [{ service: 'LABELLING' }] };
      const { id: otherContractId } = await activeContract(system, { ...services, catalogue: [labelling] });
      const staff = as(aStaffMember(BOSTON));
      const period = { contractId, from: '2026-03-01', to: '2026-03-31' };
      const byList = (await staff.ask(SIMULATE_JOBS, { input: { ...period, otherContractId } })).simulateTariff;
      expect(byList).toMatchObject({
        // Handling of 2.88, kitting and what was called off have no price over there: no part of the difference.
        ...{ activityCount: 4, before: { amountMinor: 4_038 }, unrated: { amountMinor: 1_038 } },
        ...{ after: { amountMinor: 2_500 }, difference: { amountMinor: -500 }, unratedCount: 3 },
      });
      expect(byList.kinds).toContainEqual({ kind: 'HANDLING_OUT', after: null });
      expect(byList.lines).toEqual([
        { subjectNumber: 'WO-2', after: null, refusal: { code: 'JOB_NOT_PRICED' }, clause: null },
        {
          ...{ subjectNumber: 'WO-1', after: { amountMinor: 2_500 }, refusal: null },
          clause: { contract: { id: otherContractId }, quantity: 100, price: { amountMinor: 25 } },
        },
        { subjectNumber: 'QS-000001', after: null, refusal: { code: 'NOT_PRICED' }, clause: null },
        { subjectNumber: 'WO-3', after: null, refusal: { code: 'JOB_CALLED_OFF' }, clause: null },
      ]);
      const byCard = { ...period, card: card(contractId, { lines: LINES.slice(0, 1), fuel: null }) };
      const kept = (await staff.ask(SIMULATE_JOBS, { input: byCard })).simulateTariff;
      expect(kept).toMatchObject({ before: { amountMinor: 4_038 }, after: { amountMinor: 4_038 }, unratedCount: 0 });
    });

    it('can be tried on the past without touching it', async () => {
      const { as, system, done, contractId, subgraph } = await startCharging(engine);
      await system.ask(FUEL, { prices: [{ index: 'DOE', date: '2026-03-09', priceMilli: 3_510 }] });
      await done();
      await done({ activityId: 'S1:SHIPPED', kind: 'SHIPPED' });
      const before = await subgraph.db.read((em) =>
        em.query('SELECT (SELECT COUNT(*) FROM charge) AS c, (SELECT COUNT(*) FROM event) AS e'),
      );
      const lines = [{ ...LINES[0], rateMinor: 2_000, minimumMinor: 10_000 }];
      const input = {
        contractId,
        from: '2026-03-01',
        to: '2026-03-31',
        card: card(contractId, { name: 'Try', lines, fuel: null }),
      };
      const staff = as(aStaffMember(BOSTON));
      // 6.614 CWT × 20.00 = 132.28 instead of 125.00, and no fuel (12.50); handling stays.
      expect((await staff.ask(SIMULATE, { input })).simulateTariff).toEqual({
        ...{ activityCount: 2, complete: true, unratedCount: 0 },
        ...{ before: { amountMinor: 14_038 }, unrated: { amountMinor: 0 } },
        ...{ after: { amountMinor: 13_516 }, difference: { amountMinor: -522 } },
        kinds: [
          { kind: 'FREIGHT', difference: { amountMinor: 728 } },
          { kind: 'FUEL', difference: { amountMinor: -1_250 } },
          { kind: 'HANDLING_OUT', difference: { amountMinor: 0 } },
        ],
        lines: [
          {
            subjectNumber: 'QS-000001',
            kind: 'FUEL',
            difference: { amountMinor: -1_250 },
            refusal: null,
          },
          {
            subjectNumber: 'QS-000001',
            kind: 'FREIGHT',
            difference: { amountMinor: 728 },
            refusal: null,
          },
          {
            subjectNumber: 'QS-000001',
            kind: 'HANDLING_OUT',
            difference: { amountMinor: 0 },
            refusal: null,
          },
        ],
      });
      expect(
        await subgraph.db.read((em) =>
          em.query('SELECT (SELECT COUNT(*) FROM charge) AS c, (SELECT COUNT(*) FROM event) AS e'),
        ),
      ).toEqual(before);
      await expect(as(aShipper(BETA)).ask(SIMULATE, { input })).rejects.toThrow('NOT_FOUND');
      const { id: otherContractId } = await activeContract(system, SERVICES);
      const { card: _, ...period } = input;
      expect((await staff.ask(SIMULATE, { input: { ...period, otherContractId } })).simulateTariff).toEqual({
        code: 'SIMULATION_NO_PRICES',
      });
    });
  });
});
