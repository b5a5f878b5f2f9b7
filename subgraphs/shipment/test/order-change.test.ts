import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper } from '@quayside/shared/testing/viewers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  aLoad,
  anOrder,
  BOSTON,
  givenLoad,
  givenOrder,
  givenStock,
  mutation,
  type ShipmentApi,
  ship,
  shown,
  startShipmentApi,
  stockOf,
} from './builders.ts';

const FIELDS = `pieces openExceptionCount note promisedAt source eta { at }
  references { kind value } parties { role name } lines { lineNumber sku orderedQuantity reservedQuantity }`;

eachDatabase((engine) => {
  describe('changing an order', () => {
    let api: ShipmentApi;
    beforeAll(async () => {
      api = await startShipmentApi(engine);
    });
    afterAll(() => api.stop());

    const change = async (id: string, more: Record<string, unknown>, graph = api.system) => {
      const text = mutation('changeOrder(input: $input)', '$input: ChangeOrderInput!', FIELDS);
      return (await graph.ask(text, { input: { id, ...more } })).result;
    };
    const lines = (quantity: number) => [{ lineNumber: 1, sku: 'SKU-1', unit: 'CA', orderedQuantity: quantity }];

    it('replaces lines, parties and dates before picking', async () => {
      const account = newId();
      const { id, number } = await givenOrder(api.system, anOrder(account, { orderNumber: 'R-1' }));
      const changed = await change(
        id,
        {
          orderNumber: 'R-1',
          source: 'EDI:M2',
          lines: lines(4),
          parties: [{ role: 'SHIP_TO', name: 'Elm Store', address: BOSTON }],
          promisedAt: '2026-03-09T17:00:00Z',
          note: 'Call first',
        },
        api.as(aShipper(account)),
      );
      expect(changed).toMatchObject({
        number,
        state: 'BOOKED',
        version: 2,
        pieces: 4,
        source: 'EDI:M2',
        note: 'Call first',
        eta: { at: '2026-03-09T17:00:00.000Z' },
        parties: [{ role: 'SHIP_TO', name: 'Elm Store' }],
        references: [{ kind: 'ORDER', value: 'R-1' }],
        lines: [{ orderedQuantity: 4 }],
      });
      const list = 'query($s: String) { shipments(filter: { search: $s }) { nodes { id } } }';
      expect((await api.as(aShipper(account)).ask(list, { s: 'elm' })).shipments.nodes).toEqual([{ id }]);
      expect((await api.as(aShipper(account)).ask(list, { s: 'maple' })).shipments.nodes).toEqual([]);
    });

    it('reserves anew, up and down', async () => {
      const account = newId();
      await givenStock(api.system, account, { quantity: 20 });
      const { id } = await givenOrder(api.system, anOrder(account, { lines: lines(10) }));
      const reserved = async () => shown(await stockOf(api.system, account));
      expect(await change(id, { lines: lines(30) })).toMatchObject({
        openExceptionCount: 1,
        lines: [{ reservedQuantity: 20 }],
      });
      expect(await reserved()).toEqual(['AVAILABLE 20 (20)']);
      expect(await change(id, { lines: lines(3) })).toMatchObject({ openExceptionCount: 0 });
      expect(await reserved()).toEqual(['AVAILABLE 20 (3)']);
    });

    it('is refused from the picking on', async () => {
      const { id } = await givenOrder(api.system, anOrder(newId()));
      await api.system.ask(mutation('startPicking(id: $id)', '$id: ID!'), { id });
      expect(await change(id, { lines: lines(1) })).toMatchObject({ code: 'SHIPMENT_PICKED' });
      const { id: gone } = await givenOrder(api.system, anOrder(newId()));
      await ship(api.system, gone);
      expect(await change(gone, { lines: lines(1) })).toMatchObject({ code: 'SHIPMENT_PICKED' });
    });

    it('is refused for loads, cancelled orders and other numbers', async () => {
      const { id } = await givenOrder(api.system, anOrder(newId()));
      expect(await change(id, { orderNumber: 'X' })).toMatchObject({ code: 'ORDER_NUMBER_FIXED' });
      expect(await change(id, { lines: [{ ...lines(1)[0], orderedQuantity: -1 }] })).toMatchObject({
        code: 'NUMBER_NEGATIVE',
      });
      expect(await change(id, { guaranteed: true })).toMatchObject({ code: 'NOT_ENTITLED' });
      await api.system.ask(mutation('cancelShipment(id: $id, reason: "no")', '$id: ID!'), { id });
      expect(await change(id, {})).toMatchObject({ code: 'SHIPMENT_STATE_FORBIDS' });
      const load = await givenLoad(api.system, aLoad(newId()));
      expect(await change(load.id, {})).toMatchObject({ code: 'SHIPMENT_NOT_ORDERED' });
    });
  });
});
