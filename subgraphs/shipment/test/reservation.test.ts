import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper } from '@quayside/shared/testing/viewers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adjust,
  aNotice,
  anOrder,
  givenNotice,
  givenOrder,
  givenStock,
  mutation,
  receive,
  record,
  type ShipmentApi,
  ship,
  shown,
  startShipmentApi,
  stockOf,
} from './builders.ts';

const WHOLE = `query($id: ID!) { shipment(id: $id) { number state openExceptionCount
  lines { lineNumber sku lot orderedQuantity reservedQuantity shippedQuantity } exceptions {
    kind description cause { milestoneCode shortLines { sku there ordered unit } furtherShortLines } resolvedAt endedBy } } }`;
const line = (orderedQuantity: number, more: Record<string, unknown> = {}) => ({
  lineNumber: 1,
  sku: 'SKU-1',
  unit: 'CA',
  orderedQuantity,
  ...more,
});

eachDatabase((engine) => {
  describe('reservations', () => {
    let api: ShipmentApi;
    beforeAll(async () => {
      api = await startShipmentApi(engine);
    });
    afterAll(() => api.stop());

    const order = (account: string, quantity: number, more: Record<string, unknown> = {}) =>
      givenOrder(api.system, anOrder(account, { lines: [line(quantity, more)] }));
    const read = async (id: string) => (await api.system.ask(WHOLE, { id })).shipment;
    const rows = async (account: string) => shown(await stockOf(api.system, account));
    const announced = (account: string, expectedQuantity: number) =>
      givenNotice(
        api.system,
        aNotice(account, { lines: [{ lineNumber: 1, sku: 'SKU-1', unit: 'CA', expectedQuantity }] }),
      );
    const receiveGoods = async (account: string, quantity: number) =>
      receive(api.system, (await announced(account, quantity)).id);
    const step = async (call: string, id: string) =>
      (
        await api.system.ask(
          mutation(`${call}(id: $id${call === 'cancelShipment' ? ', reason: "no"' : ''})`, '$id: ID!'),
          { id },
        )
      ).result;

    it('set goods aside when a shipper books', async () => {
      const account = newId();
      await givenStock(api.system, account);
      const { id } = await givenOrder(api.as(aShipper(account)), anOrder(account));
      expect((await read(id)).lines).toMatchObject([
        { reservedQuantity: 10 },
        { sku: 'SKU-2', reservedQuantity: null },
      ]);
      expect(await rows(account)).toEqual(['AVAILABLE 100 (10)']);
    });

    it('take the oldest lot first, or the lot asked for', async () => {
      const account = newId();
      await givenStock(api.system, account, { lot: 'NEW', quantity: 10 });
      api.clock.advance(1000);
      const { id: old } = await givenStock(api.system, account, { lot: 'NEWER', quantity: 10 });
      await order(account, 4);
      const asked = await order(account, 4, { lot: 'NEWER' });
      expect((await stockOf(api.system, account)).map((one: { reserved: number }) => one.reserved)).toEqual([4, 4]);
      await ship(api.system, asked.id);
      const { stockItem } = await api.system.ask(
        'query($id: ID!) { stockItem(id: $id) { onHand reserved movements(first: 1) { kind quantity shipment { id } number } } }',
        { id: old },
      );
      expect(stockItem).toMatchObject({ onHand: 6, reserved: 0 });
      expect(stockItem.movements).toMatchObject([{ kind: 'SHIPMENT', quantity: -4, shipment: { id: asked.id } }]);
    });

    it('never touch goods on hold or damaged', async () => {
      const account = newId();
      await givenStock(api.system, account, { status: 'HOLD' });
      const { id } = await order(account, 5);
      expect((await read(id)).lines).toMatchObject([{ reservedQuantity: 0 }]);
    });

    it('warn of a shortage instead of refusing', async () => {
      const account = newId();
      await givenStock(api.system, account, { quantity: 6 });
      const { id, state } = await order(account, 10);
      expect(state).toBe('BOOKED');
      const shipment = await read(id);
      expect(shipment).toMatchObject({ openExceptionCount: 1, lines: [{ reservedQuantity: 6 }] });
      expect(shipment.exceptions).toMatchObject([
        {
          kind: 'SHORTAGE_EXPECTED',
          description: 'In stock: SKU-1 6 of 10 CA',
          cause: { milestoneCode: null, shortLines: [{ sku: 'SKU-1', there: 6, ordered: 10, unit: 'CA' }] },
        },
      ]);
    });

    it('grow when goods have come before the picking', async () => {
      const account = newId();
      await givenStock(api.system, account, { quantity: 6 });
      const { id } = await order(account, 10);
      await givenStock(api.system, account, { location: 'B-02', quantity: 50 });
      await step('startPicking', id);
      expect(await read(id)).toMatchObject({ openExceptionCount: 0, lines: [{ reservedQuantity: 10 }] });
      expect(await rows(account)).toEqual(['AVAILABLE 6 (6)', 'AVAILABLE 50 (4)']);
    });

    it('are refilled by a receipt, the oldest promise first', async () => {
      const account = newId();
      await givenStock(api.system, account, { quantity: 6 });
      const promised = (promisedAt: string | null) =>
        givenOrder(api.system, anOrder(account, { lines: [line(10)], promisedAt }));
      const first = await promised('2026-03-20T17:00:00Z');
      const urgent = await promised('2026-03-10T17:00:00Z');
      const whenever = await promised(null);
      await receiveGoods(account, 12);
      expect(await read(urgent.id)).toMatchObject({ openExceptionCount: 0, lines: [{ reservedQuantity: 10 }] });
      // Two were left for the next one: some of what it lacks, and the warning stays.
      expect(await read(first.id)).toMatchObject({ openExceptionCount: 1, lines: [{ reservedQuantity: 8 }] });
      expect(await read(whenever.id)).toMatchObject({ openExceptionCount: 1, lines: [{ reservedQuantity: 0 }] });
      const told = await api.subgraph.db.read((em) =>
        em.query('SELECT subject FROM event WHERE account_id = ? AND type = ? ORDER BY subject', [
          account,
          'shipment.reserved.v1',
        ]),
      );
      expect(told.map((one: { subject: string }) => one.subject)).toEqual([first.id, urgent.id].sort());
      await receiveGoods(account, 100);
      expect(await read(first.id)).toMatchObject({ openExceptionCount: 0, lines: [{ reservedQuantity: 10 }] });
      expect(await read(whenever.id)).toMatchObject({ openExceptionCount: 0, lines: [{ reservedQuantity: 10 }] });
    });

    it('are not refilled by damaged goods, nor of another account or once packed', async () => {
      const account = newId();
      await givenStock(api.system, account, { quantity: 6 });
      const open = await order(account, 10);
      const { id: noticeId } = await announced(account, 9);
      await receive(api.system, noticeId, { lines: [{ lineNumber: 1, quantity: 9, damaged: 9 }] });
      await receiveGoods(newId(), 50);
      expect((await read(open.id)).lines).toMatchObject([{ reservedQuantity: 6 }]);
      await step('packShipment', open.id);
      await receiveGoods(account, 50);
      expect((await read(open.id)).lines).toMatchObject([{ reservedQuantity: 6 }]);
    });

    it('are consumed by shipping, and the rest is free', async () => {
      const account = newId();
      await givenStock(api.system, account, { lot: 'L1' });
      const { id } = await order(account, 10);
      await ship(api.system, id, { lines: [{ lineNumber: 1, shippedQuantity: 7 }] });
      expect(await rows(account)).toEqual(['AVAILABLE 93 (0)']);
      expect((await read(id)).lines).toMatchObject([{ lot: 'L1', reservedQuantity: 0, shippedQuantity: 7 }]);
    });

    it('refuse to ship goods that are not there', async () => {
      const account = newId();
      await givenStock(api.system, account, { quantity: 6 });
      const { id } = await order(account, 10);
      expect(await ship(api.system, id)).toMatchObject({ code: 'STOCK_SHORT', field: 'lines.shippedQuantity' });
      expect(await read(id)).toMatchObject({ state: 'BOOKED', lines: [{ reservedQuantity: 6 }] });
      await ship(api.system, id, { lines: [{ lineNumber: 1, shippedQuantity: 6 }] });
      expect(await rows(account)).toEqual(['AVAILABLE 0 (0)']);
      const { exceptions } = await read(id);
      expect(exceptions).toMatchObject([
        { kind: 'SHORTAGE_EXPECTED', endedBy: 'LEFT' },
        { kind: 'SHORTAGE', resolvedAt: null },
      ]);
      expect(exceptions[0].resolvedAt).not.toBeNull();
    });

    it('give way to a substitute from the stock', async () => {
      const account = newId();
      await givenStock(api.system, account, { quantity: 4 });
      await givenStock(api.system, account, { sku: 'SKU-X', quantity: 20 });
      const { id } = await order(account, 4);
      await ship(api.system, id, { lines: [{ lineNumber: 1, shippedQuantity: 4, substituteSku: 'SKU-X' }] });
      expect(await rows(account)).toEqual(['AVAILABLE 4 (0)', 'AVAILABLE 16 (0)']);
    });

    it('are given back by cancelling', async () => {
      const account = newId();
      await givenStock(api.system, account, { quantity: 6 });
      const { id } = await order(account, 10);
      await step('cancelShipment', id);
      expect(await rows(account)).toEqual(['AVAILABLE 6 (0)']);
      expect(await read(id)).toMatchObject({ openExceptionCount: 0, lines: [{ reservedQuantity: 0 }] });
    });

    it('are gone when a delivery is told before the shipping', async () => {
      const account = newId();
      await givenStock(api.system, account);
      const { id } = await order(account, 10);
      await record(api.system, id, 'D1', '2026-03-02T15:00:00Z');
      expect(await rows(account)).toEqual(['AVAILABLE 90 (0)']);
    });

    it('hold what a correction would take away', async () => {
      const account = newId();
      const { id: stockId } = await givenStock(api.system, account);
      await order(account, 10);
      const answer = await adjust(api.system, { stockId, quantity: -91, reason: 'DESTROYED' });
      expect(answer).toMatchObject({ code: 'STOCK_SHORT' });
      expect(answer.message).toContain('10 of them set aside');
      expect(await adjust(api.system, { stockId, quantity: -90, reason: 'DESTROYED' })).toMatchObject({ available: 0 });
    });

    it('come from the warehouse that the order names', async () => {
      const account = newId();
      await givenStock(api.system, account);
      await givenStock(api.system, account, { warehouse: 'Reno', quantity: 500 });
      const parties = [{ role: 'WAREHOUSE', name: 'Quayside', code: 'boston' }];
      await givenOrder(api.system, anOrder(account, { lines: [line(10)], parties }));
      await givenOrder(api.system, anOrder(account, { lines: [line(400)], parties: [] }));
      expect(await rows(account)).toEqual(['AVAILABLE 100 (10)', 'AVAILABLE 500 (400)']);
      const { id } = await givenOrder(api.system, anOrder(account, { lines: [line(95)], parties }));
      expect((await read(id)).lines).toMatchObject([{ reservedQuantity: 90 }]);
      const more = await givenOrder(api.system, anOrder(account, { lines: [line(1)], parties }));
      expect((await read(more.id)).lines).toMatchObject([{ reservedQuantity: 0 }]);
    });

    it('know an item that has run out', async () => {
      const account = newId();
      await givenStock(api.system, account, { quantity: 5 });
      const gone = await order(account, 5);
      await ship(api.system, gone.id);
      const { id } = await order(account, 2);
      expect(await read(id)).toMatchObject({ openExceptionCount: 1, lines: [{ reservedQuantity: 0 }] });
      expect(await order(account, 2, { unit: 'EA' })).toMatchObject({ code: 'UNIT_NOT_KNOWN' });
    });

    it('leave accounts without stock alone', async () => {
      const { id } = await givenOrder(api.system, anOrder(newId()));
      await ship(api.system, id);
      expect(await read(id)).toMatchObject({ state: 'IN_TRANSIT', lines: [{ reservedQuantity: null }, {}] });
    });

    it('never exceed the last pieces, however many order at once', async () => {
      const account = newId();
      await givenStock(api.system, account, { quantity: 10 });
      const booked = await Promise.all(Array.from({ length: 20 }, () => order(account, 1)));
      expect(booked.map((one) => one.state)).toEqual(Array(20).fill('BOOKED'));
      expect(await rows(account)).toEqual(['AVAILABLE 10 (10)']);
      const reserved = await Promise.all(booked.map(async ({ id }) => (await read(id)).lines[0].reservedQuantity));
      expect(reserved.filter((one) => one === 1)).toHaveLength(10);
      expect(reserved.filter((one) => one === 0)).toHaveLength(10);
    });

    it('and corrections at once leave no row below zero', async () => {
      const account = newId();
      const { id: stockId } = await givenStock(api.system, account, { quantity: 10 });
      const outcomes = await Promise.allSettled([
        ...Array.from({ length: 8 }, () => order(account, 1)),
        ...Array.from({ length: 8 }, () => adjust(api.system, { stockId, quantity: -1, reason: 'DECREASE' })),
      ]);
      expect(outcomes.filter((one) => one.status === 'fulfilled').length).toBeGreaterThan(8);
      const [row] = await stockOf(api.system, account);
      expect(row.onHand - row.reserved).toBeGreaterThanOrEqual(0);
      const held = await api.subgraph.db.read((em) =>
        em.query('SELECT SUM(quantity) AS total FROM stock_reservation WHERE stock_id = ?', [stockId]),
      );
      const moved = await api.subgraph.db.read((em) =>
        em.query('SELECT SUM(quantity) AS total FROM stock_movement WHERE stock_id = ?', [stockId]),
      );
      expect([Number(held[0].total), Number(moved[0].total)]).toEqual([row.reserved, row.onHand]);
    });
  });
});
