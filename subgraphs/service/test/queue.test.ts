import { CONTRACT_AMENDED, CONTRACT_SOURCE } from '@quayside/contract/events';
import { DAY, HOUR } from '@quayside/shared/instant';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { ACME, BETA, BETA_PARCEL, BOSTON, DENVER, someTerms, startServiceApi } from './service-api.ts';
import { changeCase, fileClaim, openCase, requestWork, step } from './stories.ts';

const QUEUE = `query ($filter: QueueFilter, $first: Int, $after: String) {
  queue(filter: $filter, first: $first, after: $after) {
    nodes { id number kind overdue open } pageInfo { endCursor hasNextPage } liveCursor overdueCount openCount } }`;

eachDatabase((engine) => {
  describe('queue', () => {
    async function startBusyDesk() {
      const api = await startServiceApi(engine);
      const staff = api.as(aStaffMember(BOSTON));
      const customer = api.as(aShipper(ACME));
      await fileClaim(customer);
      const { id } = await openCase(customer);
      await requestWork(customer);
      await openCase(api.as(aShipper(BETA)), { shipmentId: BETA_PARCEL });
      const queue = async (variables: Record<string, unknown> = {}, graph = staff) => {
        const { queue } = await graph.ask(QUEUE, variables);
        return { ...queue, numbers: queue.nodes.map((node: { number: string }) => node.number) };
      };
      return { ...api, staff, customer, caseId: id, queue };
    }

    it('shows the most overdue work of the branch first', async () => {
      const { queue, clock } = await startBusyDesk();
      expect(await queue()).toMatchObject({
        numbers: ['WO-000001', 'CS-000001', 'CL-000001'],
        openCount: 3,
        overdueCount: 0,
      });
      clock.advance(9 * HOUR);
      const late = await queue({ filter: { overdue: true } });
      expect(late).toMatchObject({ numbers: ['WO-000001'], openCount: 3, overdueCount: 1 });
      expect(late.nodes[0]).toMatchObject({ kind: 'WORK_ORDER', overdue: true, open: true });
    });

    it('takes work as urgent as the tier of the customer grants, and says so', async () => {
      const { as, staff, hear } = await startBusyDesk();
      const tier = { code: 'GOLD', name: 'Gold', priority: 'HIGH', responseHours: 2, resolveHours: 4 } as const;
      const gold = { ...tier, namedManager: true, resources: null, content: [] };
      await hear(CONTRACT_SOURCE, CONTRACT_AMENDED, ACME, someTerms({ tier: gold, resolveHours: 4 }));
      await openCase(as(aShipper(ACME)));
      const urgent = `{ queue { nodes { number priority tier } } }`;
      const { nodes } = (await staff.ask(urgent)).queue;
      expect(nodes[0]).toEqual({ number: 'CS-000003', priority: 'HIGH', tier: 'Gold' });
      // What was opened before keeps its place and its priority; whose work it is, is told all the same.
      expect(nodes).toContainEqual({ number: 'CS-000001', priority: 'NORMAL', tier: 'Gold' });
      expect((await as(aStaffMember(DENVER)).ask(urgent)).queue.nodes).toEqual([
        { number: 'CS-000002', priority: 'NORMAL', tier: null },
      ]);
    });

    it('pages by deadline without gap or double', async () => {
      const { queue } = await startBusyDesk();
      const first = await queue({ first: 2 });
      const rest = await queue({ first: 2, after: first.pageInfo.endCursor });
      expect([...first.numbers, ...rest.numbers]).toEqual(['WO-000001', 'CS-000001', 'CL-000001']);
      expect(rest.pageInfo.hasNextPage).toBe(false);
    });

    it('filters by kind, by account and by mine', async () => {
      const { queue, as, staff, caseId } = await startBusyDesk();
      expect((await queue({ filter: { kind: 'CLAIM' } })).numbers).toEqual(['CL-000001']);
      expect((await queue({ filter: { accountId: BETA } })).numbers).toEqual([]);
      const me = aStaffMember(BOSTON);
      const types = '$id: ID!, $ownerId: ID!';
      const assignment = { id: caseId, ownerId: me.id };
      await step(staff, 'assignCase(id: $id, ownerId: $ownerId)', 'Case', assignment, types);
      const mine = await queue({ filter: { mine: true } }, as(me));
      expect(mine).toMatchObject({ numbers: ['CS-000001'], openCount: 1 });
    });

    it('lets go of what is resolved', async () => {
      const { queue, staff, caseId } = await startBusyDesk();
      await changeCase(staff, { id: caseId, state: 'RESOLVED', resolution: 'Refunded' });
      expect(await queue()).toMatchObject({ numbers: ['WO-000001', 'CL-000001'], openCount: 2 });
    });

    it('is for the staff of the branch only', async () => {
      const { queue, as, customer, clock } = await startBusyDesk();
      await expect(queue({}, customer)).rejects.toThrow('FORBIDDEN');
      clock.advance(4 * DAY);
      const denver = await queue({}, as(aStaffMember(DENVER)));
      expect(denver).toMatchObject({ numbers: ['CS-000002'], openCount: 1, overdueCount: 1 });
    });
  });
});
