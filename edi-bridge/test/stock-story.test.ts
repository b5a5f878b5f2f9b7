import { eachDatabase } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { fixture } from './fixtures.ts';
import { ACME, worlds } from './world.ts';

const ANNOUNCE = `mutation($input: AnnounceInboundInput!) {
  announceInbound(input: $input) { __typename ... on InboundNotice { id } ... on Refusal { message } } }`;
const RECEIVE = `mutation($input: ReceiveInboundInput!) {
  receiveInbound(input: $input) { __typename ... on Refusal { message } } }`;
const ORDERS = '{ shipments { nodes { id lines { sku reservedQuantity } } } }';
const SHIP = `mutation($id: ID!) {
  shipShipment(input: { id: $id, lines: [{ lineNumber: 1, shippedQuantity: 10 }] }) { __typename ... on Refusal { message } } }`;
const STOCK = '{ stock { nodes { sku lot onHand reserved } } }';

eachDatabase((engine) => {
  const start = worlds(engine);

  describe('an order by EDI', () => {
    it('takes its goods from the stock, and its advice tells the lot', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const lines = [{ lineNumber: 1, sku: 'SKU-100', unit: 'CA', lot: 'LOT-7', expectedQuantity: 40 }];
      const input = { accountId: ACME, orderNumber: 'TR-1', warehouse: 'Quayside Warehouse', lines };
      const { announceInbound } = await world.shipments.ask(ANNOUNCE, { input });
      await world.shipments.ask(RECEIVE, { input: { id: announceInbound.id } });
      await world.send('ACME', fixture('940-valid.x12'));
      const [order] = (await world.shipments.ask(ORDERS)).shipments.nodes;
      expect(order.lines).toEqual([
        { sku: 'SKU-100', reservedQuantity: 12 },
        { sku: 'SKU-200', reservedQuantity: null },
      ]);
      expect((await world.shipments.ask(SHIP, { id: order.id })).shipShipment.__typename).toBe('Shipment');
      const advice = await world.outFile('ACME', '945');
      expect(advice).toContain('W12*CP*12*10*2*CA');
      expect(advice).toContain('*LOT-7*');
      expect((await world.shipments.ask(STOCK)).stock.nodes).toEqual([
        { sku: 'SKU-100', lot: 'LOT-7', onHand: 30, reserved: 0 },
      ]);
    });
  });
});
