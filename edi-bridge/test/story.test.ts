import { eachDatabase } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { changed, fixture } from './fixtures.ts';
import { type World, worlds } from './world.ts';

const SHIPMENTS = `{ shipments { nodes {
  id number kind state source references { kind value }
  lines { lineNumber sku orderedQuantity } stops { kind timeZone windowFrom windowTo } } } }`;
const SHIP = `mutation($input: ShipShipmentInput!) {
  shipShipment(input: $input) { __typename ... on Refusal { code message } } }`;

const shipmentsOf = async (world: World) => (await world.shipments.ask(SHIPMENTS)).shipments.nodes;
const segment = (text: string, tag: string): string[] =>
  text.split(/~\n?/).filter((line) => line.startsWith(`${tag}*`));

eachDatabase((engine) => {
  const start = worlds(engine);

  describe('warehouse order', () => {
    it('becomes a shipment and is acknowledged', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const receipt = await world.send('ACME', fixture('940-valid.x12'));
      expect(receipt).toMatchObject({ verdict: 'accepted', state: 'processed' });
      const [shipment] = await shipmentsOf(world);
      expect(shipment).toMatchObject({ kind: 'WAREHOUSE_ORDER', state: 'BOOKED', source: `EDI:${receipt.receiptId}` });
      expect(shipment.references).toContainEqual({ kind: 'ORDER', value: 'SO-1' });
      expect(shipment.lines).toMatchObject([
        { lineNumber: 1, sku: 'SKU-100', orderedQuantity: 12 },
        { lineNumber: 2, sku: 'SKU-200', orderedQuantity: 3 },
      ]);
      const answer = await world.outFile('ACME', '997');
      expect(segment(answer, 'AK9')).toEqual(['AK9*A*1*1*1']);
      expect(answer).toBe(receipt.interchanges[0]?.acknowledgements[0]?.raw);
    });

    it('is answered with every line when shipped', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.send('ACME', fixture('940-valid.x12'));
      const [shipment] = await shipmentsOf(world);
      const lines = [
        { lineNumber: 1, shippedQuantity: 10 },
        { lineNumber: 2, shippedQuantity: 0 },
      ];
      const input = {
        id: shipment.id,
        lines,
        bol: 'BOL-9',
        pro: 'PRO-9',
        handlingUnits: [{ kind: 'PALLET', sscc: '00100752782101847618' }],
      };
      expect((await world.shipments.ask(SHIP, { input })).shipShipment.__typename).toBe('Shipment');
      const advice = await world.outFile('ACME', '945');
      expect(segment(advice, 'GS')[0]).toMatch(/^GS\*SW\*QUAYSIDE\*ACME\*/);
      expect(segment(advice, 'W06')).toEqual(['W06*F*SO-1*20260302*BOL-9**PO-1']);
      expect(segment(advice, 'W12').map((line) => line.split('*').slice(0, 6).join('*'))).toEqual([
        'W12*CP*12*10*2*CA',
        'W12*CP*3*0*3*EA',
      ]);
      expect(segment(advice, 'N9')).toEqual(['N9*BM*BOL-9', 'N9*CN*PRO-9']);
      expect(segment(advice, 'MAN')).toEqual(['MAN*GM*00100752782101847618']);
      expect(segment(advice, 'W03')[0]).toMatch(/^W03\*10/);
    });

    it('gives its routing back in the advice', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.send('ACME', changed('940-valid.x12', 'W66*PP*M********ACME', 'W66*PP*M***VIA HUB 7*****ACME'));
      const [shipment] = await shipmentsOf(world);
      await world.shipments.ask(SHIP, { input: { id: shipment.id } });
      expect(segment(await world.outFile('ACME', '945'), 'W27')).toEqual(['W27*M*ACME*VIA HUB 7*PP****CC']);
    });

    it('is cancelled by its number and never created', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.send('ACME', fixture('940-valid.x12'));
      const cancel = changed('940-valid.x12', /W05\*N/, 'W05*F')
        .toString()
        .replaceAll('000000001', '000000002');
      expect(await world.send('ACME', cancel)).toMatchObject({ state: 'processed' });
      expect(await shipmentsOf(world)).toMatchObject([{ state: 'CANCELLED' }]);
      const unknown = cancel.replaceAll('000000002', '000000003').replace('SO-1', 'SO-404');
      const receipt = await world.send('ACME', unknown);
      expect(await shipmentsOf(world)).toHaveLength(1);
      const { ediMessage } = await world.edi.ask('query($id: ID!) { ediMessage(id: $id) { summary sets { note } } }', {
        id: receipt.receiptId,
      });
      expect(ediMessage.summary).toContain('There is no order SO-404 to cancel.');
    });

    it('that repeats a number changes nothing', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.send('ACME', fixture('940-valid.x12'));
      const again = changed('940-valid.x12', 'SKU-100', 'SKU-999').toString().replaceAll('000000001', '000000002');
      const receipt = await world.send('ACME', again);
      expect(receipt.state).toBe('processed');
      expect(await shipmentsOf(world)).toHaveLength(1);
      const { ediMessage } = await world.edi.ask(
        'query($id: ID!) { ediMessage(id: $id) { summary errors { code message } sets { note shipment { id } } } }',
        { id: receipt.receiptId },
      );
      expect(ediMessage.sets[0].note).toContain('exists already as QS-000001');
      expect(ediMessage.errors).toMatchObject([{ code: 'SET_REFUSED' }]);
    });
  });

  describe('a partner of its own kind', () => {
    it('gets 999 and 945 in version 005010', async () => {
      const world = await start();
      await world.partner({ id: 'ACME', version: '005010', acknowledgement: '999', delimiters: "|^:'" });
      expect(await world.send('ACME', fixture('940-valid-5010.x12'))).toMatchObject({ state: 'processed' });
      expect(await world.outFile('ACME', '999')).toMatch(/\|00501\|[\s\S]*\nIK5\|A'\nAK9\|A\|1\|1\|1'/);
      const [shipment] = await shipmentsOf(world);
      await world.shipments.ask(SHIP, { input: { id: shipment.id } });
      expect(await world.outFile('ACME', '945')).toMatch(/^ISA\|[\s\S]*\|005010'\nST\|945\|/);
    });

    it('gets a TA1 when it asks for one', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const { interchanges } = await world.send('ACME', changed('940-valid.x12', '*0*P*>', '*1*P*>'));
      expect(interchanges[0]?.acknowledgements.map(({ type }) => type)).toEqual(['TA1', '997']);
      expect(segment(await world.outFile('ACME', 'TA1'), 'TA1')).toEqual(['TA1*000000001*260102*0930*A*000']);
    });
  });

  describe('load tender', () => {
    it('is answered once, as it was decided', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      expect(await world.send('ACME', fixture('204-valid.x12'))).toMatchObject({ state: 'processed' });
      const [load] = await shipmentsOf(world);
      expect(load).toMatchObject({ kind: 'LOAD', state: 'TENDERED' });
      // Eastern time in January is five hours behind UTC.
      expect(load.stops).toMatchObject([
        { kind: 'PICKUP', timeZone: 'America/New_York', windowFrom: '2026-01-04T13:00:00.000Z' },
        { kind: 'DELIVERY', timeZone: 'America/New_York', windowFrom: '2026-01-06T13:00:00.000Z' },
      ]);
      const accept = 'mutation($id: ID!) { acceptTender(id: $id, pro: "PRO-77") { __typename } }';
      await world.shipments.ask(accept, { id: load.id });
      const answer = await world.outFile('ACME', '990');
      expect(segment(answer, 'B1')).toEqual(['B1*ACME*LOAD-77*20260302*A']);
      expect(segment(answer, 'N9')).toEqual(['N9*CN*PRO-77']);
      expect(world.out('ACME').filter(({ name }) => name.includes('-990-'))).toHaveLength(1);
    });

    it('that is declined says why', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.send('ACME', fixture('204-valid.x12'));
      const [load] = await shipmentsOf(world);
      const decline =
        'mutation($id: ID!) { declineTender(id: $id, reason: "No driver * before Friday") { __typename } }';
      await world.shipments.ask(decline, { id: load.id });
      const answer = await world.outFile('ACME', '990');
      expect(segment(answer, 'B1')).toEqual(['B1*ACME*LOAD-77*20260302*D']);
      // The separator in the reason must not become a separator of the segment.
      expect(segment(answer, 'K1')).toEqual(['K1*No driver before Friday']);
    });
  });

  describe('milestone', () => {
    it('goes out in the local time of its place', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.send('ACME', fixture('940-valid.x12'));
      const [shipment] = await shipmentsOf(world);
      await world.shipments.ask(SHIP, { input: { id: shipment.id } });
      const record = 'mutation($input: RecordMilestoneInput!) { recordMilestone(input: $input) { __typename } }';
      const input = {
        shipmentId: shipment.id,
        code: 'X6',
        reasonCode: 'AO',
        at: '2026-03-02T13:05:00Z',
        timeZone: 'America/Chicago',
        place: 'Joliet, IL',
      };
      await world.shipments.ask(record, { input });
      const both = () => world.out('ACME').filter(({ name }) => name.includes('-214-'));
      await expect.poll(() => both().length, { timeout: 10_000 }).toBe(2);
      const status = both().at(-1)?.text ?? '';
      expect(segment(status, 'AT7')).toEqual(['AT7*X6*AO***20260302*0705*LT']);
      expect(segment(status, 'MS1')).toEqual(['MS1*Joliet*IL']);
      expect(segment(status, 'B10')[0]).toMatch(/^B10\*QS-000001\*SO-1\*/);
    });
  });
});
