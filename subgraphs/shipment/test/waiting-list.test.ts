import { systemViewer, type Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aStaffMember } from '@quayside/shared/testing/viewers';
import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listShipments } from '../src/shipment/store.ts';
import { shipmentTable } from '../src/shipment/table.ts';
import { anOrder, givenOrder, type ShipmentApi, startShipmentApi } from './builders.ts';

const DIGITS =
  '(SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)';

eachDatabase((engine) => {
  describe('the list of orders that wait', () => {
    let api: ShipmentApi;
    beforeAll(async () => {
      api = await startShipmentApi(engine, true);
    });
    afterAll(() => api.stop());

    it('reads the few that are open among all that are delivered', async () => {
      await manyDelivered(api);
      for (const viewer of [systemViewer('test'), aStaffMember('/group/')]) {
        const { plan, found } = await planOf(api, viewer);
        expect(found).toBe(1);
        expect(plan).toMatch(
          engine.engine === 'sqlite'
            ? /SEARCH t USING INDEX shipment_state \(state=/
            : /"table":"t","type":"range"[^}]*"key":"shipment_state"/,
        );
      }
    });
  });

  const planOf = (api: ShipmentApi, viewer: Viewer) =>
    api.subgraph.db.read(async (em) => {
      const asked: [string, unknown[]][] = [];
      const query = { filter: { waitsForContract: true }, first: 25, after: null, now: api.clock.now() };
      const page = await listShipments(recording(em, asked), viewer, query);
      const [sql, values] = asked.at(-1) ?? ['', []];
      const explain = engine.engine === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
      return { plan: JSON.stringify(await em.query(`${explain} ${sql}`, values)), found: page.nodes.length };
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

/** One order that waits, and ten thousand of a hundred customers that were delivered long ago, straight into the table. */
async function manyDelivered(api: ShipmentApi): Promise<void> {
  const account = newId();
  await api.place(account, '/group/east/');
  const { id: model } = await givenOrder(api.system, anOrder(account));
  const changed: Readonly<Record<string, string>> = {
    id: `CONCAT('OLD-', a.n, b.n, c.n, d.n)`,
    number: `CONCAT('OLD-', a.n, b.n, c.n, d.n)`,
    order_number: `CONCAT('OLD-', a.n, b.n, c.n, d.n)`,
    account_id: `CONCAT('ACCOUNT-', c.n, d.n)`,
    state: `'DELIVERED'`,
    created_at: 's.created_at + a.n + 10 * b.n',
  };
  const columns = api.subgraph.db.dataSource.getMetadata(shipmentTable).columns.map(({ databaseName }) => databaseName);
  await api.subgraph.db.write(async (em) => {
    await em.query(
      `INSERT INTO shipment (${columns.join(', ')}) SELECT ${columns.map((one) => changed[one] ?? `s.${one}`).join(', ')}
        FROM shipment s, ${['a', 'b', 'c', 'd'].map((one) => `${DIGITS} ${one}`).join(', ')} WHERE s.id = ?`,
      [model],
    );
    await em.query(`INSERT INTO tenant_scope (account_id, path)
      SELECT DISTINCT s.account_id, '/group/west/' FROM shipment s WHERE s.state = 'DELIVERED'`);
  });
  if (api.subgraph.db.engine !== 'sqlite')
    await api.subgraph.db.read((em) => em.query('ANALYZE TABLE shipment, tenant_scope'));
}
