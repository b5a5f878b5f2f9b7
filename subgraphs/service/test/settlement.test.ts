import { CONTRACT_ACTIVATED, CONTRACT_SOURCE } from '@quayside/contract/events';
import { DAY } from '@quayside/shared/instant';
import { eachDatabase } from '@quayside/shared/testing/databases';
import type { TestGraph } from '@quayside/shared/testing/graph';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { ACME, BETA, BOSTON, deliver, someTerms, startServiceApi } from './service-api.ts';
import { CLAIM_FIELDS, fileClaim, send, step } from './stories.ts';

const ID = '$id: ID!';
const MORE = `${CLAIM_FIELDS} reference decisionCode counterOffer { amountMinor } limit { amount { amountMinor } words }
  reserve { amountMinor } payment { reference } lateReason missingPapers overlaps { number }
  lines { amount { amountMinor } salvage { amountMinor } }`;
const read = async (graph: TestGraph, id: string) =>
  (await graph.ask(`query ($id: ID!) { claim(id: $id) { ${MORE} } }`, { id })).claim;
const decide = (graph: TestGraph, input: Record<string, unknown>) =>
  send(graph, 'decideClaim', 'Claim', { reason: 'Photos show it', ...input }, MORE);
const counter = (graph: TestGraph, input: Record<string, unknown>) =>
  send(graph, 'counterClaimOffer', 'Claim', { reason: 'See the invoice', ...input }, MORE);
const draft = async (graph: TestGraph, field: 'draftClaim' | 'changeClaimDraft', input: object, id?: string) => {
  const call = id ? `changeClaimDraft(id: "${id}", input: $input)` : 'draftClaim(input: $input)';
  const fields = `... on Claim { ${MORE} statement } ... on Refusal { code field }`;
  const data = await graph.ask(`mutation ($input: FileClaimInput!) { ${field}: ${call} { ${fields} } }`, { input });
  return data[field];
};

const LAMPS = { sku: 'LAMP', description: 'Lamps', quantity: 3, cause: 'DAMAGE', amountMinor: 12_000 };
const UNFINISHED = { shipmentId: '01PARCEL000000000000000000', liabilityAsserted: false, statement: '', lines: [] };

async function offered(graphs: { customer: TestGraph; staff: TestGraph }) {
  const { id } = await fileClaim(graphs.customer);
  await step(graphs.staff, 'acknowledgeClaim(id: $id)', 'Claim', { id }, ID);
  await decide(graphs.staff, { id, decision: 'OFFER', amountMinor: 6_000, code: 'CSO' });
  return id as string;
}

