import { CONTRACT_SOURCE, CONTRACT_TERMINATED } from '@quayside/contract/events';
import { HOUR, toIso } from '@quayside/shared/instant';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { ACME, BETA, BOSTON, someTerms, startServiceApi } from './service-api.ts';
import { photo, requestWork, step } from './stories.ts';

const ID = '$id: ID!';
const FINISH = '$id: ID!, $proof: [AttachmentInput!]';
const REASON = '$id: ID!, $reason: String!';

eachDatabase((engine) => {
  describe('work orders', () => {
    it('run from the request to the photographed proof', async () => {
      const { as, clock } = await startServiceApi(engine);
      const staff = as(aStaffMember(BOSTON, 'OPERATOR'));
      const { id, ...requested } = await requestWork(as(aShipper(ACME)));
      const contract = { id: '01TERMS0000000000000000000' };
      expect(requested).toMatchObject({ number: 'WO-000001', state: 'REQUESTED', unit: 'EA', contract });
      const approved = await step(staff, 'approveWorkOrder(id: $id)', 'WorkOrder', { id }, ID);
      expect(approved).toMatchObject({ state: 'APPROVED', dueAt: toIso(clock.now() + 48 * HOUR) });
      await step(staff, 'startWorkOrder(id: $id)', 'WorkOrder', { id }, ID);
      const finish = (proof: unknown[]) =>
        step(staff, 'finishWorkOrder(id: $id, proof: $proof)', 'WorkOrder', { id, proof }, FINISH);
      expect(await finish([])).toEqual({ code: 'PHOTOS_MISSING', field: 'proof' });
      expect(await finish([photo('P1')])).toMatchObject({ state: 'DONE', closedAt: toIso(clock.now()) });
      const { workOrder } = await staff.ask(`query ($id: ID!) { workOrder(id: $id) { proof { url } } }`, { id });
      expect(workOrder.proof).toEqual([{ url: '/files/P1' }]);
    });

    it('need two different photos of repacked goods', async () => {
      const { as } = await startServiceApi(engine);
      const staff = as(aStaffMember(BOSTON));
      const { id } = await requestWork(staff, { service: 'REPACKING' });
      await step(staff, 'approveWorkOrder(id: $id)', 'WorkOrder', { id }, ID);
      await step(staff, 'startWorkOrder(id: $id)', 'WorkOrder', { id }, ID);
      const finish = (proof: unknown[]) =>
        step(staff, 'finishWorkOrder(id: $id, proof: $proof)', 'WorkOrder', { id, proof }, FINISH);
      expect(await finish([photo('P1'), photo('P1')])).toMatchObject({ code: 'PHOTOS_MISSING' });
      expect(await finish([photo('P1'), photo('P2')])).toMatchObject({ state: 'DONE' });
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
      await step(staff, 'approveWorkOrder(id: $id)', 'WorkOrder', { id }, ID);
      await hear(CONTRACT_SOURCE, CONTRACT_TERMINATED, ACME, someTerms({ state: 'TERMINATED' }));
      const started = await step(staff, 'startWorkOrder(id: $id)', 'WorkOrder', { id }, ID);
      expect(started).toMatchObject({ code: 'NOT_ENTITLED' });
    });

    it('are cancelled by the customer until begun', async () => {
      const { as } = await startServiceApi(engine);
      const [customer, staff] = [as(aShipper(ACME)), as(aStaffMember(BOSTON))];
      const cancel = (id: string, reason: string) =>
        step(customer, 'cancelWorkOrder(id: $id, reason: $reason)', 'WorkOrder', { id, reason }, REASON);
      const first = await requestWork(customer);
      expect(await cancel(first.id, '')).toMatchObject({ code: 'REASON_MISSING' });
      expect(await cancel(first.id, 'Sold out')).toMatchObject({ state: 'CANCELLED' });
      const second = await requestWork(customer);
      await step(staff, 'approveWorkOrder(id: $id)', 'WorkOrder', second, ID);
      await step(staff, 'startWorkOrder(id: $id)', 'WorkOrder', second, ID);
      await expect(cancel(second.id, 'Sold out')).rejects.toThrow('FORBIDDEN');
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
