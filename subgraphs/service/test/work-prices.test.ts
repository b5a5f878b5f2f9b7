import { CONTRACT_AMENDED, CONTRACT_SOURCE } from '@quayside/contract/events';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { startPriced } from './priced.ts';
import { A_PRICE, ACME, BOSTON, someTerms, startServiceApi } from './service-api.ts';
import { photo, quote, readyToStart, requestWork, step, workThrough } from './stories.ts';

const ID = '$id: ID!';
const _FINISH = '$id: ID!, $proof: [AttachmentInput!]';
const _REASON = '$id: ID!, $reason: String!';

eachDatabase((engine) => {
  describe('the price of a work order', () => {
    it('waits for the staff where the contract has none', async () => {
      const { as } = await startServiceApi(engine);
      const [customer, staff] = [as(aShipper(ACME)), as(aStaffMember(BOSTON))];
      const { id, state } = await requestWork(customer);
      expect(state).toBe('REQUESTED');
      expect(await quote(staff, { id })).toMatchObject({ code: 'NO_LIST_PRICE' });
      expect(await quote(staff, { id, amountMinor: 900, currency: 'USD', reason: ' ' })).toMatchObject({
        code: 'REASON_MISSING',
      });
      const price = { id, amountMinor: 900, currency: 'USD', reason: 'Few pieces' };
      await expect(quote(as(aStaffMember(BOSTON, 'OPERATOR')), price)).rejects.toThrow('FORBIDDEN');
      await expect(quote(customer, price)).rejects.toThrow('FORBIDDEN');
      expect(await quote(staff, price)).toMatchObject({ state: 'QUOTED' });
    });

    it('is approved by the customer alone', async () => {
      const { customer, staff, approve } = await startPriced(engine);
      const { id } = await requestWork(customer);
      await expect(step(staff, 'approveWorkOrder(id: $id)', 'WorkOrder', { id }, ID)).rejects.toThrow('FORBIDDEN');
      expect(await approve(id)).toMatchObject({ state: 'APPROVED' });
      expect(await approve(id)).toMatchObject({ code: 'WORK_ORDER_STATE' });
    });

    it('is another one when the job is changed', async () => {
      const { as, customer, approve, read } = await startPriced(engine);
      const { id } = await requestWork(customer, { quantity: 400 });
      await readyToStart({ as }, id, '2026-03-09');
      const change = (quantity: number) =>
        step(
          customer,
          'changeWorkOrder(id: $id, quantity: $quantity)',
          'WorkOrder',
          { id, quantity },
          `${ID}, $quantity: Float`,
        );
      expect(await change(0)).toMatchObject({ code: 'QUANTITY_NOT_POSITIVE' });
      expect(await change(1_000)).toMatchObject({ state: 'QUOTED' });
      expect(await read(id)).toMatchObject({ quantity: 1_000, day: null, quote: { amount: { amountMinor: 18_000 } } });
      expect((await read(id)).history).toContainEqual({ change: 'price', from: '7200 USD', to: '18000 USD' });
      expect(await approve(id, 18_000)).toMatchObject({ state: 'APPROVED' });
    });

    it('is in the unit that it is the price of', async () => {
      const { as, customer, hear } = await startPriced(engine);
      const { id } = await requestWork(customer);
      const byPallet = { ...A_PRICE, unit: 'pallet', priceMinor: 900 };
      await hear(CONTRACT_SOURCE, CONTRACT_AMENDED, ACME, someTerms({ catalogue: [byPallet] }));
      expect(await quote(as(aStaffMember(BOSTON)), { id })).toMatchObject({ state: 'QUOTED' });
      const { workOrder } = await customer.ask('query ($id: ID!) { workOrder(id: $id) { unit } }', { id });
      expect(workOrder.unit).toBe('pallet');
    });

    it('is shown in the catalogue before asking', async () => {
      const { customer } = await startPriced(engine);
      const { workOrderOffers } = await customer.ask(
        `{ workOrderOffers { service covered price { amountMinor } priceFor(quantity: 1000) { amountMinor }
           photosRequired cancellationPercent } }`,
      );
      const offer = (service: string) => workOrderOffers.find((one: { service: string }) => one.service === service);
      expect(workOrderOffers).toHaveLength(9);
      expect(offer('LABELLING')).toMatchObject({
        covered: true,
        price: { amountMinor: 18 },
        priceFor: { amountMinor: 18_000 },
      });
      expect(offer('REPACKING')).toMatchObject({ covered: true, price: null, photosRequired: 2 });
      expect(offer('KITTING')).toMatchObject({ covered: false, price: null });
    });
  });

  describe('calling a work order off', () => {
    it('costs nothing until a day is booked', async () => {
      const { customer, cancel } = await startPriced(engine);
      const { id } = await requestWork(customer);
      expect(await cancel(id, { reason: '' })).toMatchObject({ code: 'REASON_MISSING' });
      expect(await cancel(id)).toMatchObject({ state: 'CANCELLED' });
    });

    it('costs what the rule says, once it is late', async () => {
      const { as, clock, customer, read, cancel } = await startPriced(engine);
      const { id } = await requestWork(customer, { quantity: 400 });
      await readyToStart({ as }, id, '2026-03-05');
      expect((await read(id)).cancellationPrice).toEqual({ amountMinor: 0, currency: 'USD' });
      clock.set('2026-03-04T00:00:01Z');
      expect((await read(id)).cancellationPrice).toEqual({ amountMinor: 1_800, currency: 'USD' });
      expect(await cancel(id)).toEqual({ code: 'CANCELLATION_PRICE', field: 'amountMinor' });
      expect(await cancel(id, { amountMinor: 1_800 })).toMatchObject({ state: 'CANCELLED' });
    });

    it('is not got round by changing the job first', async () => {
      const { as, clock, customer, staff, read } = await startPriced(engine);
      const { id } = await requestWork(customer, { quantity: 400 });
      await readyToStart({ as }, id, '2026-03-05');
      clock.set('2026-03-04T00:00:01Z');
      const change = (graph: typeof customer) =>
        step(graph, 'changeWorkOrder(id: $id, instructions: "Right")', 'WorkOrder', { id }, ID);
      expect(await change(customer)).toMatchObject({ code: 'CHANGE_TOO_LATE' });
      expect(await read(id)).toMatchObject({ state: 'SCHEDULED', day: '2026-03-05' });
      expect(await change(staff)).toMatchObject({ state: 'QUOTED' });
    });

    it('is for the staff once it has begun', async () => {
      const { as, customer, staff, cancel } = await startPriced(engine);
      const { id } = await requestWork(customer);
      await readyToStart({ as }, id);
      await step(staff, 'startWorkOrder(id: $id)', 'WorkOrder', { id }, ID);
      await expect(cancel(id)).rejects.toThrow('FORBIDDEN');
      await expect(cancel(id, { waived: true }, as(aStaffMember(BOSTON, 'OPERATOR')))).rejects.toThrow('FORBIDDEN');
      expect(await cancel(id, {}, staff)).toMatchObject({ code: 'CANCELLATION_PRICE' });
      expect(await cancel(id, { waived: true }, staff)).toMatchObject({ state: 'CANCELLED' });
    });
  });

  describe('the verdict on a work order', () => {
    it('is the customer’s, once the job is done', async () => {
      const { as, customer, staff, read } = await startPriced(engine);
      const { id } = await requestWork(customer);
      const rate = (graph: typeof staff, score: number) =>
        step(
          graph,
          'rateWorkOrder(id: $id, score: $score, comment: "Neat")',
          'WorkOrder',
          { id, score },
          `${ID}, $score: Int!`,
        );
      expect(await rate(customer, 5)).toMatchObject({ code: 'NOT_DONE' });
      await readyToStart({ as }, id);
      await workThrough(staff, id, [photo('P1')]);
      await step(staff, 'finishWorkOrder(id: $id)', 'WorkOrder', { id }, ID);
      await expect(rate(staff, 5)).rejects.toThrow('FORBIDDEN');
      expect(await rate(customer, 6)).toMatchObject({ code: 'SCORE_RANGE' });
      await rate(customer, 3);
      expect(await rate(customer, 4)).toMatchObject({ state: 'DONE' });
      expect(await read(id)).toMatchObject({ score: 4, scoreComment: 'Neat' });
    });
  });
});
