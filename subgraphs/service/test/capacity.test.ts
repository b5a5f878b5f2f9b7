import { CUSTOMER_SOURCE, ORG_UNIT_MOVED } from '@quayside/customer/events';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { startPriced } from './priced.ts';
import { BOSTON } from './service-api.ts';
import { openBranch, requestWork, schedule } from './stories.ts';

const _ID = '$id: ID!';
const _FINISH = '$id: ID!, $proof: [AttachmentInput!]';
const _REASON = '$id: ID!, $reason: String!';

eachDatabase((engine) => {
  describe('the days of a branch', () => {
    it('take no more than they have, and name the next free one', async () => {
      const { as, customer, staff, approve } = await startPriced(engine);
      await openBranch({ as }, 3);
      const jobs = [];
      for (let count = 0; count < 3; count++) {
        const { id } = await requestWork(customer);
        await approve(id);
        jobs.push(id);
      }
      const [first = '', second = '', third = ''] = jobs;
      const refused = async (id: string, day: string) =>
        (
          await staff.ask(
            `mutation ($id: ID!, $day: LocalDate!) { scheduleWorkOrder(id: $id, day: $day, hours: 2) {
               ... on Refusal { code field fix } } }`,
            { id, day },
          )
        ).scheduleWorkOrder;
      await schedule(staff, first, '2026-03-03');
      expect(await refused(second, '2026-03-03')).toEqual({
        code: 'CAPACITY_FULL',
        field: 'day',
        fix: 'The next free day is 2026-03-04.',
      });
      await schedule(staff, second, '2026-03-04');
      expect(await refused(third, '2026-03-03')).toMatchObject({ fix: 'The next free day is 2026-03-05.' });
      // Moved away, the job frees its day; moved within its day, it needs no room beside itself.
      expect(await schedule(staff, first, '2026-03-05', 3)).toMatchObject({ state: 'SCHEDULED' });
      expect(await schedule(staff, third, '2026-03-03', 3)).toMatchObject({ state: 'SCHEDULED' });
      expect(await schedule(staff, third, '2026-03-03', 1)).toMatchObject({ state: 'SCHEDULED' });
      const { workCalendar } = await staff.ask(
        `query ($branch: String!) { workCalendar(branch: $branch, from: "2026-03-03", days: 3) {
           days { day capacityHours bookedHours orders { id } } } }`,
        { branch: BOSTON },
      );
      expect(workCalendar.days).toEqual([
        { day: '2026-03-03', capacityHours: 3, bookedHours: 1, orders: [{ id: third }] },
        { day: '2026-03-04', capacityHours: 3, bookedHours: 2, orders: [{ id: second }] },
        { day: '2026-03-05', capacityHours: 3, bookedHours: 3, orders: [{ id: first }] },
      ]);
    });

    it('go along when the unit of the branch moves', async () => {
      const { as, customer, staff, approve, hear } = await startPriced(engine);
      await openBranch({ as }, 3);
      const { id } = await requestWork(customer);
      await approve(id);
      await schedule(staff, id, '2026-03-03');
      await hear(CUSTOMER_SOURCE, ORG_UNIT_MOVED, 'east', { from: '/group/east/', to: '/group/north/east/' });
      const look = async (path: string) =>
        (await as(aStaffMember(path)).ask(
          `query ($branch: String!) { workOrders { nodes { id } }
               workCalendar(branch: $branch, from: "2026-03-03", days: 1) { days { bookedHours orders { id } } } }`,
          { branch: '/group/north/east/boston/' },
        )) as unknown;
      expect(await look('/group/north/')).toEqual({
        workOrders: { nodes: [{ id }] },
        workCalendar: { days: [{ bookedHours: 2, orders: [{ id }] }] },
      });
      expect(await look('/group/east/')).toEqual({ workOrders: { nodes: [] }, workCalendar: null });
    });

    it('are shared by two bookings at once without loss', async () => {
      const { as, customer, staff, approve } = await startPriced(engine);
      await openBranch({ as }, 3);
      const ids = [(await requestWork(customer)).id, (await requestWork(customer)).id];
      for (const id of ids) await approve(id);
      const outcomes = await Promise.all(
        ids.map((id) =>
          schedule(staff, id, '2026-03-03').then(
            (result) => result.state ?? result.code,
            (error: Error) => error.message.split(':')[0],
          ),
        ),
      );
      expect(outcomes.filter((one) => one === 'SCHEDULED')).toHaveLength(1);
      expect(['CAPACITY_FULL', 'CONFLICT']).toContain(outcomes.find((one) => one !== 'SCHEDULED'));
    });

    it('are planned by account managers and seen by no customer', async () => {
      const { as, customer, staff, approve } = await startPriced(engine);
      const set = (graph: typeof staff, day = 'MON', branch = BOSTON) =>
        graph.ask(
          `mutation ($branch: String!, $day: String!) { setWorkCapacity(branch: $branch, day: $day, hours: 4) {
             ... on WorkCapacity { hours } ... on Refusal { code } } }`,
          { branch, day },
        );
      await expect(set(customer)).rejects.toThrow('FORBIDDEN');
      await expect(set(as(aStaffMember(BOSTON, 'OPERATOR')))).rejects.toThrow('FORBIDDEN');
      await expect(set(staff, 'MON', '/group/west/denver/')).rejects.toThrow('NOT_FOUND');
      expect((await set(staff, 'someday')).setWorkCapacity).toEqual({ code: 'DAY_UNKNOWN' });
      const { id } = await requestWork(customer);
      await approve(id);
      expect(await schedule(staff, id, '2026-03-03')).toMatchObject({ code: 'CAPACITY_UNSET' });
      expect(await schedule(staff, id, '2026-03-01')).toMatchObject({ code: 'DAY_PAST' });
      const look = `query ($branch: String!) { workCalendar(branch: $branch, from: "2026-03-02") { branch } }`;
      await expect(customer.ask(look, { branch: BOSTON })).rejects.toThrow('FORBIDDEN');
      expect(await staff.ask(look, { branch: '/group/west/denver/' })).toEqual({ workCalendar: null });
      expect(await staff.ask('{ workBranches }')).toEqual({ workBranches: [BOSTON] });
    });

    it('tell those who look at them of every change', async () => {
      const { as, customer, staff, approve } = await startPriced(engine);
      await openBranch({ as });
      const { id } = await requestWork(customer);
      const updates = await staff.subscribe(
        `subscription ($branch: String!) { workCalendarUpdated(branch: $branch) { event branch } }`,
        { branch: BOSTON },
      );
      await approve(id);
      const seen = new Set<string>();
      while (!seen.has('work-order.state-changed.v1')) {
        const { event, branch } = (await updates.next()).value.workCalendarUpdated;
        expect(branch).toBe(BOSTON);
        seen.add(event);
      }
      await updates.return();
    });
  });
});
