import { newId } from '@quayside/shared/ids';
import { eachDatabase, type TestEngine } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { chargeStorage } from '../src/activity/storage-commands.ts';
import { ACTIVITY_SOURCE, type ActivityDone, STOCK_STANDS } from '../src/activity-events.ts';
import { CHARGE_DUE, CHARGING_SOURCE } from '../src/events.ts';
import { aDeed, IN_CALIFORNIA } from '../src/rating/testing.ts';
import { ACME, activeContract, BOSTON, startContractApi } from './contract-api.ts';

const ADD = `mutation ($input: AddRateCardInput!) { addRateCard(input: $input) { ... on Contract { version } ... on Refusal { message } } }`;
const FUEL = `mutation ($prices: [FuelPriceInput!]!) { recordFuelPrices(prices: $prices) { ... on FuelPricesRecorded { count } } }`;
const RULE = `mutation ($input: BillingRuleInput!) { setBillingRule(input: $input) { ... on BillingRule { cycle } } }`;
const RUN = `mutation ($account: ID) { runInvoices(accountId: $account) { ... on InvoiceRun { invoices lines } } }`;
const MONTH = `{ invoices { nodes { periodFrom periodTo net { amountMinor } tax { amountMinor } total { amountMinor }
  kinds { kind amount { amountMinor } } lines { id amount { amountMinor } charge { kind subjectId quantity unit } } } } }`;
const SIMULATE = `query ($input: SimulateTariffInput!) { simulateTariff(input: $input) { ... on TariffSimulation {
  complete difference { amountMinor } lines { subjectId kind difference { amountMinor } } } } }`;
const DISPUTE = `mutation ($line: ID!) { disputeInvoiceLine(lineId: $line, reason: "Ten hundredweight were 16.00 each") {
  ... on InvoiceDispute { id } ... on Refusal { code } } }`;
const DECIDE = `mutation ($id: ID!, $credit: Long!) { decideDispute(id: $id, creditMinor: $credit, answer: "The card was wrong") {
  ... on InvoiceDispute { state creditNote { net { amountMinor } tax { amountMinor } total { amountMinor } } } ... on Refusal { code } } }`;

/** Dollars of ten hundredweight and more, to the north-east: agreed are 16.00. */
const AGREED = 1_600;
const linesAt = (breakMinor: number) => [
  {
    ...{ service: 'TRANSPORT', charge: 'FREIGHT', per: 'CWT', destination: 'NE', rateMinor: 1_850 },
    ...{ minimumMinor: 12_500, breaks: [{ from: 10, rateMinor: breakMinor }] },
  },
  { service: 'TRANSPORT', charge: 'FREIGHT', per: 'CWT', rateMinor: 2_400, minimumMinor: 15_000 },
  { service: 'TRANSPORT', charge: 'ACCESSORIAL', code: 'CD', per: 'HOUR', rateMinor: 6_000, free: 2 },
  { service: 'TRANSPORT', charge: 'ACCESSORIAL', code: 'AH', per: 'SHIPMENT', rateMinor: 6_500 },
  { service: 'TRANSPORT', charge: 'ACCESSORIAL', code: 'GUARANTEED', per: 'SHIPMENT', rateMinor: 2_500 },
  { service: 'WAREHOUSING', charge: 'HANDLING_OUT', per: 'ORDER', rateMinor: 450 },
  { service: 'WAREHOUSING', charge: 'HANDLING_OUT', per: 'EA', rateMinor: 12 },
  { service: 'WAREHOUSING', charge: 'HANDLING_OUT', per: 'CA', rateMinor: 55 },
  { service: 'WAREHOUSING', charge: 'STORAGE', per: 'PL', rateMinor: 45 },
  { service: 'WAREHOUSING', charge: 'STORAGE', per: 'LOT', rateMinor: 5 },
];
const DIESEL = [0, 2_500, 3_500].map((fromMilli, at) => ({ fromMilli, basisPoints: [0, 1_200, 1_850][at] }));
const PRICES = [
  { index: 'DOE', date: '2026-03-02', priceMilli: 3_480 },
  { index: 'DOE', date: '2026-03-09', priceMilli: 3_510 },
];
const cardAt = (contractId: string, breakMinor: number) => ({
  ...{ contractId, name: 'Rates 2026', currency: 'USD', validFrom: '2026-01-01', lines: linesAt(breakMinor) },
  ...{ zones: [{ code: 'NE', places: ['US-MA', 'US-NY'] }], fuel: { index: 'DOE', steps: DIESEL } },
});

