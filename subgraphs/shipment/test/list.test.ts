import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  aLoad,
  anOrder,
  CHICAGO,
  givenLoad,
  givenOrder,
  record,
  type ShipmentApi,
  startShipmentApi,
} from './builders.ts';

const LIST = `query($filter: ShipmentFilter, $first: Int, $after: String) {
  shipments(filter: $filter, first: $first, after: $after) { nodes { id number state } pageInfo { endCursor hasNextPage } } }`;

eachDatabase((engine) => {
  describe('the list', () => {
    let api: ShipmentApi;
    const account = newId();
    const ids: string[] = [];
    beforeAll(async () => {
      api = await startShipmentApi(engine);
      for (let n = 0; n < 7; n++) {
        if (n % 2) api.clock.advance(1000);
        const parties = [
          { role: 'SHIP_TO', name: n === 2 ? '深圳蓝鲸物流有限公司' : `Maple Store ${n}`, address: CHICAGO },
        ];
        const { id } = await givenOrder(api.system, anOrder(account, { orderNumber: `W${n}-100`, parties }));
        ids.unshift(id);
      }
      const load = await givenLoad(api.system, aLoad(account, { promisedAt: '2026-03-01T00:00:00Z' }));
      ids.unshift(load.id);
      await record(api.system, ids[3] as string, 'A9', '2026-03-02T13:00:00Z');
    });
    afterAll(() => api.stop());

    const list = async (filter: object = {}, page: object = {}) =>
      (await api.as(aShipper(account)).ask(LIST, { filter, ...page })).shipments;
    const found = async (filter: object) => (await list(filter)).nodes.map((one: { id: string }) => one.id);

    it('sums up month by month how it went, for the own account alone', async () => {
      const TREND = `query ($accountId: ID!) { shipmentTrend(accountId: $accountId, months: 2) {
        months { month ordered onTime late underWay } exceptions { kind raised open } } }`;
      const trend = async (viewer: Viewer) => (await api.as(viewer).ask(TREND, { accountId: account })).shipmentTrend;
      const month = new Date(api.clock.now()).toISOString().slice(0, 7);
      const own = await trend(aShipper(account));
      expect(own.months.at(-1)).toEqual({ month, ordered: 8, onTime: 0, late: 0, underWay: 8 });
      expect(own.months[0]).toMatchObject({ ordered: 0 });
      expect(own.exceptions).toEqual([{ kind: 'DAMAGE', raised: 1, open: 1 }]);
      await api.place(account, '/group/east/boston/');
      expect(await trend(aStaffMember('/group/east/'))).toEqual(own);
      for (const stranger of [aShipper(newId()), aStaffMember('/group/west/')]) {
        const foreign = await trend(stranger);
        expect(foreign.exceptions).toEqual([]);
        expect(foreign.months.map(({ ordered }: { ordered: number }) => ordered)).toEqual([0, 0]);
      }
    });

    it('pages newest first without gap or double', async () => {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page = await list({}, { first: 3, after });
        seen.push(...page.nodes.map((one: { id: string }) => one.id));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after);
      expect(seen).toEqual(ids);
    });

    it('filters by state, kind, lateness and exception', async () => {
      expect(await found({ states: ['TENDERED'] })).toEqual([ids[0]]);
      expect(await found({ states: [] })).toEqual([]);
      expect(await found({ kind: 'WAREHOUSE_ORDER' })).toHaveLength(7);
      expect(await found({ late: true })).toEqual([ids[0]]);
      expect(await found({ late: false })).toHaveLength(7);
      expect(await found({ hasOpenException: true })).toEqual([ids[3]]);
      expect(await found({ exceptionKind: 'DAMAGE' })).toEqual([ids[3]]);
      expect(await found({ exceptionKind: 'WEATHER' })).toEqual([]);
      expect(await found({ createdFrom: '2026-03-02T12:00:03Z' })).toHaveLength(3);
      expect(await found({ createdTo: '2026-03-02T12:00:01Z' })).toHaveLength(1);
      expect(await found({ accountId: newId() })).toEqual([]);
    });

    it('finds by number, reference and words of names', async () => {
      expect(await found({ search: 'qs-000001' })).toEqual([ids.at(-1)]);
      expect(await found({ search: 'w3-1' })).toEqual([ids.at(-4)]);
      expect(await found({ search: 'maple' })).toHaveLength(6);
      expect(await found({ search: '蓝鲸' })).toEqual([ids.at(-3)]);
      expect(await found({ search: 'po-77' })).toHaveLength(7);
      expect(await found({ search: "%' OR 1=1" })).toEqual([]);
      expect(await found({ search: '  ' })).toHaveLength(8);
      expect(await found({ states: Array(40_000).fill('CANCELLED') })).toEqual([]);
    });

    it('filters by carrier and by an exact reference', async () => {
      expect(await found({ carrierScac: 'QSDE' })).toEqual([ids[0]]);
      expect(await found({ reference: 'W3-100' })).toEqual([ids.at(-4)]);
      expect(await found({ reference: 'W3-1' })).toEqual([]);
      expect(await found({ reference: 'w3-100' })).toEqual([]);
      expect(await found({ reference: 'PO-77', carrierScac: 'QSDE' })).toEqual([]);
    });

    it('counts by state', async () => {
      const { shipmentCounts } = await api.as(aShipper(account)).ask('{ shipmentCounts { state count } }');
      expect(shipmentCounts).toHaveLength(2);
      expect(shipmentCounts).toContainEqual({ state: 'BOOKED', count: 7 });
      expect(shipmentCounts).toContainEqual({ state: 'TENDERED', count: 1 });
    });
  });
});
