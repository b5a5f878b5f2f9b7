import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { ACME, BETA, BETA_PARCEL, BOSTON, startServiceApi } from './service-api.ts';
import { changeCase, fileClaim, openCase, quote, requestWork, send, step } from './stories.ts';

const ID = '$id: ID!';
const FOLLOW_CASE = `subscription ($id: ID!, $after: String) { caseUpdated(id: $id, after: $after) {
  cursor event case { state messages { body } } } }`;

eachDatabase((engine) => {
  describe('live updates', () => {
    it('tell what happens to a case', async () => {
      const { as } = await startServiceApi(engine);
      const [customer, staff] = [as(aShipper(ACME)), as(aStaffMember(BOSTON))];
      const { id } = await openCase(customer);
      await openCase(customer);
      const updates = await customer.subscribe(FOLLOW_CASE, { id, after: 'service.0' });
      const next = async () => (await updates.next()).value.caseUpdated;
      expect(await next()).toMatchObject({ event: 'case.opened.v1', case: { messages: [] } });
      await send(staff, 'replyToCase', 'Case', { id, body: 'Psst', internal: true }, 'id');
      await send(staff, 'replyToCase', 'Case', { id, body: 'We look' }, 'id');
      const replied = await next();
      expect(replied).toMatchObject({
        event: 'case.replied.v1',
        case: { state: 'IN_PROGRESS', messages: [{ body: 'We look' }] },
      });
      await changeCase(staff, { id, state: 'WAITING_FOR_CUSTOMER' });
      expect(await next()).toMatchObject({ event: 'case.state-changed.v1', case: { state: 'WAITING_FOR_CUSTOMER' } });
      await updates.return();
      const resumed = await customer.subscribe(FOLLOW_CASE, { id, after: replied.cursor });
      expect((await resumed.next()).value.caseUpdated.event).toBe('case.state-changed.v1');
      await resumed.return();
    });

    it('tell what happens to claims and work orders', async () => {
      const { as } = await startServiceApi(engine);
      const [customer, staff] = [as(aShipper(ACME)), as(aStaffMember(BOSTON))];
      const [claim, order] = [await fileClaim(customer), await requestWork(customer)];
      const after = 'service.0';
      const claims = await customer.subscribe(
        `subscription ($id: ID!, $after: String) { claimUpdated(id: $id, after: $after) { event claim { state } } }`,
        { id: claim.id, after },
      );
      const orders = await customer.subscribe(
        `subscription ($id: ID!, $after: String) {
           workOrderUpdated(id: $id, after: $after) { event workOrder { state } } }`,
        { id: order.id, after },
      );
      await step(staff, 'acknowledgeClaim(id: $id)', 'Claim', { id: claim.id }, ID);
      await quote(staff, { id: order.id, amountMinor: 5_000, currency: 'USD', reason: 'As last time.' });
      const events = async (updates: typeof claims, field: string) => {
        const seen = [];
        for (let count = 0; count < 2; count++) seen.push((await updates.next()).value[field].event);
        await updates.return();
        return seen;
      };
      expect(await events(claims, 'claimUpdated')).toEqual(['claim.opened.v1', 'claim.state-changed.v1']);
      const orderEvents = await events(orders, 'workOrderUpdated');
      expect(orderEvents).toEqual(['work-order.opened.v1', 'work-order.state-changed.v1']);
    });

    it('bring the queue what its branch may see', async () => {
      const { as, subgraph } = await startServiceApi(engine);
      // What was heard at the start has been told before anybody follows.
      await subgraph.settle();
      const staff = as(aStaffMember(BOSTON));
      const { queue } = await staff.ask(`{ queue { liveCursor } }`);
      const text = `subscription ($after: String) { queueUpdated(after: $after) {
        event item { number account { id } open } } }`;
      await expect(as(aShipper(ACME)).subscribe(text)).rejects.toThrow('FORBIDDEN');
      const updates = await staff.subscribe(text, { after: queue.liveCursor });
      await openCase(as(aShipper(BETA)), { shipmentId: BETA_PARCEL });
      const { id } = await openCase(as(aShipper(ACME)));
      await changeCase(staff, { id, state: 'RESOLVED', resolution: 'Refunded' });
      const next = async () => (await updates.next()).value.queueUpdated;
      expect(await next()).toMatchObject({
        event: 'case.opened.v1',
        item: { number: 'CS-000002', account: { id: ACME } },
      });
      expect(await next()).toMatchObject({ event: 'case.state-changed.v1', item: { open: false } });
      await updates.return();
    });
  });
});