const MARCH: readonly (Partial<ActivityDone> & { readonly subjectId: string })[] = [
  { subjectId: 'S1', date: '2026-03-04', weightGrams: 300_000 },
  { subjectId: 'S2', date: '2026-03-10', weightGrams: 420_000 },
  { subjectId: 'S3', date: '2026-03-12', weightGrams: 3_000_000, destination: IN_CALIFORNIA, guaranteed: true },
  {
    subjectId: 'S4',
    kind: 'SHIPPED',
    quantities: [24, 3].map((quantity, at) => ({ unit: at ? 'CA' : 'EA', quantity })),
  },
  { subjectId: 'S5', kind: 'MILESTONE', code: 'CD', quantities: [{ unit: 'HOUR', quantity: 3.5 }] },
  { subjectId: 'S6', kind: 'MILESTONE', code: 'AH' },
];

/** March 2026 of Acme, from its events to its invoice, with 19 % tax. @param breakMinor the price that was typed in */
async function march(engine: TestEngine, breakMinor: number) {
  const api = await startContractApi(engine);
  const services = ['WAREHOUSING', 'TRANSPORT', 'LABELLING'].map((service) => ({ service }));
  const { id: contractId } = await activeContract(api.system, { services });
  const staff = api.as(aStaffMember(BOSTON));
  await api.system.ask(ADD, { input: cardAt(contractId, breakMinor) });
  await api.system.ask(FUEL, { prices: PRICES });
  const rule = { accountId: ACME, cycle: 'MONTHLY', grouping: 'ACCOUNT', termsDays: 30, taxCode: 'DE-VAT' };
  await staff.ask(RULE, { input: rule });
  const positions = new Map<string, number>();
  const tell = async (type: string, data: object, at: number, source = ACTIVITY_SOURCE) => {
    const envelope = { id: newId(), type, accountId: ACME, subject: 'S', correlationId: 'test', seq: 1, at, data };
    const position = (positions.get(source) ?? 0) + 1;
    positions.set(source, position);
    await api.bus.publish({ ...envelope, source, position });
    await api.bus.settle();
  };
  for (const change of MARCH) {
    const at = Date.parse(`${change.date ?? '2026-03-10'}T15:00:00Z`);
    const activity = {
      ...aDeed({ accountId: ACME, contractId: null, activityId: `${change.subjectId}:DONE`, at }),
      ...change,
    };
    await tell('shipment.milestone-recorded.v1', { shipmentId: change.subjectId, activity }, at);
  }
  const stock = { stockId: 'L', accountId: ACME, warehouse: 'BOS', sku: 'TENT', lot: 'L1', unit: 'PL' };
  for (const [day, onHand] of [
    [1, 10],
    [5, 4],
    [20, 0],
  ] as const)
    await tell(STOCK_STANDS, { ...stock, onHand }, Date.UTC(2026, 2, day, 9));
  const job = { source: 'WORK_ORDER', reason: 'DONE', subjectId: 'JOB-1', subjectNumber: 'WO-000001', accountId: ACME };
  const work = { contractId, service: 'LABELLING', quantity: 400, unit: 'EA', amountMinor: 7_200, currency: 'USD' };
  await tell(CHARGE_DUE, { ...job, ...work }, Date.UTC(2026, 2, 18), CHARGING_SOURCE);
  const april = Date.UTC(2026, 3, 1, 12);
  await chargeStorage(api.subgraph.db, { at: april, correlationId: 'test' }, '2026-04-01');
  api.clock.advance(april - api.clock.now());
  expect((await staff.ask(RUN, { account: ACME })).runInvoices).toMatchObject({ invoices: 1 });
  const [invoice] = (await api.as(aShipper(ACME)).ask(MONTH)).invoices.nodes;
  return { ...api, staff, contractId, invoice };
}

const minor = (money: { amountMinor: number }): number => money.amountMinor;

