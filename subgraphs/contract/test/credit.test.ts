import { ORG_UNIT_MOVED, VALUE_SETTINGS_CHANGED } from '@quayside/customer/events';
import { newId } from '@quayside/shared/ids';
import { DAY } from '@quayside/shared/instant';
import { eachDatabase, type TestEngine } from '@quayside/shared/testing/databases';
import { aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { keepCharges } from '../src/charge/commands.ts';
import { lookAtAll } from '../src/credit/look-commands.ts';
import { ACME, activeContract, BETA, BOSTON, DENVER, startContractApi } from './contract-api.ts';

const CREDIT = `query ($id: ID!) { _entities(representations: [{ __typename: "Account", id: $id }]) { ... on Account { credit {
  state reason since limits { amountMinor } oldestOverdueDays paymentDays grade score actions decision { by reason until } inputs { input points }
  exposures { currency open { amountMinor } unbilled { amountMinor } overdue { amountMinor } limit { amountMinor } }
  limitUses { limit { amountMinor currency } used { amountMinor } converted { amount { currency } } unrated }
  assessments { trigger state note } releases { orderNumber releasedBy } } } } }`;
const LISTED = '{ creditStandings(states: [HOLD]) { account { id } state } creditPolicy { holdAfterDays } }';
const RUN = 'mutation ($id: ID) { runInvoices(accountId: $id) { ... on InvoiceRun { invoices } } }';
const REMIT = `mutation ($input: RecordRemittanceInput!) { recordRemittance(input: $input) { ... on Remittance { id } } }`;
const DECIDE = `mutation ($input: DecideCreditInput!) { decideCredit(input: $input) {
  ... on CreditStanding { state reason } ... on Refusal { code field } } }`;
const RELEASE = `mutation ($input: ReleaseOrderInput!) { releaseOrder(input: $input) {
  ... on OrderRelease { id orderNumber } ... on Refusal { code } } }`;
const POLICY = `mutation ($input: CreditPolicyInput!) { setCreditPolicy(input: $input) {
  ... on UnitCreditPolicy { unit version policy { holdAfterDays } } ... on Refusal { code } } }`;

async function startCredit(engine: TestEngine) {
  const api = await startContractApi(engine);
  const { id: contractId } = await activeContract(api.system);
  const head = api.as(aStaffMember(BOSTON, 'SALES_HEAD'));
  const occasion = () => ({ at: api.clock.now(), correlationId: 'test' });
  const owe = async (amountMinor: number, currency = 'USD') => {
    await api.subgraph.db.write((em) =>
      keepCharges(em, occasion(), [
        {
          ...{ source: 'SHIPMENT', kind: 'FREIGHT', reason: 'DONE', service: 'TRANSPORT', accountId: ACME, contractId },
          ...{ chargeKey: newId(), subjectId: 'S1', subjectNumber: 'QS-000001', quantity: 1, unit: 'SHIPMENT' },
          ...{ amountMinor, currency, doneAt: Date.UTC(2026, 1, 10), orderNumber: null, poNumber: null },
          why: null,
        },
      ]),
    );
    await head.ask(RUN, { id: ACME });
  };
  const look = () => lookAtAll(api.subgraph.db, occasion());
  const creditFor = async (graph = head) => (await graph.ask(CREDIT, { id: ACME }))._entities[0].credit;
  return { ...api, head, owe, look, creditFor };
}

const decision = (more: object) => ({ input: { accountId: ACME, reason: 'Talked to their bank', ...more } });

eachDatabase((engine) => {
  describe('credit', () => {
    it('holds who is overdue for too long until the money comes', async () => {
      const { owe, look, clock, creditFor, head } = await startCredit(engine);
      await owe(10_000);
      await expect.poll(async () => (await creditFor()).assessments).toHaveLength(1);
      expect(await creditFor()).toMatchObject({ state: 'OPEN', reason: 'IN_ORDER', grade: null, score: null });
      clock.advance(91 * DAY);
      await look();
      expect(await creditFor()).toMatchObject({
        ...{ state: 'HOLD', reason: 'OVERDUE', oldestOverdueDays: 61, paymentDays: 30 },
        exposures: [{ currency: 'USD', open: { amountMinor: 10_000 }, overdue: { amountMinor: 10_000 } }],
      });
      const items = [{ invoiceNumber: 'INV-000001', paidMinor: 10_000 }];
      const paid = { accountId: ACME, reference: 'TRN-1', currency: 'USD', amountMinor: 10_000, paidOn: '2026-06-01' };
      await head.ask(REMIT, { input: { ...paid, items } });
      await expect.poll(async () => (await creditFor()).state).toBe('OPEN');
      const trail = (await creditFor()).assessments.map(({ state }: { state: string }) => state);
      expect(trail).toEqual(['OPEN', 'HOLD', 'OPEN']);
    });

    it('is decided by heads, with a reason, and set by their terms', async () => {
      const { creditFor, head, as, owe } = await startCredit(engine);
      expect(await creditFor()).toMatchObject({ since: null, limits: [{ amountMinor: 25_000_000 }] });
      expect((await head.ask(DECIDE, decision({ state: 'HOLD', reason: ' ' }))).decideCredit).toEqual({
        ...{ code: 'REASON_LENGTH', field: 'reason' },
      });
      expect((await head.ask(DECIDE, decision({ state: 'HOLD' }))).decideCredit).toEqual({
        ...{ state: 'HOLD', reason: 'DECIDED' },
      });
      const release = { input: { accountId: ACME, orderNumber: ' SO-7 ', reason: 'Paid by cheque' } };
      const { releaseOrder } = await head.ask(RELEASE, release);
      expect((await head.ask(RELEASE, release)).releaseOrder).toEqual(releaseOrder);
      expect(await creditFor()).toMatchObject({
        ...{ state: 'HOLD', actions: ['REVIEW', 'DECIDE', 'RELEASE'], releases: [{ orderNumber: 'SO-7' }] },
        assessments: [{ trigger: 'DECISION', state: 'HOLD', note: 'Talked to their bank' }],
      });
      expect((await head.ask(DECIDE, decision({}))).decideCredit).toEqual({ state: 'OPEN', reason: 'IN_ORDER' });
      await owe(5_001);
      const terms = ['A', 'B', 'C', 'D', null].map((grade) => ({
        ...{ grade, limits: [{ amountMinor: 5_000, currency: 'USD' }], paymentDays: 10, prepay: false },
      }));
      const input = { terms, holdAfterDays: 20, leastInvoices: 3, reason: 'A hard year' };
      expect((await head.ask(POLICY, { input: { ...input, terms: [] } })).setCreditPolicy).toEqual({
        code: 'CREDIT_TERMS',
      });
      await head.ask(POLICY, { input });
      expect(await creditFor()).toMatchObject({
        ...{ state: 'HOLD', reason: 'OVER_LIMIT', paymentDays: 10 },
        ...{ since: expect.any(String), limits: [{ amountMinor: 5_000 }] },
      });
      const manager = as(aStaffMember(BOSTON));
      for (const [document, variables] of [
        [DECIDE, decision({ state: 'OPEN' })],
        [RELEASE, release],
        [POLICY, { input }],
      ] as const) {
        await expect(manager.ask(document, variables)).rejects.toThrow('FORBIDDEN');
        await expect(as(aShipper(ACME, 'SHIPPER_ADMINISTRATOR')).ask(document, variables)).rejects.toThrow('FORBIDDEN');
      }
      const stranger = as(aStaffMember(DENVER, 'SALES_HEAD'));
      await expect(stranger.ask(DECIDE, decision({ state: 'OPEN' }))).rejects.toThrow('NOT_FOUND');
    });

    it('holds who owes more in another currency than the limit allows, by the rates that the house states', async () => {
      const { bus, creditFor, look, owe } = await startCredit(engine);
      // 250,000.00 USD are allowed without a history: 1,800,000.00 CNY at 7.2.
      await owe(180_000_001, 'CNY');
      await look();
      const unrated = await creditFor();
      expect(unrated).toMatchObject({ state: 'OPEN', limitUses: [{ used: { amountMinor: 0 }, unrated: ['CNY'] }] });
      const tell = (version: number, rate: number) =>
        bus.publish({
          ...{ id: newId(), type: VALUE_SETTINGS_CHANGED, source: 'customer', position: version, at: version },
          ...{ accountId: null, subject: 'settings', seq: version, correlationId: 'test' },
          data: { version, by: 'Ada', currency: 'CNY', exchange: [{ currency: 'USD', from: null, rate }] },
        });
      const used = async () => (await creditFor()).limitUses[0].used.amountMinor;
      await tell(1, 7.3);
      await expect.poll(used).toBe(24_657_534);
      await look();
      expect(await creditFor()).toMatchObject({ state: 'OPEN', limitUses: [{ unrated: [] }] });
      await tell(2, 7.19);
      await expect.poll(used).toBe(25_034_771);
      await look();
      expect(await creditFor()).toMatchObject({
        ...{ state: 'HOLD', reason: 'OVER_LIMIT', exposures: [{ currency: 'CNY', limit: null }] },
        limitUses: [
          { limit: { amountMinor: 25_000_000, currency: 'USD' }, converted: [{ amount: { currency: 'CNY' } }] },
        ],
      });
    });

    it('is given by the terms of the nearest unit that has any', async () => {
      const { as, head, look, owe, creditFor, hear } = await startCredit(engine);
      await owe(6_000);
      const top = as(aStaffMember('/group/', 'SALES_HEAD'));
      const terms = (days: number, limit: number) =>
        ['A', 'B', 'C', 'D', null].map((grade) => ({
          ...{ grade, limits: [{ amountMinor: limit, currency: 'USD' }], paymentDays: days, prepay: false },
        }));
      const set = async (unit: string, input: object, graph = top) =>
        (await graph.ask(POLICY, { input: { unit, reason: 'Their market', ...input } })).setCreditPolicy;
      const standing = async () => {
        const { paymentDays, state } = await creditFor();
        return [paymentDays, state];
      };
      expect(await set('/group/', { terms: terms(21, 9_000) })).toEqual({
        ...{ unit: '/group/', version: 1, policy: { holdAfterDays: 60 } },
      });
      expect(await standing()).toEqual([21, 'OPEN']);
      await set('/group/east/', { terms: terms(5, 5_000), holdAfterDays: 9 });
      await set('/group/west/', { terms: terms(50, 50_000) });
      expect(await standing()).toEqual([5, 'HOLD']);
      expect((await head.ask('{ creditPolicy { holdAfterDays } }')).creditPolicy).toEqual({ holdAfterDays: 9 });

      // The unit of the branch moves: the terms above it are others, and its own would have gone along.
      await hear(ORG_UNIT_MOVED, { from: BOSTON, to: '/group/west/boston/' });
      await look();
      const moved = as(aStaffMember('/group/west/boston/', 'SALES_HEAD'));
      expect(await creditFor(moved)).toMatchObject({ paymentDays: 50, state: 'OPEN' });
      await set('/group/west/', { version: 1 });
      expect(await creditFor(moved)).toMatchObject({ paymentDays: 21 });

      await expect(set('/group/west/', { terms: terms(9, 9), version: 1 })).rejects.toThrow('CONFLICT');
      for (const unit of ['/group/', '/group/west/', '/group/west/bos', '/nowhere/'])
        expect(await set(unit, { terms: terms(9, 9), version: 0 }, moved)).toEqual({ code: 'UNIT_WITHOUT_CUSTOMERS' });
      const { unitCreditPolicies, creditPolicyChanges } = await moved.ask(
        '{ unitCreditPolicies { unit policy { holdAfterDays } } creditPolicyChanges { unit by reason } }',
      );
      expect(unitCreditPolicies).toEqual([
        { unit: '/group/', policy: { holdAfterDays: 60 } },
        { unit: '/group/west/', policy: null },
      ]);
      const change = { unit: '/group/west/', by: 'Ada Manager', reason: 'Their market' };
      expect(creditPolicyChanges).toEqual([change, change, { ...change, unit: '/group/' }]);
    });

    it('is judged by several at the same moment, one after the other', async () => {
      const { creditFor, head, look, owe } = await startCredit(engine);
      await owe(10_000);
      const decisions = Array.from({ length: 6 }, () => head.ask(DECIDE, decision({ state: 'HOLD' })));
      await Promise.all([...decisions, look(), look()]);
      const { assessments } = await creditFor();
      const decided = assessments.filter(({ trigger }: { trigger: string }) => trigger === 'DECISION');
      expect(decided).toHaveLength(6);
    });

    it('shows a customer what to do, and nobody else anything', async () => {
      const { creditFor, head, as, owe } = await startCredit(engine);
      await owe(10_000);
      await head.ask(DECIDE, decision({ state: 'PREPAY' }));
      expect(await creditFor(as(aShipper(ACME)))).toMatchObject({
        ...{ state: 'PREPAY', reason: 'DECIDED', grade: null, score: null, decision: null },
        ...{ inputs: [], assessments: [], releases: [], actions: [] },
        exposures: [{ open: { amountMinor: 10_000 } }],
      });
      for (const viewer of [aShipper(BETA), aStaffMember(DENVER, 'SALES_HEAD'), aLinkHolder(ACME, 'S1')]) {
        expect(await creditFor(as(viewer))).toBeNull();
        expect((await as(viewer).ask(LISTED)).creditStandings).toEqual([]);
      }
      expect((await as(aShipper(ACME)).ask(LISTED)).creditPolicy).toBeNull();
    });
  });
});
