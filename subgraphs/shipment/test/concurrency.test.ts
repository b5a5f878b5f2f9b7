import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findForCommand, updateShipment } from '../src/shipment/store.ts';
import { anOrder, givenOrder, record, type ShipmentApi, startShipmentApi } from './builders.ts';

eachDatabase((engine) => {
  describe('concurrency', () => {
    let api: ShipmentApi;
    beforeAll(async () => {
      api = await startShipmentApi(engine);
    });
    afterAll(() => api.stop());

    it('makes a lost race a conflict', async () => {
      const { id } = await givenOrder(api.system, anOrder(newId()));
      const { db } = api.subgraph;
      const stale = await db.read((em) => findForCommand(em, systemViewer('test'), id));
      await record(api.system, id, 'X4', '2026-03-02T10:00:00Z');
      const overwrite = db.write((em) => updateShipment(em, stale!, { ...stale!, state: 'CANCELLED' }));
      await expect(overwrite).rejects.toMatchObject({ code: 'CONFLICT' });
    });

    it('loses no fact of those it has confirmed', async () => {
      const { id } = await givenOrder(api.system, anOrder(newId()));
      const hours = Array.from({ length: 8 }, (_, n) => `2026-03-02T1${n}:00:00Z`);
      const outcomes = await Promise.allSettled(hours.map((at) => record(api.system, id, 'X6', at)));
      const confirmed = outcomes.filter((one) => one.status === 'fulfilled').length;
      const { shipment } = await api.system.ask('query($id: ID!) { shipment(id: $id) { version milestones { at } } }', {
        id,
      });
      expect(confirmed).toBeGreaterThan(0);
      expect(shipment.milestones).toHaveLength(confirmed);
      expect(shipment.version).toBe(1 + confirmed);
    });

    it('keeps all or nothing of a joined transaction', async () => {
      const account = newId();
      const failing = api.subgraph.db.write(async () => {
        await givenOrder(api.system, anOrder(account));
        throw new Error('undo');
      });
      await expect(failing).rejects.toThrow('undo');
      const { shipments } = await api.system.ask(
        'query($id: ID) { shipments(filter: { accountId: $id }) { nodes { id } } }',
        {
          id: account,
        },
      );
      expect(shipments.nodes).toEqual([]);
    });
  });
});