eachDatabase((engine) => {
  describe('a month worked by hand', () => {
    // 1 CWT = 45,359.237 g; diesel 3.480 from 2 March: 12 %; 3.510 from 9 March: 18.5 %.
    const BY_HAND = [
      ['S1', 'FREIGHT', 12_500], // 6.614 CWT × 18.50 = 122.36, below the minimum
      ['S1', 'FUEL', 1_500],
      ['S2', 'FREIGHT', 16_000], // 9.259 CWT × 18.50 = 171.30; ten at 16.00 cost less
      ['S2', 'FUEL', 2_960],
      ['S3', 'FREIGHT', 158_733], // 66.139 CWT × 24.00 = 1,587.336
      ['S3', 'FUEL', 29_366], // 18.5 % of 1,587.33 = 293.656
      ['S3', 'ACCESSORIAL', 2_500],
      ['S4', 'HANDLING_OUT', 450],
      ['S4', 'HANDLING_OUT', 288], // 24 × 0.12
      ['S4', 'HANDLING_OUT', 165], // 3 × 0.55
      ['S5', 'ACCESSORIAL', 9_000], // one hour and a half beyond the two that are free
      ['S6', 'ACCESSORIAL', 6_500],
      ['L', 'STORAGE', 4_500], // 4 days of ten pallets and 15 of four: 100 × 0.45
      ['L', 'STORAGE', 95], // one lot for 19 days at 0.05
      ['JOB-1', 'VALUE_ADDED', 7_200], // 400 labels at 0.18, told by the job
    ] as const;

    it('is billed to the minor unit, line by line', async () => {
      const { invoice } = await march(engine, AGREED);
      const lines = invoice.lines.map((line: { amount: { amountMinor: number }; charge: Record<string, string> }) => [
        line.charge['subjectId'],
        line.charge['kind'],
        minor(line.amount),
      ]);
      expect(lines.sort()).toEqual([...BY_HAND].sort());
      expect(invoice).toMatchObject({
        ...{ periodFrom: '2026-03-01', periodTo: '2026-03-31', net: { amountMinor: 251_757 } },
        // 19 % of 2,517.57 = 478.3383
        ...{ tax: { amountMinor: 47_834 }, total: { amountMinor: 299_591 } },
      });
      const ofKinds = invoice.kinds.map(({ amount }: { amount: { amountMinor: number } }) => minor(amount));
      expect(ofKinds.reduce((sum: number, each: number) => sum + each, 0)).toBe(251_757);
    });

    it('shows a price that was typed in wrong, where it counted, and what is to be given back', async () => {
      const { as, staff, contractId, invoice } = await march(engine, 1_900);
      // Ten at 19.00 cost 190.00, more than 9.259 × 18.50 = 171.30; 18.5 % of that is 31.69.
      expect(minor(invoice.net)).toBe(251_757 + 1_130 + 209);
      const input = { contractId, from: '2026-03-01', to: '2026-03-31', card: cardAt(contractId, AGREED) };
      const { simulateTariff } = await staff.ask(SIMULATE, { input });
      expect(simulateTariff).toMatchObject({ complete: true, difference: { amountMinor: -1_339 } });
      const differing = simulateTariff.lines.filter(
        ({ difference }: { difference: { amountMinor: number } }) => difference.amountMinor !== 0,
      );
      expect(differing).toEqual([
        { subjectId: 'S2', kind: 'FREIGHT', difference: { amountMinor: -1_130 } },
        { subjectId: 'S2', kind: 'FUEL', difference: { amountMinor: -209 } },
      ]);
      const line = invoice.lines.find(
        ({ charge }: { charge: { subjectId: string; kind: string } }) =>
          charge.subjectId === 'S2' && charge.kind === 'FREIGHT',
      );
      const { id } = (await as(aShipper(ACME)).ask(DISPUTE, { line: line.id })).disputeInvoiceLine;
      // 19 % of 13.39 = 2.5441
      expect((await staff.ask(DECIDE, { id, credit: 1_339 })).decideDispute).toMatchObject({
        creditNote: { net: { amountMinor: -1_339 }, tax: { amountMinor: -254 }, total: { amountMinor: -1_593 } },
      });
    });
  });
});
