import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { ACME, BOSTON, DENVER, startServiceApi } from './service-api.ts';
import { photo, readyToStart, requestWork, send, step, workThrough } from './stories.ts';

const STEP = '$id: ID!, $code: WorkStepCode!';
const READ = `query ($id: ID!) { workOrder(id: $id) { state steps { code startedBy finishedAt
  scans { code kind quantity by } photos { fileId } } } }`;

eachDatabase((engine) => {
  describe('on the floor', () => {
    async function startScheduled() {
      const api = await startServiceApi(engine);
      const operator = api.as(aStaffMember(BOSTON, 'OPERATOR'));
      const { id } = await requestWork(api.as(aShipper(ACME)), { sku: 'SKU-1' });
      await readyToStart(api, id);
      const start = (code: string) =>
        step(operator, 'startWorkStep(id: $id, step: $code)', 'WorkOrder', { id, code }, STEP);
      const scan = (code: string, scanId = code, more: Record<string, unknown> = {}) =>
        send(operator, 'recordWorkScan', 'WorkOrder', { id, scanId, code, ...more }, 'state');
      const read = async () => (await operator.ask(READ, { id })).workOrder;
      return { ...api, id, operator, start, scan, read };
    }

    it('one step follows on the other', async () => {
      const { start, read } = await startScheduled();
      expect(await start('WORK')).toEqual({ code: 'STEP_OUT_OF_TURN', field: 'step' });
      expect(await start('FETCH')).toMatchObject({ state: 'IN_PROGRESS' });
      expect(await start('WORK')).toMatchObject({ code: 'STEP_OUT_OF_TURN' });
      expect((await read()).steps[0]).toMatchObject({ code: 'FETCH', startedBy: 'Ada Manager', finishedAt: null });
    });

    it('items and licence plates are scanned, once each', async () => {
      const { start, scan, read } = await startScheduled();
      expect(await scan('SKU-1')).toEqual({ code: 'NO_STEP_RUNNING', field: 'code' });
      await start('FETCH');
      await scan('sku-1', 'a');
      await scan('sku-1', 'a');
      await scan('SKU-1', 'b', { quantity: 12 });
      // GS1's own example of an SSCC.
      await scan('00106141411234567897', 'c');
      expect(await scan('106141411234567890', 'd')).toEqual({ code: 'SCAN_OTHER_ITEM', field: 'code' });
      expect(await scan('SKU-2', 'e')).toEqual({ code: 'SCAN_OTHER_ITEM', field: 'code' });
      expect(await scan(' ', 'f')).toMatchObject({ code: 'SCAN_LENGTH' });
      expect(await scan('SKU-1', 'g', { quantity: 0 })).toMatchObject({ code: 'QUANTITY_NOT_POSITIVE' });
      const by = 'Ada Manager';
      expect((await read()).steps[0].scans).toEqual([
        { code: 'sku-1', kind: 'SKU', quantity: 1, by },
        { code: 'SKU-1', kind: 'SKU', quantity: 12, by },
        { code: '00106141411234567897', kind: 'LPN', quantity: 1, by },
      ]);
    });

    it('photos of the steps prove the job', async () => {
      const { id, operator, read } = await startScheduled();
      const finish = () => step(operator, 'finishWorkOrder(id: $id)', 'WorkOrder', { id }, '$id: ID!');
      await step(operator, 'startWorkOrder(id: $id)', 'WorkOrder', { id }, '$id: ID!');
      expect(await finish()).toEqual({ code: 'STEPS_OPEN', field: 'step' });
      await step(operator, 'finishWorkStep(id: $id, step: $code)', 'WorkOrder', { id, code: 'FETCH' }, STEP);
      await workThrough(operator, id, [photo('P1')]);
      expect((await read()).steps.at(-1).photos).toEqual([{ fileId: 'P1' }]);
      expect(await finish()).toMatchObject({ state: 'DONE' });
    });

    it('the jobs of the day are those of the branch', async () => {
      const { as, id, operator } = await startScheduled();
      const list = async (graph: typeof operator, day: string) =>
        (
          await graph.ask(
            `query ($day: LocalDate!) { workOrders(filter: { states: [SCHEDULED, IN_PROGRESS], scheduledUpTo: $day }) {
               nodes { id } } }`,
            { day },
          )
        ).workOrders.nodes;
      expect(await list(operator, '2026-03-02')).toEqual([{ id }]);
      expect(await list(operator, '2026-03-01')).toEqual([]);
      expect(await list(as(aStaffMember(DENVER, 'OPERATOR')), '2026-03-02')).toEqual([]);
    });

    it('no customer lays hands on the goods', async () => {
      const { as, id } = await startScheduled();
      const customer = as(aShipper(ACME));
      const code = 'FETCH';
      await expect(
        step(customer, 'startWorkStep(id: $id, step: $code)', 'WorkOrder', { id, code }, STEP),
      ).rejects.toThrow('FORBIDDEN');
      await expect(
        send(customer, 'recordWorkScan', 'WorkOrder', { id, scanId: 'a', code: 'SKU-1' }, 'state'),
      ).rejects.toThrow('FORBIDDEN');
    });
  });
});
