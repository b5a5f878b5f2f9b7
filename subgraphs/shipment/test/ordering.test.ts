import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper } from '@quayside/shared/testing/viewers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anOrder, givenOrder, givenStock, mutation, type ShipmentApi, ship, startShipmentApi } from './builders.ts';

const WHOLE = `query($id: ID!) { shipment(id: $id) {
  id number state kind account { id } late pieces weightGrams guaranteed source note openExceptionCount
  references { kind value qualifier } parties { role name phone address { city lines } }
  lines { lineNumber sku orderedQuantity shippedQuantity lot substituteSku productIds { qualifier value } }
  handlingUnits { kind sscc } stops { sequence kind timeZone latitude departedAt }
  milestones { code localTime timeZone source movedState place } eta { at timeZone reason ageSeconds }
  exceptions { kind description resolvedAt } documents { id } trackingLinks { id } instructions { text } tender { version }
} }`;

const MANY = `mutation($inputs: [CreateShipmentInput!]!) { createShipments(inputs: $inputs) {
  ... on Shipment { id number openExceptionCount lines { reservedQuantity } } ... on Refusal { code field message } } }`;

eachDatabase((engine) => {
  describe('ordering', () => {
    let api: ShipmentApi;
    beforeEach(async () => {
      api = await startShipmentApi(engine);
    });
    afterEach(() => api.stop());

    it('takes no consignee of another account', async () => {
      const [account, other, consigneeId] = [newId(), newId(), newId()];
      const data = { consigneeId, accountId: other };
      const envelope = { id: newId(), source: 'customer', position: 1, at: 0, accountId: other, correlationId: 'test' };
      await api.bus.publish({ ...envelope, type: 'consignee.registered.v1', subject: consigneeId, seq: 1, data });
      await api.bus.settle();
      const strange = await givenOrder(api.as(aShipper(account)), anOrder(account, { consigneeId }));
      expect(strange).toMatchObject({ code: 'CONSIGNEE_UNKNOWN', field: 'consigneeId' });
      expect(await givenOrder(api.as(aShipper(other)), anOrder(other, { consigneeId }))).toMatchObject({
        state: 'BOOKED',
      });
    });

    it('books many orders in one go, each answered for itself', async () => {
      const account = newId();
      const graph = api.as(aShipper(account));
      const known = await givenOrder(graph, anOrder(account, { orderNumber: 'A-0' }));
      await givenStock(api.as(systemViewer('test')), account, { sku: 'SKU-KEPT', quantity: 5 });
      const kept = [{ lineNumber: 1, sku: 'SKU-KEPT', unit: 'CA', orderedQuantity: 4 }];
      const inputs = [
        anOrder(account, { orderNumber: 'A-1', lines: kept }),
        anOrder(account, { orderNumber: 'A-0' }),
        anOrder(account, { orderNumber: ' ' }),
        anOrder(account, { orderNumber: 'A-2', lines: kept }),
        anOrder(account, { orderNumber: 'A-1' }),
      ];
      const { createShipments: answers } = await graph.ask(MANY, { inputs });
      expect(answers).toMatchObject([
        { number: 'QS-000002', lines: [{ reservedQuantity: 4 }], openExceptionCount: 0 },
        { code: 'SHIPMENT_ORDER_EXISTS', message: expect.stringContaining(known.number) },
        { code: 'TEXT_EMPTY', field: 'orderNumber' },
        { number: 'QS-000003', lines: [{ reservedQuantity: 1 }], openExceptionCount: 1 },
        { code: 'SHIPMENT_ORDER_EXISTS', message: expect.stringContaining('QS-000002') },
      ]);
      await expect(api.as(aShipper(newId())).ask(MANY, { inputs })).rejects.toThrow('NOT_FOUND');
    });

    it('books an order that comes twice at once only once', async () => {
      const account = newId();
      const graph = api.as(aShipper(account));
      const inputs = Array.from({ length: 20 }, (_, at) => anOrder(account, { orderNumber: `B-${at}` }));
      const answers = await Promise.all([
        graph.ask(MANY, { inputs }),
        graph.ask(MANY, { inputs: inputs.toReversed() }),
      ]);
      const kinds = answers.flatMap(({ createShipments }) => createShipments.map((one: object) => 'number' in one));
      expect(kinds.filter(Boolean)).toHaveLength(20);
    });

    it('books an order with everything it brought', async () => {
      const account = newId();
      const graph = api.as(aShipper(account));
      const { id, number, state } = await givenOrder(graph, anOrder(account, { orderNumber: '0940-1' }));
      expect([number, state]).toEqual(['QS-000001', 'BOOKED']);
      const { shipment } = await graph.ask(WHOLE, { id });
      expect(shipment).toMatchObject({
        account: { id: account },
        pieces: 15,
        weightGrams: 1000,
        late: false,
        references: [
          { kind: 'ORDER', value: '0940-1' },
          { kind: 'PO', value: 'PO-77' },
        ],
        stops: [
          { kind: 'PICKUP', timeZone: 'America/New_York', latitude: 42.3 },
          { kind: 'DELIVERY', timeZone: 'America/Chicago' },
        ],
        eta: { at: '2026-03-05T17:00:00.000Z', timeZone: 'America/Chicago', reason: 'As promised', ageSeconds: 0 },
      });
      expect(shipment.lines[0].productIds).toEqual([{ qualifier: 'UP', value: '001234567890' }]);
    });

    it('ships short lines with zero and says so', async () => {
      const account = newId();
      const { id } = await givenOrder(api.system, anOrder(account));
      await ship(api.system, id, {
        lines: [{ lineNumber: 1, shippedQuantity: 8, lot: 'L7' }],
        bol: 'BOL1',
        pro: 'PRO1',
        trailer: 'T55',
        handlingUnits: [{ kind: 'PALLET', sscc: '003456789012345678' }],
        shippedAt: '2026-03-02T15:00:00Z',
      });
      const { shipment } = await api.system.ask(WHOLE, { id });
      expect(shipment).toMatchObject({
        state: 'IN_TRANSIT',
        pieces: 8,
        openExceptionCount: 1,
        lines: [{ shippedQuantity: 8, lot: 'L7' }, { shippedQuantity: 0 }],
        milestones: [
          { code: 'AF', localTime: '2026-03-02T10:00', source: 'warehouse', movedState: true, place: 'Boston, MA' },
        ],
        exceptions: [{ kind: 'SHORTAGE' }],
        handlingUnits: [{ kind: 'PALLET' }],
      });
      expect(shipment.stops[0].departedAt).toBe('2026-03-02T15:00:00.000Z');
      expect(shipment.references.slice(2)).toEqual([
        { kind: 'BOL', value: 'BOL1', qualifier: null },
        { kind: 'PRO', value: 'PRO1', qualifier: null },
        { kind: 'OTHER', value: 'T55', qualifier: 'TRAILER' },
      ]);
    });

    it('refuses the same order number twice', async () => {
      const account = newId();
      const order = anOrder(account);
      await givenOrder(api.system, order);
      const again = await givenOrder(api.system, order);
      expect(again).toMatchObject({ code: 'SHIPMENT_ORDER_EXISTS', field: 'orderNumber' });
      expect(again.message).toContain('QS-000001');
      expect(await givenOrder(api.system, { ...order, accountId: newId() })).toMatchObject({ state: 'BOOKED' });
    });

    it('books one of many equal orders at once', async () => {
      const order = anOrder(newId());
      const results = await Promise.all(Array.from({ length: 6 }, () => givenOrder(api.system, order)));
      expect(results.filter((one) => one.state === 'BOOKED')).toHaveLength(1);
      expect(results.filter((one) => one.code === 'SHIPMENT_ORDER_EXISTS')).toHaveLength(5);
    });

    it('refuses to ship more than was ordered', async () => {
      const { id } = await givenOrder(api.system, anOrder(newId()));
      const lines = [{ lineNumber: 1, shippedQuantity: 11 }];
      expect(await ship(api.system, id, { lines })).toMatchObject({ code: 'SHIPPED_MORE_THAN_ORDERED' });
      const unknown = [{ lineNumber: 9, shippedQuantity: 1 }];
      expect(await ship(api.system, id, { lines: unknown })).toMatchObject({ code: 'LINE_UNKNOWN' });
      expect((await api.system.ask(WHOLE, { id })).shipment.state).toBe('BOOKED');
    });

    it('picks, packs, ships and then refuses cancelling', async () => {
      const { id } = await givenOrder(api.system, anOrder(newId()));
      const pick = await api.system.ask(mutation('startPicking(id: $id)', '$id: ID!'), { id });
      expect(pick.result).toMatchObject({ state: 'PICKING', nextStates: ['PACKED', 'CANCELLED'] });
      expect(await ship(api.system, id)).toMatchObject({ code: 'SHIPMENT_STATE_FORBIDS' });
      const packing = mutation(
        'packShipment(id: $id, handlingUnits: [{ kind: "CARTON" }])',
        '$id: ID!',
        'handlingUnits { kind }',
      );
      expect((await api.system.ask(packing, { id })).result).toMatchObject({
        state: 'PACKED',
        handlingUnits: [{ kind: 'CARTON' }],
      });
      expect(await ship(api.system, id)).toMatchObject({ state: 'IN_TRANSIT' });
      expect(await ship(api.system, id)).toMatchObject({ code: 'SHIPMENT_STATE_FORBIDS' });
      const cancel = await api.system.ask(mutation('cancelShipment(id: $id, reason: "too late")', '$id: ID!'), { id });
      expect(cancel.result).toMatchObject({ code: 'SHIPMENT_STATE_FORBIDS' });
    });

    it.each([
      ['TEXT_EMPTY', { orderNumber: '  ' }],
      ['TEXT_TOO_LONG', { orderNumber: 'x'.repeat(65) }],
      ['NUMBER_NEGATIVE', { lines: [{ lineNumber: 1, sku: 'A', unit: 'EA', orderedQuantity: -1 }] }],
      [
        'NUMBER_REPEATED',
        { lines: [1, 1].map((lineNumber) => ({ lineNumber, sku: 'A', unit: 'EA', orderedQuantity: 1 })) },
      ],
      ['NOT_ENTITLED', { guaranteed: true }],
    ])('refuses an impossible order with %s', async (code, more) => {
      expect(await givenOrder(api.system, anOrder(newId(), more))).toMatchObject({ code });
    });
  });
});
