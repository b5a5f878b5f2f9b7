import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adjust,
  aNotice,
  anOrder,
  givenNotice,
  givenOrder,
  givenStock,
  receive,
  type ShipmentApi,
  startShipmentApi,
} from './builders.ts';

const STOCK = `subscription($account: ID, $after: String) { update: stockUpdated(accountId: $account, after: $after) {
  cursor event stock { id sku onHand reserved } } }`;
const SHIPMENT = `subscription($id: ID!) {
  update: shipmentUpdated(id: $id) { cursor event shipment { openExceptionCount } } }`;
const INBOUND = `subscription($account: ID, $id: ID, $after: String) {
  update: inboundUpdated(accountId: $account, id: $id, after: $after) { cursor event inboundNotice { id state } } }`;

interface Update {
  readonly cursor: string;
  readonly event: string;
  readonly stock?: { id: string; onHand: number; reserved: number };
  readonly shipment?: { openExceptionCount: number };
  readonly inboundNotice?: { id: string; state: string };
}

async function take(source: AsyncGenerator<{ update: Update }>, count: number): Promise<Update[]> {
  const updates: Update[] = [];
  for await (const { update } of source) {
    updates.push(update);
    if (updates.length === count) break;
  }
  return updates;
}

eachDatabase((engine) => {
  describe('live goods', () => {
    let api: ShipmentApi;
    beforeAll(async () => {
      api = await startShipmentApi(engine);
    });
    afterAll(() => api.stop());

    it('show each change of stock, reservations too', async () => {
      const account = newId();
      const { id } = await givenStock(api.system, account);
      await api.subgraph.settle();
      const reserved = take(await api.as(aShipper(account)).subscribe(STOCK), 1);
      await givenStock(api.system, newId());
      await givenOrder(api.system, anOrder(account));
      expect(await reserved).toMatchObject([{ event: 'stock.changed.v1', stock: { id, onHand: 100, reserved: 10 } }]);
      const corrected = take(await api.as(aShipper(account)).subscribe(STOCK), 1);
      await adjust(api.system, { stockId: id, quantity: -5, reason: 'DECREASE' });
      expect(await corrected).toMatchObject([{ stock: { id, onHand: 95, reserved: 10 } }]);
    });

    it('show an order that a receipt refills', async () => {
      const account = newId();
      await givenStock(api.system, account, { quantity: 6 });
      const { id } = await givenOrder(api.system, anOrder(account));
      const { id: noticeId } = await givenNotice(api.system, aNotice(account));
      await api.subgraph.settle();
      const refilled = take(await api.as(aShipper(account)).subscribe(SHIPMENT, { id }), 2);
      await receive(api.system, noticeId);
      expect(await refilled).toMatchObject([
        { event: 'shipment.reserved.v1', shipment: { openExceptionCount: 0 } },
        { event: 'shipment.exception-resolved.v1' },
      ]);
    });

    it('resume from the cursor of a list', async () => {
      const account = newId();
      const { id } = await givenStock(api.system, account);
      await api.subgraph.settle();
      const { stock } = await api.system.ask('{ stock { liveCursor } }');
      await adjust(api.system, { stockId: id, quantity: 1, reason: 'INCREASE' });
      await adjust(api.system, { stockId: id, quantity: 1, reason: 'INCREASE' });
      await api.subgraph.settle();
      const seen = await take(await api.system.subscribe(STOCK, { account, after: stock.liveCursor }), 2);
      const later = await take(await api.system.subscribe(STOCK, { account, after: seen[0]?.cursor }), 1);
      expect(later[0]?.cursor).toBe(seen[1]?.cursor);
      await expect(api.system.subscribe(STOCK, { after: 'contract.1' })).rejects.toThrow('CURSOR_INVALID');
    });

    it('show a notice on its way, to its branch only', async () => {
      const [east, west] = [newId(), newId()];
      await api.place(east, '/g/east/');
      await api.place(west, '/g/west/');
      const { inboundNotices } = await api.system.ask('{ inboundNotices { liveCursor } }');
      await givenNotice(api.system, aNotice(west));
      const { id } = await givenNotice(api.system, aNotice(east));
      await receive(api.system, id);
      await api.subgraph.settle();
      const staff = api.as(aStaffMember('/g/east/'));
      const seen = await take(await staff.subscribe(INBOUND, { after: inboundNotices.liveCursor }), 2);
      expect(seen).toMatchObject([
        { event: 'inbound.announced.v1', inboundNotice: { id } },
        { event: 'inbound.received.v1', inboundNotice: { id, state: 'RECEIVED' } },
      ]);
      const [one] = await take(await staff.subscribe(INBOUND, { id, after: seen[0]?.cursor }), 1);
      expect(one).toMatchObject({ event: 'inbound.received.v1' });
    });
  });
});
