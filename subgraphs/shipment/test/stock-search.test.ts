import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper } from '@quayside/shared/testing/viewers';
import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listStock } from '../src/stock/store.ts';
import { givenStock, type ShipmentApi, startShipmentApi } from './builders.ts';

const LIST = 'query($filter: StockFilter) { stock(filter: $filter) { nodes { sku } } }';
const ITEMS = 100_000;
const DIGITS =
  '(SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)';

eachDatabase((engine) => {
  describe('the search for stock', () => {
    let api: ShipmentApi;
    beforeAll(async () => {
      api = await startShipmentApi(engine);
    });
    afterAll(() => api.stop());

    const search = async (account: string, text: string): Promise<string[]> => {
      const { stock } = await api.as(aShipper(account)).ask(LIST, { filter: { search: text } });
      return stock.nodes.map((one: { sku: string }) => one.sku);
    };

    it('finds a row by the beginning of every word of it', async () => {
      const account = newId();
      await givenStock(api.system, account, { sku: 'HP-TENT-2P', lot: 'L26-07', description: 'Trail tent 双人帐篷' });
      await givenStock(api.system, newId(), { sku: 'HP-TENT-2P' });
      for (const text of ['hp-t', 'TENT-2', '2p', 'l26', '07', 'trail tent', 'tent', '帐篷', '双人'])
        expect(await search(account, text), text).toEqual(['HP-TENT-2P']);
      for (const text of ['ENT', '篷x', '%', '_P']) expect(await search(account, text), text).toEqual([]);
    });

    it('finds by what the item is called since', async () => {
      const account = newId();
      await givenStock(api.system, account, { sku: 'A-1', description: 'Kettle' });
      await givenStock(api.system, account, { sku: 'A-1', description: 'Samovar' });
      expect(await search(account, 'samo')).toEqual(['A-1']);
    });

    it('reads a range of an index among a hundred thousand items', { timeout: 120_000 }, async () => {
      const account = newId();
      await manyItems(api, account);
      for (const [viewer, filter, index] of [
        [aShipper(account), { search: 'SKU-0421' }, 'PRIMARY|sqlite_autoindex_stock_search'],
        [aShipper(account), { search: 'LOT-99' }, 'PRIMARY|sqlite_autoindex_stock_search'],
        [systemViewer('test'), { search: 'SKU-0421' }, 'stock_search_token'],
      ] as const) {
        const { plan, found } = await api.subgraph.db.read(async (em) => {
          const asked: [string, unknown[]][] = [];
          const page = await listStock(recording(em, asked), viewer, { filter, first: 25, after: null });
          const [sql, values] = asked.at(-1) ?? ['', []];
          const explain = engine.engine === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
          return { plan: JSON.stringify(await em.query(`${explain} ${sql}`, values)), found: page.nodes.length };
        });
        expect(found).toBeGreaterThan(0);
        expect(plan).toMatch(new RegExp(index));
        const range =
          engine.engine === 'sqlite' ? /SEARCH w USING [^"]*token>\? AND token<\?/ : /"table":"w","type":"range"/;
        expect(plan).toMatch(range);
        expect(plan).not.toMatch(/SCAN (w|t)\b|"table":"(w|t)","type":"(ALL|index)"/);
      }
    });
  });
});

/** The same manager, which remembers the statements. */
function recording(em: EntityManager, asked: [string, unknown[]][]): EntityManager {
  const query = (sql: string, values: unknown[]) => {
    asked.push([sql, values]);
    return em.query(sql, values);
  };
  return Object.assign(Object.create(em), { query }) as EntityManager;
}

/** As a depositor of a hundred thousand items has them, straight into the tables. */
async function manyItems(api: ShipmentApi, account: string): Promise<void> {
  const { id: model } = await givenStock(api.system, account, { sku: 'MODEL', lot: 'MODEL' });
  const number = 'a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n';
  const all = `${['a', 'b', 'c', 'd', 'e'].map((one) => `${DIGITS} ${one}`).join(', ')}`;
  const padded = `SUBSTR(CONCAT('00000', ${number}), -5)`;
  await api.subgraph.db.write(async (em) => {
    await em.query(
      `INSERT INTO stock (id, account_id, warehouse, location, sku, lot, status, unit, description, product_ids, on_hand, reserved, received_at, updated_at, version)
        SELECT CONCAT('ITEM-', ${padded}), s.account_id, s.warehouse, s.location, CONCAT('SKU-', ${padded}), CONCAT('LOT-', ${padded}),
          s.status, s.unit, s.description, s.product_ids, 1, 0, s.received_at, s.updated_at, 1
        FROM stock s, ${all} WHERE s.id = ?`,
      [model],
    );
    for (const word of ['SKU', 'LOT'])
      await em.query(
        `INSERT INTO stock_search (account_id, token, stock_id)
          SELECT s.account_id, s.${word.toLowerCase()}, s.id FROM stock s WHERE s.account_id = ? AND s.id LIKE 'ITEM-%'`,
        [account],
      );
  });
  if (api.subgraph.db.engine !== 'sqlite')
    await api.subgraph.db.read((em) => em.query('ANALYZE TABLE stock, stock_search'));
  const [{ total }] = await api.subgraph.db.read((em) =>
    em.query('SELECT COUNT(*) AS total FROM stock WHERE account_id = ?', [account]),
  );
  expect(Number(total)).toBe(ITEMS + 1);
}
