import { CREDIT_CHANGED, ORDER_RELEASED } from '@quayside/contract/credit-events';
import { CONTRACT_SOURCE } from '@quayside/contract/events';
import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aLoad, anOrder, mutation, type ShipmentApi, startShipmentApi } from './builders.ts';

const ORDER = mutation('createShipment(input: $input)', '$input: CreateShipmentInput!', 'creditBlock { code }');
const TENDER = mutation('tenderLoad(input: $input)', '$input: TenderLoadInput!');
const PICK = mutation('startPicking(id: $id)', '$id: ID!');
const PACK = mutation('packShipment(id: $id)', '$id: ID!');
const SHIP = mutation('shipShipment(input: $input)', '$input: ShipShipmentInput!');
const CANCEL = mutation('cancelShipment(id: $id, reason: "Too late")', '$id: ID!');
const MANY = `mutation ($inputs: [CreateShipmentInput!]!) { createShipments(inputs: $inputs) {
  ... on Shipment { state } ... on Refusal { code } } }`;

eachDatabase((engine) => {
  describe('orders of an account', () => {
    let api: ShipmentApi;
    let position = 0;
    beforeAll(async () => {
      api = await startShipmentApi(engine);
    });
    afterAll(() => api.stop());

    const tell = async (type: string, accountId: string, data: object) => {
      position += 1;
      const envelope = { id: newId(), type, source: CONTRACT_SOURCE, position, at: 0, accountId, subject: accountId };
      await api.bus.publish({ ...envelope, seq: position, correlationId: 'test', data: { accountId, ...data } });
      const inbox = `SELECT position FROM inbox WHERE id = 'shipment-credit:contract'`;
      await expect.poll(() => api.subgraph.db.read((em) => em.query(inbox))).toMatchObject([{ position }]);
    };
    const credit = (accountId: string, state: string, reason = 'OVERDUE') =>
      tell(CREDIT_CHANGED, accountId, { state, reason, before: 'OPEN', actorId: null, actor: null });

    it('are refused on hold, whoever sends them, unless released', async () => {
      const account = newId();
      const shipper = api.as(aShipper(account));
      const early = anOrder(account);
      await shipper.ask(ORDER, { input: early });
      await credit(account, 'HOLD');
      const held = anOrder(account, { source: 'EDI:M1' });
      const refusal = { code: 'CREDIT_HOLD', field: 'orderNumber', message: expect.stringContaining('overdue') };
      expect((await shipper.ask(ORDER, { input: held })).result).toMatchObject(refusal);
      expect((await api.system.ask(TENDER, { input: aLoad(account) })).result).toMatchObject(refusal);
      const both = await shipper.ask(MANY, { inputs: [early, anOrder(account)] });
      expect(both.createShipments).toEqual([{ code: 'SHIPMENT_ORDER_EXISTS' }, { code: 'CREDIT_HOLD' }]);
      await tell(ORDER_RELEASED, account, { orderNumber: held.orderNumber, releasedBy: 'Ada' });
      expect((await shipper.ask(ORDER, { input: held })).result).toMatchObject({ state: 'BOOKED', creditBlock: null });
      const other = newId();
      expect((await api.as(aShipper(other)).ask(ORDER, { input: anOrder(other) })).result.state).toBe('BOOKED');
      await credit(account, 'OPEN', 'IN_ORDER');
      expect((await shipper.ask(ORDER, { input: anOrder(account) })).result).toMatchObject({ state: 'BOOKED' });
    });

    it('are taken for prepayment, and wait for it', async () => {
      const account = newId();
      await api.place(account, '/group/east/');
      await credit(account, 'PREPAY', 'PREPAY_TERMS');
      const staff = api.as(aStaffMember('/group/east/'));
      const input = anOrder(account);
      const { result: order } = await api.as(aShipper(account)).ask(ORDER, { input });
      expect(order).toMatchObject({ state: 'BOOKED', creditBlock: { code: 'CREDIT_PREPAY' } });
      const { id } = order;
      const waiting = { code: 'CREDIT_PREPAY' };
      expect((await staff.ask(PICK, { id })).result).toMatchObject(waiting);
      expect((await staff.ask(PACK, { id })).result).toMatchObject(waiting);
      expect((await staff.ask(SHIP, { input: { id } })).result).toMatchObject(waiting);
      await tell(ORDER_RELEASED, account, { orderNumber: input.orderNumber, releasedBy: 'Ada' });
      expect((await staff.ask(PICK, { id })).result).toMatchObject({ state: 'PICKING' });
      const { result: second } = await staff.ask(ORDER, { input: anOrder(account) });
      expect((await staff.ask(CANCEL, { id: second.id })).result).toMatchObject({ state: 'CANCELLED' });
    });
  });
});
