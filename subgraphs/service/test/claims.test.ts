import { DAY, toIso } from '@quayside/shared/instant';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { SHIPMENT_SOURCE, SHIPMENT_TENDERED } from '@quayside/shipment/events';
import { describe, expect, it } from 'vitest';
import { ACME, aShipment, BOSTON, deliver, MANAGER, startServiceApi } from './service-api.ts';
import { CLAIM_FIELDS, fileClaim, send, step } from './stories.ts';

const ID = '$id: ID!';
const decide = (graph: Parameters<typeof send>[0], input: Record<string, unknown>) =>
  send(graph, 'decideClaim', 'Claim', { reason: 'Photos show it', ...input }, CLAIM_FIELDS);

eachDatabase((engine) => {
  describe('claims', () => {
    it('get number, owner and the contract regime', async () => {
      const { as } = await startServiceApi(engine);
      const filed = await fileClaim(as(aShipper(ACME)));
      const acknowledgeBy = '2026-04-02T04:59:59.999Z';
      expect(filed).toMatchObject({
        number: 'CL-000001',
        state: 'FILED',
        owner: { id: MANAGER },
        amount: { amountMinor: 12_000, currency: 'USD' },
        dueAt: acknowledgeBy,
      });
      expect(filed.legs).toMatchObject([
        { kind: 'CUSTOMER_TO_3PL', counterpart: 'Acme', regime: 'cmr', state: 'FILED', dueAt: acknowledgeBy },
        { kind: 'THREE_PL_TO_CARRIER', counterpart: 'ABFS', regime: 'cmr', state: 'DRAFT', dueAt: null },
      ]);
    });

    it('name what is missing under 49 CFR 370.3', async () => {
      const { as, hear } = await startServiceApi(engine);
      const customer = as(aShipper(ACME));
      const code = async (change: Record<string, unknown>) => (await fileClaim(customer, change)).code;
      expect(await code({ shipmentId: '' })).toBe('CLAIM_SHIPMENT_MISSING');
      expect(await code({ liabilityAsserted: false })).toBe('CLAIM_LIABILITY_MISSING');
      expect(await code({ statement: ' ' })).toBe('CLAIM_LIABILITY_MISSING');
      expect(await code({ lines: [] })).toBe('CLAIM_AMOUNT_MISSING');
      await expect(fileClaim(customer, { shipmentId: '01NOBODY000000000000000000' })).rejects.toThrow('NOT_FOUND');
      await hear(SHIPMENT_SOURCE, SHIPMENT_TENDERED, ACME, aShipment({ shipmentId: 'T1', state: 'TENDERED' }));
      expect(await code({ shipmentId: 'T1' })).toBe('CLAIM_NOTHING_CARRIED');
    });

    it('are filed once when two ask at one moment', async () => {
      const { as } = await startServiceApi(engine);
      const customer = as(aShipper(ACME));
      const outcomes = await Promise.all([fileClaim(customer), fileClaim(customer), fileClaim(customer)]);
      const filed = outcomes.filter(({ id }) => id);
      expect(filed).toHaveLength(1);
      expect(outcomes.filter(({ code }) => code === 'CLAIM_DUPLICATE')).toHaveLength(2);
      await step(customer, 'withdrawClaim(id: $id)', 'Claim', { id: filed[0].id }, ID);
      expect(await fileClaim(customer)).toMatchObject({ state: 'FILED' });
      expect(await fileClaim(customer)).toMatchObject({ code: 'CLAIM_DUPLICATE' });
    });

    it('run from acknowledgement over an offer to payment', async () => {
      const { as, clock } = await startServiceApi(engine);
      const staff = as(aStaffMember(BOSTON));
      const { id } = await fileClaim(as(aShipper(ACME)));
      clock.advance(DAY);
      const acknowledged = await step(staff, 'acknowledgeClaim(id: $id)', 'Claim', { id }, ID);
      expect(acknowledged).toMatchObject({ state: 'ACKNOWLEDGED', dueAt: '2026-07-01T04:59:59.999Z' });
      await step(staff, 'investigateClaim(id: $id)', 'Claim', { id }, ID);
      expect(await decide(staff, { id, decision: 'OFFER' })).toMatchObject({ code: 'AMOUNT_MISSING' });
      expect(await decide(staff, { id, decision: 'OFFER', amountMinor: 12_001 })).toMatchObject({
        code: 'AMOUNT_RANGE',
      });
      const offered = await decide(staff, { id, decision: 'OFFER', amountMinor: 9_000 });
      expect(offered).toMatchObject({ state: 'OFFERED', offered: { amountMinor: 9_000 }, closedAt: null });
      const paid = await decide(staff, { id, decision: 'PAY' });
      expect(paid).toMatchObject({ state: 'PAID', closedAt: toIso(clock.now()) });
      expect(paid.legs[0]).toMatchObject({ state: 'PAID', decidedAmount: { amountMinor: 9_000 } });
      expect(paid.legs[1]).toMatchObject({ state: 'DRAFT' });
      expect(await decide(staff, { id, decision: 'DECLINE' })).toMatchObject({ code: 'CLAIM_STATE' });
    });

    it('are decided by those who may, with a reason', async () => {
      const { as } = await startServiceApi(engine);
      const [customer, staff] = [as(aShipper(ACME)), as(aStaffMember(BOSTON))];
      const { id } = await fileClaim(customer);
      const operator = as(aStaffMember(BOSTON, 'OPERATOR'));
      await expect(decide(customer, { id, decision: 'PAY' })).rejects.toThrow('FORBIDDEN');
      await expect(decide(operator, { id, decision: 'PAY' })).rejects.toThrow('FORBIDDEN');
      expect(await decide(staff, { id, decision: 'DECLINE', reason: '' })).toMatchObject({ code: 'REASON_MISSING' });
      const declining = { id, decision: 'DECLINE', reason: 'Act of God' };
      expect(await decide(staff, declining)).toMatchObject({ code: 'DECISION_CODE_MISSING' });
      expect(await decide(staff, { ...declining, code: 'CSO' })).toMatchObject({ code: 'DECISION_CODE_UNFIT' });
      await decide(staff, { ...declining, code: 'NLI' });
      const { claim } = await customer.ask(`query ($id: ID!) { claim(id: $id) { state messages { body } } }`, { id });
      expect(claim).toEqual({ state: 'DECLINED', messages: [{ body: 'Act of God' }] });
    });

    it('keep the recovery from the carrier among staff', async () => {
      const { as } = await startServiceApi(engine);
      const [customer, staff] = [as(aShipper(ACME)), as(aStaffMember(BOSTON))];
      const { id } = await fileClaim(customer);
      const input = { id, state: 'PAID', amountMinor: 7_000, note: 'Cheque 12' };
      const early = await send(staff, 'recordCarrierAnswer', 'Claim', input, CLAIM_FIELDS);
      expect(early).toMatchObject({ code: 'CLAIM_STATE' });
      await step(staff, 'claimAgainstCarrier(id: $id, reference: "ABF-7")', 'Claim', { id }, ID);
      const recorded = await send(staff, 'recordCarrierAnswer', 'Claim', { ...input, state: 'FILED' }, CLAIM_FIELDS);
      expect(recorded).toMatchObject({ code: 'CLAIM_STATE' });
      const leg = async (graph: typeof staff) =>
        (await graph.ask(`query ($id: ID!) { claim(id: $id) { messages { id } ${CLAIM_FIELDS} } }`, { id })).claim;
      await send(staff, 'recordCarrierAnswer', 'Claim', input, CLAIM_FIELDS);
      expect((await leg(staff)).legs[1]).toMatchObject({ state: 'PAID', decidedAmount: { amountMinor: 7_000 } });
      expect((await leg(staff)).messages).toHaveLength(2);
      expect((await leg(customer)).legs[1]).toMatchObject({ decidedAmount: null });
      expect((await leg(customer)).messages).toEqual([]);
    });

    it('tell each part of the recovery once, by how much it came to', async () => {
      const { as, subgraph } = await startServiceApi(engine);
      const [customer, staff] = [as(aShipper(ACME)), as(aStaffMember(BOSTON))];
      const { id } = await fileClaim(customer);
      await step(staff, 'claimAgainstCarrier(id: $id, reference: "ABF-7")', 'Claim', { id }, ID);
      const answer = (amountMinor: number, partPayment: string | null) =>
        send(
          staff,
          'recordCarrierAnswer',
          'Claim',
          { id, state: 'PAID', amountMinor, partPayment, note: 'x' },
          CLAIM_FIELDS,
        );
      await answer(2_000, 'C-1');
      await answer(2_000, 'C-1');
      await answer(1_000, 'C-2');
      await answer(7_000, null);
      const rows: { data: string }[] = await subgraph.db.read((em) =>
        em.query(`SELECT data FROM event WHERE subject = ? AND type = 'claim.state-changed.v1' ORDER BY seq`, [id]),
      );
      expect(rows.flatMap(({ data }) => JSON.parse(data).recovered ?? [])).toEqual([
        { byStepMinor: 2_000, inAllMinor: 2_000 },
        { byStepMinor: 1_000, inAllMinor: 3_000 },
        { byStepMinor: 4_000, inAllMinor: 7_000 },
      ]);
    });

    it('are taken late, and say so', async () => {
      const api = await startServiceApi(engine);
      await deliver(api);
      api.clock.advance(31 * DAY);
      const customer = api.as(aShipper(ACME));
      expect(await fileClaim(customer)).toEqual({ code: 'CLAIM_LATE', field: 'lateReason' });
      const { id } = await fileClaim(customer, { lateReason: 'You extended the time on 1 April.' });
      const { claim } = await customer.ask(`query ($id: ID!) { claim(id: $id) { history { change to } } }`, { id });
      expect(claim.history.slice(1)).toEqual([
        { change: 'note', to: 'Noticed late: the time ended on 2026-03-03T05:59:59.999Z (cmr).' },
        { change: 'note', to: 'Filed late: the time ended on 2026-04-02T04:59:59.999Z (cmr).' },
      ]);
    });

    it('count while open on shipment and account', async () => {
      const { as } = await startServiceApi(engine);
      const customer = as(aShipper(ACME));
      const { id } = await fileClaim(customer);
      await fileClaim(customer, { lines: [{ description: 'Shades', quantity: 1, cause: 'LOSS', amountMinor: 500 }] });
      await step(customer, 'withdrawClaim(id: $id)', 'Claim', { id }, ID);
      const representations = [
        { __typename: 'Shipment', id: '01PARCEL000000000000000000' },
        { __typename: 'Account', id: ACME },
      ];
      const { _entities } = await customer.ask(
        `query ($representations: [_Any!]!) { _entities(representations: $representations) {
           ... on Shipment { openClaimCount claims { state } } ... on Account { openClaimCount openCaseCount } } }`,
        { representations },
      );
      expect(_entities).toEqual([
        { openClaimCount: 1, claims: [{ state: 'FILED' }, { state: 'WITHDRAWN' }] },
        { openClaimCount: 1, openCaseCount: 0 },
      ]);
    });
  });
});
