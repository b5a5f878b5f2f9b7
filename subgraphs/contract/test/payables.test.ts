import type { Role, Viewer } from '@quayside/shared/identity';
import { eachDatabase, type TestEngine } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { keepActivities } from '../src/activity/commands.ts';
import { aDeed } from '../src/rating/testing.ts';
import { ACME, BETA, BOSTON, DENVER, startContractApi } from './contract-api.ts';

const CARD = `mutation ($input: AddCarrierCardInput!) { addCarrierCard(input: $input) { ... on CarrierCard { name } ... on Refusal { code } } }`;
const RECORD = `mutation ($input: RecordCarrierInvoiceInput!) { recordCarrierInvoice(input: $input) {
  ... on CarrierInvoice { id state expected { amountMinor } pay { amountMinor } refusal { code } expectedCharges { kind } } ... on Refusal { code } } }`;
const APPROVE = `mutation ($id: ID!, $pay: Long!) { approveCarrierInvoice(id: $id, payMinor: $pay, answer: "As agreed by phone") {
  ... on CarrierInvoice { state pay { amountMinor } } ... on Refusal { code } } }`;
const LIST = '{ carrierInvoices { nodes { number } } }';

async function startPaying(engine: TestEngine) {
  const api = await startContractApi(engine);
  const told = {
    done: aDeed({ accountId: ACME, contractId: null }),
    stored: null,
    occasion: { at: 1, correlationId: 'test' },
  };
  const other = { ...told, done: { ...told.done, activityId: 'S2:DELIVERED', subjectId: 'S2' } };
  await api.subgraph.db.write((em) => keepActivities(em, [told, other]));
  const staff = api.as(aStaffMember(BOSTON));
  const lines = [{ service: 'TRANSPORT', charge: 'FREIGHT', per: 'SHIPMENT', rateMinor: 10_000 }];
  const card = { scac: 'ABCD', name: 'Buying 2026', currency: 'USD', validFrom: '2026-01-01', lines };
  const record = async (change: Record<string, unknown> = {}, graph = staff) =>
    (
      await graph.ask(RECORD, {
        input: { scac: 'ABCD', number: 'F-1', shipmentId: 'S1', currency: 'USD', billedMinor: 10_400, ...change },
      })
    ).recordCarrierInvoice;
  return { ...api, staff, card, record };
}

