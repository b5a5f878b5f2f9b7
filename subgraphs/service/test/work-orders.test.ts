import { CONTRACT_AMENDED, CONTRACT_SOURCE, CONTRACT_TERMINATED } from '@quayside/contract/events';
import { HOUR, toIso } from '@quayside/shared/instant';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { A_PRICE, ACME, BETA, BOSTON, someTerms, startServiceApi } from './service-api.ts';
import { openBranch, photo, quote, readyToStart, requestWork, schedule, step, workThrough } from './stories.ts';

const ID = '$id: ID!';
const FINISH = '$id: ID!, $proof: [AttachmentInput!]';
const REASON = '$id: ID!, $reason: String!';
const READ = `query ($id: ID!) { workOrder(id: $id) { state quantity day plannedHours photosRequired photoStandard
  quote { amount { amountMinor currency } basis reason by } cancellationPrice { amountMinor currency } proof { url }
  history { change from to } score scoreComment } }`;

eachDatabase((engine) => {
  /** Acme's contract has a price for labelling. */
  async function startPriced() {
    const api = await startServiceApi(engine);
    await api.hear(CONTRACT_SOURCE, CONTRACT_AMENDED, ACME, someTerms({ catalogue: [A_PRICE] }));
    const [customer, staff] = [api.as(aShipper(ACME)), api.as(aStaffMember(BOSTON))];
    const read = async (id: string) => (await customer.ask(READ, { id })).workOrder;
    const approve = (id: string, amountMinor: number | null = null) =>
      step(
        customer,
        'approveWorkOrder(id: $id, amountMinor: $amountMinor)',
        'WorkOrder',
        { id, amountMinor },
        `${ID}, $amountMinor: Long`,
      );
    const cancel = (id: string, more: Record<string, unknown> = {}, graph = customer) =>
      step(
        graph,
        'cancelWorkOrder(id: $id, reason: $reason, amountMinor: $amountMinor, waived: $waived)',
        'WorkOrder',
        { id, reason: 'Sold out', ...more },
        `${REASON}, $amountMinor: Long, $waived: Boolean`,
      );
    return { ...api, customer, staff, read, approve, cancel };
  }

  describe('work orders', () => {
    it('run from the request to the photographed proof', async () => {
      const { approve, as, clock, read } = await startPriced();
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
      const { customer, staff, approve } = await startPriced();
      const { id } = await requestWork(customer);
      await expect(step(staff, 'approveWorkOrder(id: $id)', 'WorkOrder', { id }, ID)).rejects.toThrow('FORBIDDEN');
      expect(await approve(id)).toMatchObject({ state: 'APPROVED' });
      expect(await approve(id)).toMatchObject({ code: 'WORK_ORDER_STATE' });
    });

    it('is another one when the job is changed', async () => {
      const { as, customer, approve, read } = await startPriced();
      const { id } = await requestWork(customer, { quantity: 400 });
      await readyToStart({ as }, id);
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

    it('is shown in the catalogue before asking', async () => {
      const { customer } = await startPriced();
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
      const { customer, cancel } = await startPriced();
      const { id } = await requestWork(customer);
      expect(await cancel(id, { reason: '' })).toMatchObject({ code: 'REASON_MISSING' });
      expect(await cancel(id)).toMatchObject({ state: 'CANCELLED' });
    });

    it('costs what the rule says, once it is late', async () => {
      const { as, clock, customer, read, cancel } = await startPriced();
      const { id } = await requestWork(customer, { quantity: 400 });
      await readyToStart({ as }, id, '2026-03-05');
      expect((await read(id)).cancellationPrice).toEqual({ amountMinor: 0, currency: 'USD' });
      clock.set('2026-03-04T00:00:01Z');
      expect((await read(id)).cancellationPrice).toEqual({ amountMinor: 1_800, currency: 'USD' });
      expect(await cancel(id)).toEqual({ code: 'CANCELLATION_PRICE', field: 'amountMinor' });
      expect(await cancel(id, { amountMinor: 1_800 })).toMatchObject({ state: 'CANCELLED' });
    });

    it('is for the staff once it has begun', async () => {
      const { as, customer, staff, cancel } = await startPriced();
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
      const { as, customer, staff, read } = await startPriced();
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

  describe('the days of a branch', () => {
    it('take no more than they have, and name the next free one', async () => {
      const { as, customer, staff, approve } = await startPriced();
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

    it('are shared by two bookings at once without loss', async () => {
      const { as, customer, staff, approve } = await startPriced();
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
      const { as, customer, staff, approve } = await startPriced();
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
      const { as, customer, staff, approve } = await startPriced();
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