eachDatabase((engine) => {
  const start = async () => {
    const api = await startServiceApi(engine);
    return { ...api, customer: api.as(aShipper(ACME)), staff: api.as(aStaffMember(BOSTON)) };
  };

  describe('settlement', () => {
    it('goes over counter-offer and acceptance to money', async () => {
      const { customer, staff } = await start();
      const id = await offered({ customer, staff });
      expect(await counter(customer, { id, amountMinor: 6_000 })).toMatchObject({ code: 'COUNTER_RANGE' });
      expect(await counter(customer, { id, amountMinor: 9_000, currency: 'EUR' })).toMatchObject({
        code: 'CURRENCY_MISMATCH',
      });
      expect(await counter(staff, { id, amountMinor: 9_000 })).toMatchObject({ code: 'CLAIM_ACTOR' });
      const countered = await counter(customer, { id, amountMinor: 9_000 });
      expect(countered).toMatchObject({ state: 'COUNTERED', counterOffer: { amountMinor: 9_000 } });
      const better = await decide(staff, { id, decision: 'OFFER', amountMinor: 8_000 });
      const stale = { id, seen: 6_000 };
      const accept = 'acceptClaimOffer(id: $id, amountMinor: $seen)';
      expect(await step(customer, accept, 'Claim', stale, '$id: ID!, $seen: Long')).toMatchObject({
        code: 'OFFER_CHANGED',
      });
      expect(better).toMatchObject({ state: 'OFFERED', offered: { amountMinor: 8_000 }, counterOffer: null });
      expect(await step(staff, 'acceptClaimOffer(id: $id)', 'Claim', { id }, ID)).toMatchObject({
        code: 'CLAIM_ACTOR',
      });
      await step(customer, 'acceptClaimOffer(id: $id)', 'Claim', { id }, ID);
      const declined = await decide(staff, { id, decision: 'DECLINE', code: 'NLI' });
      expect(declined).toMatchObject({ code: 'CLAIM_STATE' });
      expect(await decide(staff, { id, decision: 'PAY', amountMinor: 7_999 })).toMatchObject({ code: 'AMOUNT_AGREED' });
      const paid = await decide(staff, { id, decision: 'PAY', paymentReference: 'CHQ-12' });
      expect(paid).toMatchObject({
        ...{ state: 'PAID', payment: { reference: 'CHQ-12' } },
        legs: [{ decidedAmount: { amountMinor: 8_000 }, dueAt: null }, {}],
      });
    });

    it('does once what is asked twice', async () => {
      const { customer, staff } = await start();
      const id = await offered({ customer, staff });
      const ask = { id, amountMinor: 9_000, idempotencyKey: 'key-1' };
      const [first, second] = [await counter(customer, ask), await counter(customer, ask)];
      expect(second).toEqual(first);
      const { claim } = await customer.ask(`query ($id: ID!) { claim(id: $id) { messages { body } } }`, { id });
      expect(claim.messages).toHaveLength(2);
    });

    it('may begin anew with an appeal', async () => {
      const { customer, staff } = await start();
      const id = await offered({ customer, staff });
      const declined = await decide(staff, { id, decision: 'DECLINE', code: 'CSD' });
      expect(declined).toMatchObject({ state: 'DECLINED', decisionCode: 'CSD' });
      const appeal = (graph: TestGraph) =>
        step(graph, 'appealClaim(id: $id, reason: "Here is the evidence")', 'Claim', { id }, ID);
      expect(await appeal(staff)).toMatchObject({ code: 'CLAIM_ACTOR' });
      expect(await appeal(customer)).toMatchObject({ state: 'APPEALED', closedAt: null });
      expect(await decide(staff, { id, decision: 'PAY', amountMinor: 100 })).toMatchObject({ state: 'PAID' });
      expect(await appeal(customer)).toMatchObject({ code: 'CLAIM_STATE' });
    });

    it('stays below what the contract owes', async () => {
      const { hear, customer, staff } = await start();
      const limitPerShipment = { amountMinor: 5_000, currency: 'USD' };
      await hear(CONTRACT_SOURCE, CONTRACT_ACTIVATED, ACME, someTerms({ limitPerShipment }));
      const { id } = await fileClaim(customer);
      const words = 'Contract QC-000001: 50.00 USD per shipment.';
      expect(await read(customer, id)).toMatchObject({
        limit: { amount: { amountMinor: 5_000 }, words },
        reserve: null,
      });
      expect(await read(staff, id)).toMatchObject({ reserve: { amountMinor: 5_000 } });
      const more = await decide(staff, { id, decision: 'PAY', amountMinor: 6_000 });
      expect(more).toMatchObject({ code: 'LIABILITY_LIMIT' });
      const paid = await decide(staff, { id, decision: 'PAY' });
      expect(paid.legs[0]).toMatchObject({ decidedAmount: { amountMinor: 5_000 } });
      expect(paid.reserve).toBeNull();
    });

    it('stays below what the contract owes for the shipment, however many claims it has', async () => {
      const { hear, customer, staff } = await start();
      const limitPerShipment = { amountMinor: 5_000, currency: 'USD' };
      await hear(CONTRACT_SOURCE, CONTRACT_ACTIVATED, ACME, someTerms({ limitPerShipment }));
      const first = await fileClaim(customer);
      const second = await fileClaim(customer, { lines: [LAMPS] });
      await decide(staff, { id: first.id, decision: 'PAY', amountMinor: 4_000 });
      const more = await decide(staff, { id: second.id, decision: 'PAY', amountMinor: 1_001 });
      expect(more).toMatchObject({ code: 'LIABILITY_LIMIT' });
      const rest = await decide(staff, { id: second.id, decision: 'PAY' });
      expect(rest.legs[0]).toMatchObject({ decidedAmount: { amountMinor: 1_000 } });
    });

    it('stays below it also when two claims are paid at once', async () => {
      const { hear, customer, staff } = await start();
      const limitPerShipment = { amountMinor: 5_000, currency: 'USD' };
      await hear(CONTRACT_SOURCE, CONTRACT_ACTIVATED, ACME, someTerms({ limitPerShipment }));
      const claims = [await fileClaim(customer), await fileClaim(customer, { lines: [LAMPS] })];
      const pay = ({ id }: { id: string }) => decide(staff, { id, decision: 'PAY', amountMinor: 4_000 });
      const outcomes = await Promise.all(claims.map(pay));
      expect(outcomes.map(({ code, state }) => code ?? state).sort()).toEqual(['LIABILITY_LIMIT', 'PAID']);
    });
  });

  describe('filing', () => {
    it('foresees what a claim would bring, and keeps nothing', async () => {
      const { customer, subgraph } = await start();
      const outlook = async () =>
        (
          await customer.ask(`{ claimOutlook(shipmentId: "01PARCEL000000000000000000", causes: [DAMAGE]) {
            late papers legs { kind regime } } }`)
        ).claimOutlook;
      const first = await outlook();
      expect(first).toMatchObject({ late: false, legs: [{ kind: 'CUSTOMER_TO_3PL' }, {}] });
      expect(await outlook()).toEqual(first);
      const kept = await subgraph.db.read((em) => em.query('SELECT COUNT(*) AS n FROM claim_filed_once'));
      expect(Number(kept[0].n)).toBe(0);
    });

    it('takes no amount that could not be exact', async () => {
      const { customer } = await start();
      const lamps = { description: 'Lamps', cause: 'DAMAGE', quantity: 1e12, unitValueMinor: 1_000_000 };
      expect(await fileClaim(customer, { lines: [lamps] })).toEqual({ code: 'AMOUNT_TOO_LARGE', field: 'lines' });
      const much = { description: 'Gold', cause: 'LOSS', quantity: 1, amountMinor: Number.MAX_SAFE_INTEGER };
      const lines = [much, { ...much, description: 'Silver' }];
      expect(await fileClaim(customer, { lines })).toEqual({ code: 'AMOUNT_TOO_LARGE', field: 'lines' });
    });

    it('takes no remark, report or tracer for a claim', async () => {
      const { customer } = await start();
      const kinds = ['DELIVERY_RECEIPT_REMARK', 'BAD_ORDER_REPORT', 'APPRAISAL_REPORT', 'INSPECTION_REPORT', 'TRACER'];
      for (const kind of kinds)
        expect(await fileClaim(customer, { kind }), kind).toEqual({ code: 'NOT_A_CLAIM', field: 'kind' });
    });

    it('determines the amount from value and salvage', async () => {
      const { customer } = await start();
      const lines = [
        { description: 'Lamps', quantity: 4, cause: 'DAMAGE', unitValueMinor: 2_500, salvageMinor: 1_000 },
      ];
      const { id } = await fileClaim(customer, { lines, reference: 'ACME-9' });
      expect(await read(customer, id)).toMatchObject({
        ...{ reference: 'ACME-9', amount: { amountMinor: 9_000 } },
        lines: [{ amount: { amountMinor: 9_000 }, salvage: { amountMinor: 1_000 } }],
        missingPapers: ['BILL_OF_LADING', 'COMMERCIAL_INVOICE', 'DELIVERY_RECEIPT', 'PHOTOS'],
      });
      const open = [{ description: 'Lamps', quantity: 4, cause: 'DAMAGE' }];
      expect(await fileClaim(customer, { lines: open })).toMatchObject({ code: 'CLAIM_AMOUNT_MISSING' });
    });

    it('shows what overlaps and refuses the same', async () => {
      const { customer } = await start();
      const first = await fileClaim(customer, { lines: [LAMPS] });
      expect(await fileClaim(customer, { lines: [LAMPS] })).toEqual({ code: 'CLAIM_DUPLICATE', field: 'lines' });
      const second = await fileClaim(customer, { lines: [{ ...LAMPS, quantity: 1, amountMinor: 4_000 }] });
      expect(await read(customer, second.id)).toMatchObject({ overlaps: [{ number: first.number }] });
      await step(customer, 'withdrawClaim(id: $id)', 'Claim', { id: first.id }, ID);
      expect(await read(customer, second.id)).toMatchObject({ overlaps: [] });
      expect(await fileClaim(customer, { lines: [LAMPS] })).toMatchObject({ state: 'FILED' });
    });

    it('begins as a draft without number or clock', async () => {
      const { customer, staff, as } = await start();
      const made = await draft(customer, 'draftClaim', UNFINISHED);
      expect(made).toMatchObject({ number: 'CD-000001', state: 'DRAFT', legs: [] });
      const { id } = made;
      const file = (graph: TestGraph) => step(graph, 'fileClaimDraft(id: $id)', 'Claim', { id }, ID);
      expect(await file(customer)).toMatchObject({ code: 'CLAIM_LIABILITY_MISSING' });
      const prepared = await draft(staff, 'draftClaim', UNFINISHED);
      expect(await step(staff, 'acknowledgeClaim(id: $id)', 'Claim', { id: prepared.id }, ID)).toMatchObject({
        code: 'CLAIM_STATE',
      });
      const { queue } = await staff.ask('{ queue { openCount } }');
      expect(queue.openCount).toBe(0);
      await expect(file(as(aShipper(BETA)))).rejects.toThrow('NOT_FOUND');
      const finished = { ...UNFINISHED, liabilityAsserted: true, statement: 'Crushed', lines: [LAMPS] };
      await draft(customer, 'changeClaimDraft', finished, id);
      await file(customer);
      expect(await read(customer, id)).toMatchObject({
        ...{ number: 'CL-000001', state: 'FILED', amount: { amountMinor: 12_000 } },
        legs: [{ dueAt: '2026-04-02T04:59:59.999Z' }, {}],
      });
      const late = await draft(customer, 'changeClaimDraft', finished, id);
      expect(late).toMatchObject({ code: 'CLAIM_STATE' });
    });

    it('counts from a reasonable day what never arrived', async () => {
      const { clock, customer } = await start();
      const expectedDeliveryAt = new Date(clock.now() - 40 * DAY).toISOString();
      expect(await fileClaim(customer, { expectedDeliveryAt })).toMatchObject({ code: 'CLAIM_LATE' });
    });

    it('is in time when notice was given in time', async () => {
      const api = await start();
      await api.hear(CONTRACT_SOURCE, CONTRACT_ACTIVATED, ACME, someTerms({ fileWithinDays: 1 }));
      await deliver(api);
      const noticeGivenAt = new Date(api.clock.now()).toISOString();
      api.clock.advance(5 * DAY);
      expect(await fileClaim(api.customer)).toMatchObject({ code: 'CLAIM_LATE' });
      expect(await fileClaim(api.customer, { noticeGivenAt })).toMatchObject({ state: 'FILED' });
    });
  });
});
