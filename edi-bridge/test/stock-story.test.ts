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

    it('in cases takes pieces, where the notice said how many a case holds', async () => {
      const world = await start();
      await world.partner({ id: 'ACME', outSets: ['945', '824'] });
      const pieces = [{ lineNumber: 1, sku: 'SKU-100', unit: 'EA', expectedQuantity: 300 }];
      const received = async (orderNumber: string, lines: object[]) => {
        const input = { accountId: ACME, orderNumber, warehouse: 'Quayside Warehouse', lines };
        const { announceInbound } = await world.shipments.ask(ANNOUNCE, { input });
        return announceInbound.id;
      };
      await world.shipments.ask(RECEIVE, { input: { id: await received('TR-1', pieces) } });
      await world.send('ACME', fixture('940-valid.x12'));
      // Nobody has said it yet: the order goes back with the reason.
      const refused = await world.outFile('ACME', '824');
      expect(refused).toContain('many EA one CA holds is not known');
      expect((await world.shipments.ask(ORDERS)).shipments.nodes).toEqual([]);
      await received('TR-2', [{ lineNumber: 1, sku: 'SKU-100', unit: 'CA', expectedQuantity: 5, packQuantity: 24 }]);
      const again = fixture('940-valid.x12')
        .toString()
        .replaceAll('000000001', '000000002')
        .replaceAll('*101*', '*102*');
      await world.send('ACME', again.replace('GE*1*101', 'GE*1*102'));
      const [order] = (await world.shipments.ask(ORDERS)).shipments.nodes;
      expect(order.lines[0]).toEqual({ sku: 'SKU-100', reservedQuantity: 12 });
      expect((await world.shipments.ask(STOCK)).stock.nodes).toMatchObject([{ onHand: 300, reserved: 288 }]);
      await world.shipments.ask(SHIP, { id: order.id });
      expect(await world.outFile('ACME', '945')).toContain('W12*CP*12*10*2*CA');
      expect((await world.shipments.ask(STOCK)).stock.nodes).toMatchObject([{ onHand: 60, reserved: 0 }]);
    });
  });
});
