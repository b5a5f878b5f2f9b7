import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOrder, givenOrder, record, type ShipmentApi, ship, startShipmentApi } from './builders.ts';

const LIST =
  'subscription($account: ID, $after: String) { update: shipmentsUpdated(accountId: $account, after: $after) { cursor event shipment { id number state milestones { code } } } }';

interface Update {
  cursor: string;
  event: string;
  shipment: { id: string; state: string; milestones: { code: string }[] };
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
  describe('live updates', () => {
    let api: ShipmentApi;
    beforeAll(async () => {
      api = await startShipmentApi(engine);
    });
    afterAll(() => api.stop());

    it('follow one shipment with fresh parts', async () => {
      const account = newId();
      const { id } = await givenOrder(api.system, anOrder(account));
      await api.subgraph.settle();
      const source = await api
        .as(aShipper(account))
        .subscribe(
          'subscription($id: ID!) { update: shipmentUpdated(id: $id) { cursor event shipment { id state milestones { code } } } }',
          { id },
        );
      const updates = take(source, 3);
      await ship(api.system, id);
      await record(api.system, id, 'X6', '2026-03-02T15:00:00Z');
      const seen = await updates;
      expect(seen.map((one) => one.event)).toEqual([
        'shipment.shipped.v1',
        'shipment.milestone-recorded.v1',
        'shipment.milestone-recorded.v1',
      ]);
      expect(seen[2]?.shipment.milestones.map((one) => one.code)).toEqual(['AF', 'X6']);
    });

    it('resume from the cursor of a list', async () => {
      const account = newId();
      await givenOrder(api.system, anOrder(account));
      await api.subgraph.settle();
      const shipper = api.as(aShipper(account));
      const { shipments } = await shipper.ask('{ shipments { nodes { id } liveCursor } }');
      const [first, second] = [
        await givenOrder(api.system, anOrder(account)),
        await givenOrder(api.system, anOrder(account)),
      ];
      await givenOrder(api.system, anOrder(newId()));
      await api.subgraph.settle();
      const seen = await take(await shipper.subscribe(LIST, { after: shipments.liveCursor }), 2);
      expect(seen.map((one) => one.shipment.id)).toEqual([first.id, second.id]);
      const later = await take(await shipper.subscribe(LIST, { after: seen[0]?.cursor }), 1);
      expect(later.map((one) => one.shipment.id)).toEqual([second.id]);
    });

    it('keep to the branch of the staff', async () => {
      const [east, west] = [newId(), newId()];
      await api.place(east, '/g/east/');
      await api.place(west, '/g/west/');
      const updates = take(await api.as(aStaffMember('/g/east/')).subscribe(LIST), 1);
      await givenOrder(api.system, anOrder(west));
      const { id } = await givenOrder(api.system, anOrder(east));
      expect((await updates).map((one) => one.shipment.id)).toEqual([id]);
    });

    it('reach the holder of a link, masked', async () => {
      const account = newId();
      const { id } = await givenOrder(api.system, anOrder(account));
      await api.subgraph.settle();
      const source = await api
        .as(aLinkHolder(account, id))
        .subscribe(
          'subscription { update: trackingUpdated { cursor event tracking { id state milestones { code note } } } }',
        );
      const updates = take(source, 1);
      await record(api.system, id, 'X6', '2026-03-02T15:00:00Z', { note: 'Driver is Ann' });
      const [update] = await updates;
      expect(update).toMatchObject({ tracking: { id, state: 'IN_TRANSIT', milestones: [{ code: 'X6', note: null }] } });
    });

    it('refuse a cursor of elsewhere', async () => {
      await expect(api.system.subscribe(LIST, { after: 'contract.1' })).rejects.toThrow('CURSOR_INVALID');
    });

    it('refuse a cursor that the log does not reach', async () => {
      const source = await api.system.subscribe(LIST, { after: 'shipment.zzzz' });
      await expect(source.next()).rejects.toThrow('does not reach');
    });
  });
});
