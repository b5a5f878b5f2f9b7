import { CONTRACT_SOURCE, CONTRACT_TERMINATED } from '@quayside/contract/events';
import { HOUR, toIso } from '@quayside/shared/instant';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { startPriced } from './priced.ts';
import { ACME, BETA, BOSTON, someTerms, startServiceApi } from './service-api.ts';
import { openBranch, photo, readyToStart, requestWork, schedule, step, workThrough } from './stories.ts';

const ID = '$id: ID!';
const FINISH = '$id: ID!, $proof: [AttachmentInput!]';
const REASON = '$id: ID!, $reason: String!';

eachDatabase((engine) => {
  describe('work orders', () => {
    it('run from the request to the photographed proof', async () => {
      const { approve, as, clock, read } = await startPriced(engine);
      const staff = as(aStaffMember(BOSTON, 'OPERATOR'));
      const { id, ...requested } = await requestWork(as(aShipper(ACME)), { quantity: 400 });
      const contract = { id: '01TERMS0000000000000000000' };
      expect(requested).toMatchObject({ number: 'WO-000001', state: 'QUOTED', unit: 'EA', contract });
      expect((await read(id)).quote).toMatchObject({ amount: { amountMinor: 7_200, currency: 'USD' }, basis: 'LIST' });
      expect(await approve(id, 4_500)).toEqual({ code: 'PRICE_CHANGED', field: 'amountMinor' });
      expect(await approve(id, 7_200)).toMatchObject({ state: 'APPROVED', dueAt: toIso(clock.now() + 72 * HOUR) });
      await openBranch({ as });
      expect(await schedule(staff, id, '2026-03-03')).toMatchObject({ state: 'SCHEDULED' });
      await workThrough(staff, id);
      const finish = (proof: unknown[]) =>
        step(staff, 'finishWorkOrder(id: $id, proof: $proof)', 'WorkOrder', { id, proof }, FINISH);
      expect(await finish([])).toEqual({ code: 'PHOTOS_MISSING', field: 'proof' });
      expect(await finish([photo('P1')])).toMatchObject({ state: 'DONE', closedAt: toIso(clock.now()) });
      expect((await read(id)).proof).toEqual([{ url: '/files/P1' }]);
    });

    it('need two different photos of repacked goods', async () => {
      const { as } = await startServiceApi(engine);
      const staff = as(aStaffMember(BOSTON));
      const { id } = await requestWork(staff, { service: 'REPACKING' });
      await readyToStart({ as }, id);
      await workThrough(staff, id, [photo('P1')]);
      const finish = (proof: unknown[]) =>
        step(staff, 'finishWorkOrder(id: $id, proof: $proof)', 'WorkOrder', { id, proof }, FINISH);
      expect(await finish([photo('P1')])).toMatchObject({ code: 'PHOTOS_MISSING' });
      expect(await finish([photo('P2')])).toMatchObject({ state: 'DONE' });
    });

    it('need a contract that covers the service', async () => {
      const { as, system, clock } = await startServiceApi(engine);
      const customer = as(aShipper(ACME));
      expect(await requestWork(customer, { service: 'KITTING' })).toMatchObject({ code: 'NOT_ENTITLED' });
      expect(await requestWork(customer, { service: 'TRANSPORT' })).toMatchObject({ code: 'NOT_IN_CATALOGUE' });
      expect(await requestWork(system, { shipmentId: null, accountId: BETA })).toMatchObject({ code: 'NOT_ENTITLED' });
      clock.set('2027-01-01T00:00:00Z');
      expect(await requestWork(customer)).toMatchObject({ code: 'NOT_ENTITLED' });
    });

    it('do not start when the contract has ended', async () => {
      const { as, hear } = await startServiceApi(engine);
      const staff = as(aStaffMember(BOSTON));
      const { id } = await requestWork(staff);
      await readyToStart({ as }, id);
      await hear(CONTRACT_SOURCE, CONTRACT_TERMINATED, ACME, someTerms({ state: 'TERMINATED' }));
      const started = await step(staff, 'startWorkOrder(id: $id)', 'WorkOrder', { id }, ID);
      expect(started).toMatchObject({ code: 'NOT_ENTITLED' });
    });

    it('are refused by the staff with a reason', async () => {
      const { as } = await startServiceApi(engine);
      const [customer, staff] = [as(aShipper(ACME)), as(aStaffMember(BOSTON))];
      const { id } = await requestWork(customer);
      const refuse = (graph: typeof staff) =>
        step(graph, 'refuseWorkOrder(id: $id, reason: $reason)', 'WorkOrder', { id, reason: 'No labels' }, REASON);
      await expect(refuse(customer)).rejects.toThrow('FORBIDDEN');
      expect(await refuse(staff)).toMatchObject({ state: 'REFUSED' });
    });
  });
});