eachDatabase((engine) => {
  describe('what carriers bill', () => {
    it('is held against their prices, with tolerance', async () => {
      const { staff, card, record } = await startPaying(engine);
      expect(await record({ number: 'F-0' })).toMatchObject({
        state: 'UNEXPECTED',
        refusal: { code: 'CARRIER_NOT_PRICED' },
      });
      expect((await staff.ask(CARD, { input: card })).addCarrierCard).toEqual({ name: 'Buying 2026' });
      expect((await staff.ask(CARD, { input: card })).addCarrierCard).toEqual({ code: 'RATE_OVERLAP' });
      const matched = await record();
      expect(matched).toMatchObject({
        state: 'MATCHED',
        expected: { amountMinor: 10_000 },
        pay: { amountMinor: 10_400 },
        expectedCharges: [{ kind: 'FREIGHT' }],
      });
      expect((await record()).id).toBe(matched.id);
      const disputed = await record({ number: 'F-2', billedMinor: 10_501 });
      expect(disputed).toMatchObject({ state: 'DISPUTED', pay: null });
      expect((await staff.ask(APPROVE, { id: disputed.id, pay: 99_999 })).approveCarrierInvoice).toEqual({
        code: 'CARRIER_PAY_RANGE',
      });
      expect((await staff.ask(APPROVE, { id: disputed.id, pay: 10_000 })).approveCarrierInvoice).toEqual({
        state: 'APPROVED',
        pay: { amountMinor: 10_000 },
      });
      expect(await record({ number: 'F-3', currency: 'EUR' })).toMatchObject({
        state: 'UNEXPECTED',
        refusal: { code: 'CURRENCIES_MIXED' },
      });
    });

    it('is not expected to be nothing where no price says so', async () => {
      const { staff, card, record } = await startPaying(engine);
      const lines = [
        { service: 'TRANSPORT', charge: 'ACCESSORIAL', code: 'LIFTGATE', per: 'SHIPMENT', rateMinor: 900 },
      ];
      await staff.ask(CARD, { input: { ...card, lines } });
      expect(await record()).toMatchObject({
        ...{ state: 'UNEXPECTED', expected: null, pay: null, refusal: { code: 'CARRIER_NOT_PRICED' } },
      });
    });

    it('have prices that are looked at before they are kept, and read by those who may see costs', async () => {
      const { staff, card, as } = await startPaying(engine);
      const PREVIEW = `query ($input: AddCarrierCardInput!) { previewCarrierCard(input: $input) {
        faults { line refusal { code } } changes { change before { rate { amountMinor } } } } }`;
      const preview = async (change = {}) =>
        (await staff.ask(PREVIEW, { input: { ...card, ...change } })).previewCarrierCard;
      expect(await preview()).toEqual({ faults: [], changes: [{ change: 'NEW', before: null }] });
      expect((await preview({ scac: 'A1' })).faults).toEqual([{ line: null, refusal: { code: 'SCAC_UNKNOWN' } }]);
      expect((await staff.ask(CARD, { input: { ...card, scac: 'A1' } })).addCarrierCard).toEqual({
        code: 'SCAC_UNKNOWN',
      });
      await staff.ask(CARD, { input: card });
      expect((await preview()).faults).toEqual([{ line: 0, refusal: { code: 'RATE_OVERLAP' } }]);
      const next = await preview({ validFrom: '2026-07-01' });
      expect(next).toMatchObject({
        faults: [],
        changes: [{ change: 'SAME', before: { rate: { amountMinor: 10_000 } } }],
      });
      const CARDS = '{ carrierCards { scac name validFrom lines { rate { amountMinor } } } }';
      const seen = async (viewer: Viewer) => (await as(viewer).ask(CARDS)).carrierCards;
      expect(await seen(aStaffMember(DENVER))).toMatchObject([
        { scac: 'ABCD', lines: [{ rate: { amountMinor: 10_000 } }] },
      ]);
      for (const viewer of [aShipper(ACME), aStaffMember(BOSTON, 'OPERATOR')]) {
        expect(await seen(viewer)).toEqual([]);
        await expect(as(viewer).ask(PREVIEW, { input: card })).rejects.toThrow('FORBIDDEN');
      }
    });

    it('may be off by what the branch tolerates', async () => {
      const { staff, card, record, set } = await startPaying(engine);
      await staff.ask(CARD, { input: card });
      await set('CARRIER_TOLERANCE_AMOUNT', '/group/west/', 50);
      expect(await record({ billedMinor: 10_501 })).toMatchObject({ state: 'DISPUTED' });
      await set('CARRIER_TOLERANCE_AMOUNT', '/group/east/', 6);
      expect(await record({ number: 'F-2', billedMinor: 10_600 })).toMatchObject({ state: 'MATCHED' });
      await set('CARRIER_TOLERANCE_AMOUNT', '/group/east/', 0);
      await set('CARRIER_TOLERANCE_PERCENT', BOSTON, 0);
      expect(await record({ number: 'F-3', billedMinor: 1 })).toMatchObject({ state: 'DISPUTED' });
    });

    it('may be off by what the house once set, until a unit sets it', async () => {
      const { staff, card, record, set, as } = await startPaying(engine);
      await staff.ask(CARD, { input: card });
      const SET = `mutation ($points: Int!, $minor: Long!) { setCarrierTolerance(basisPoints: $points, minor: $minor) {
        ... on CarrierTolerance { basisPoints minor } ... on Refusal { code } } }`;
      const house = async (points: number, minor: number, role: Role = 'EXECUTIVE') =>
        (await as(aStaffMember('/', role)).ask(SET, { points, minor })).setCarrierTolerance;
      await expect(house(0, 0, 'ACCOUNT_MANAGER')).rejects.toThrow('FORBIDDEN');
      expect(await house(10_001, 0)).toEqual({ code: 'TOLERANCE' });
      expect(await house(50, 125)).toEqual({ basisPoints: 50, minor: 125 });
      expect((await staff.ask('{ houseStandards { parameter value } }')).houseStandards).toEqual([
        { parameter: 'CARRIER_TOLERANCE_PERCENT', value: 0.5 },
        { parameter: 'CARRIER_TOLERANCE_AMOUNT', value: 1.25 },
      ]);
      expect(await record({ billedMinor: 10_126 })).toMatchObject({ state: 'DISPUTED' });
      expect(await record({ number: 'F-2', billedMinor: 10_125 })).toMatchObject({ state: 'MATCHED' });
      expect(await house(0, 0)).toEqual({ basisPoints: 0, minor: 0 });
      await set('CARRIER_TOLERANCE_AMOUNT', BOSTON, 1);
      const other = { shipmentId: 'S2' };
      expect(await record({ ...other, number: 'F-3', billedMinor: 10_101 })).toMatchObject({ state: 'DISPUTED' });
      expect(await record({ ...other, number: 'F-4', billedMinor: 10_100 })).toMatchObject({ state: 'MATCHED' });
    });

    it('is paid once, whatever number it comes under', async () => {
      const { staff, card, record } = await startPaying(engine);
      await staff.ask(CARD, { input: card });
      expect(await record({ billedMinor: 6_000 })).toMatchObject({ state: 'MATCHED', pay: { amountMinor: 6_000 } });
      const again = await record({ number: 'F-2', billedMinor: 6_000 });
      expect(again).toMatchObject({ state: 'DISPUTED', expected: { amountMinor: 4_000 }, pay: null });
      expect(await record({ number: 'F-3', billedMinor: 4_000 })).toMatchObject({ state: 'MATCHED' });
      expect(await record({ billedMinor: 6_001 })).toEqual({ code: 'CARRIER_INVOICE_CHANGED' });
    });

    it('is paid once, though it comes under two numbers at once', async () => {
      const { staff, card, record } = await startPaying(engine);
      await staff.ask(CARD, { input: card });
      const sent = await Promise.all(['F-1', 'F-2', 'F-3'].map((number) => record({ number, billedMinor: 10_000 })));
      expect(sent.map(({ state }) => state).sort()).toEqual(['DISPUTED', 'DISPUTED', 'MATCHED']);
    });

    it('has one price of a carrier for a day, though two cards come at the same moment', async () => {
      const { staff, card } = await startPaying(engine);
      const names = Array.from({ length: 6 }, (_, index) => `Buying ${index}`);
      const answers = await Promise.all(
        names.map(async (name) => (await staff.ask(CARD, { input: { ...card, name } })).addCarrierCard),
      );
      expect(answers.map(({ code = 'taken' }) => code).sort()).toEqual([
        ...Array<string>(5).fill('RATE_OVERLAP'),
        'taken',
      ]);
    });

    it('is taken once, though it is sent twice at once, and so are prices', async () => {
      const { staff, card, record } = await startPaying(engine);
      const cards = await Promise.all([1, 2, 3].map(() => staff.ask(CARD, { input: card })));
      const kept = cards.map(({ addCarrierCard }) => addCarrierCard.code ?? addCarrierCard.name);
      expect(kept.sort()).toEqual(['Buying 2026', 'RATE_OVERLAP', 'RATE_OVERLAP']);
      const sent = await Promise.all([1, 2, 3].map(() => record()));
      expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
      expect(sent[0]).toMatchObject({ state: 'MATCHED' });
    });

    it('finds no price after the last day of a card, until another one goes on', async () => {
      const { as, staff, card, record } = await startPaying(engine);
      const END = `mutation ($id: ID!, $validTo: LocalDate!) { endCarrierCard(id: $id, validTo: $validTo) {
        ... on CarrierCard { validTo } ... on Refusal { code } } }`;
      await staff.ask(CARD, { input: card });
      const [{ id }] = (await staff.ask('{ carrierCards { id } }')).carrierCards;
      const end = async (validTo: string) => (await staff.ask(END, { id, validTo })).endCarrierCard;
      await expect(as(aShipper(ACME)).ask(END, { id, validTo: '2026-02-28' })).rejects.toThrow('FORBIDDEN');
      await expect(staff.ask(END, { id: 'X', validTo: '2026-02-28' })).rejects.toThrow('NOT_FOUND');
      expect(await end('2025-12-31')).toEqual({ code: 'PERIOD_REVERSED' });
      const matched = await record();
      expect(await end('2026-02-28')).toEqual({ validTo: '2026-02-28' });
      expect(await record({ number: 'F-2' })).toMatchObject({ state: 'UNEXPECTED', refusal: { code: 'RATE_MISSING' } });
      expect(await record()).toEqual(matched);
      const next = { ...card, name: 'Buying spring', validFrom: '2026-03-01' };
      expect((await staff.ask(CARD, { input: next })).addCarrierCard).toEqual({ name: 'Buying spring' });
      expect(await end('2026-02-20')).toEqual({ code: 'RATE_GAP' });
      expect(await end('2026-03-05')).toEqual({ code: 'RATE_OVERLAP' });
    });

    it('is looked at when another carrier drove', async () => {
      const { staff, card, record } = await startPaying(engine);
      await staff.ask(CARD, { input: { ...card, scac: 'WXYZ' } });
      expect(await record({ scac: 'WXYZ' })).toMatchObject({
        ...{ state: 'UNEXPECTED', pay: null, refusal: { code: 'CARRIER_OTHER' } },
      });
    });

    it('is disputed by a person, and matched once prices are known', async () => {
      const { staff, card, record, as, subgraph } = await startPaying(engine);
      const told = '... on CarrierInvoice { state pay { amountMinor } answer } ... on Refusal { code }';
      const MATCH = `mutation ($id: ID!) { matchCarrierInvoice(id: $id) { ${told} } }`;
      const DISPUTE = `mutation ($id: ID!, $reason: String!) { disputeCarrierInvoice(id: $id, reason: $reason) { ${told} } }`;
      const FOLLOW = 'subscription { carrierInvoicesUpdated { carrierInvoice { state } } }';
      const { id, state } = await record();
      expect(state).toBe('UNEXPECTED');
      await staff.ask(CARD, { input: card });
      await subgraph.settle();
      const [ours, theirs] = [await staff.subscribe(FOLLOW), await as(aShipper(ACME)).subscribe(FOLLOW)];
      const [first, stray] = [ours.next(), theirs.next()];
      expect((await staff.ask(MATCH, { id })).matchCarrierInvoice).toMatchObject({
        ...{ state: 'MATCHED', pay: { amountMinor: 10_400 } },
      });
      await subgraph.settle();
      expect((await first).value).toEqual({ carrierInvoicesUpdated: { carrierInvoice: { state: 'MATCHED' } } });
      expect(await Promise.race([stray, Promise.resolve('nothing')])).toBe('nothing');
      await ours.return(undefined);
      void theirs.return(undefined);
      expect((await staff.ask(MATCH, { id })).matchCarrierInvoice).toEqual({ code: 'CARRIER_INVOICE_STATE' });
      expect((await staff.ask(DISPUTE, { id, reason: ' ' })).disputeCarrierInvoice).toEqual({ code: 'REASON_MISSING' });
      await expect(as(aStaffMember(DENVER)).ask(DISPUTE, { id, reason: 'x' })).rejects.toThrow('NOT_FOUND');
      expect((await staff.ask(DISPUTE, { id, reason: 'Short' })).disputeCarrierInvoice).toEqual({
        ...{ state: 'DISPUTED', pay: null, answer: 'Short' },
      });
      await staff.ask(APPROVE, { id, pay: 9_000 });
      expect((await staff.ask(DISPUTE, { id, reason: 'x' })).disputeCarrierInvoice).toEqual({
        code: 'CARRIER_INVOICE_STATE',
      });
    });

    it('adds up, and is above zero', async () => {
      const { record } = await startPaying(engine);
      const lines = [{ description: 'Freight', amountMinor: 10_000 }];
      expect(await record({ lines })).toEqual({ code: 'CARRIER_SUM' });
      expect(await record({ billedMinor: -1 })).toEqual({ code: 'AMOUNT_NOT_POSITIVE' });
      expect(await record({ scac: 'X' })).toEqual({ code: 'SCAC_UNKNOWN' });
      await expect(record({ shipmentId: 'S9' })).rejects.toThrow('NOT_FOUND');
    });

    it('is for staff of the branch', async () => {
      const { record, as, staff } = await startPaying(engine);
      await record();
      expect((await staff.ask(LIST)).carrierInvoices.nodes).toHaveLength(1);
      for (const viewer of [aShipper(ACME), aShipper(BETA), aStaffMember(DENVER)]) {
        expect((await as(viewer).ask(LIST)).carrierInvoices.nodes).toEqual([]);
      }
      await expect(record({ number: 'F-9' }, as(aShipper(ACME)))).rejects.toThrow('FORBIDDEN');
      await expect(record({ number: 'F-9' }, as(aStaffMember(DENVER)))).rejects.toThrow('NOT_FOUND');
    });

    it.each<[Role, boolean, boolean]>([
      ['ACCOUNT_MANAGER', true, true],
      ['SALES', true, false],
      ['SALES_HEAD', true, true],
      ['OPERATOR', false, false],
      ['EXECUTIVE', true, true],
      ['ADMINISTRATOR', true, true],
    ])('is read and decided by %s as margins are', async (role, reads, decides) => {
      const { record, as } = await startPaying(engine);
      const { id } = await record();
      const graph = as(aStaffMember(BOSTON, role));
      const ONE = 'query ($id: ID!) { carrierInvoice(id: $id) { number } }';
      const number = reads ? { number: 'F-1' } : null;
      expect((await graph.ask(LIST)).carrierInvoices.nodes).toEqual(number ? [number] : []);
      expect((await graph.ask(ONE, { id })).carrierInvoice).toEqual(number);
      const approval = graph.ask(APPROVE, { id, pay: 10_000 });
      if (decides) expect((await approval).approveCarrierInvoice).toMatchObject({ state: 'APPROVED' });
      else await expect(approval).rejects.toThrow(reads ? 'FORBIDDEN' : 'NOT_FOUND');
      const add = record({ number: 'F-2' }, graph);
      await (decides ? expect(add).resolves.toBeTruthy() : expect(add).rejects.toThrow('FORBIDDEN'));
    });

    it('is hidden from whom margins are withheld, and shown to whom they are granted', async () => {
      const { record, as } = await startPaying(engine);
      await record();
      const withheld = { ...aStaffMember(BOSTON), permissions: ['EDIT_RATES'] as const };
      expect((await as(withheld).ask(LIST)).carrierInvoices.nodes).toEqual([]);
      await expect(record({ number: 'F-2' }, as(withheld))).rejects.toThrow('FORBIDDEN');
      const granted = { ...aStaffMember(BOSTON, 'OPERATOR'), permissions: ['SEE_VALUE'] as const };
      expect((await as(granted).ask(LIST)).carrierInvoices.nodes).toEqual([{ number: 'F-1' }]);
    });
  });
});
