import { eachDatabase } from '@quayside/shared/testing/databases';
import { schemaDrift } from '@quayside/shared/testing/schema-drift';
import { describe, expect, it } from 'vitest';
import { tolerance } from '../src/payable/store.ts';
import { collectionRules } from '../src/receivable/store.ts';
import { ACME, startContractApi } from './contract-api.ts';

eachDatabase((engine) => {
  describe('migrations', () => {
    it('make the schema that the tables describe', async () => {
      const { subgraph } = await startContractApi(engine);
      expect(await schemaDrift(subgraph.db)).toEqual([]);
    });

    it('can be undone to the last table', async () => {
      const { subgraph } = await startContractApi(engine);
      const { dataSource } = subgraph.db;
      const runner = dataSource.createQueryRunner();
      for (const migration of [...dataSource.migrations].reverse()) await migration.down(runner);
      const left = await Promise.all(dataSource.entityMetadatas.map((table) => runner.hasTable(table.tableName)));
      for (const migration of dataSource.migrations) await migration.up(runner);
      await runner.release();
      expect(left).not.toContain(true);
    });

    it('lose nothing of what a house had set before its units could', async () => {
      const { subgraph, set } = await startContractApi(engine);
      const { dataSource } = subgraph.db;
      const runner = dataSource.createQueryRunner();
      const later = dataSource.migrations.slice(
        1 + dataSource.migrations.findIndex(({ name }) => name?.startsWith('IndexTrends')),
      );
      for (const migration of [...later].reverse()) await migration.down(runner);
      const steps = [{ step: 'REMINDER', days: -3 }];
      await dataSource.query("INSERT INTO carrier_tolerance (id, basis_points, amount_minor) VALUES ('all', 0, 0)");
      await dataSource.query(
        "INSERT INTO collection_rule (id, steps, changed_at, changed_by) VALUES ('all', ?, 5, 'Ada')",
        [JSON.stringify(steps)],
      );
      const rows = async () =>
        Promise.all(
          ['carrier_tolerance', 'collection_rule'].map((table) => dataSource.query(`SELECT * FROM ${table}`)),
        );
      const before = await rows();
      for (const migration of later) await migration.up(runner);
      const held = () =>
        subgraph.db.read(async (em) => ({
          tolerance: await tolerance(em, { accountId: ACME, currency: 'USD' }),
          steps: (await collectionRules(em, [ACME]))(ACME),
        }));
      expect(await held()).toEqual({ tolerance: { basisPoints: 0, minor: 0 }, steps });
      await set('CARRIER_TOLERANCE_PERCENT', '/group/east/', 1);
      await set('FINAL_NOTICE_DAYS', '/group/east/', 40);
      expect(await held()).toEqual({
        tolerance: { basisPoints: 100, minor: 0 },
        steps: [...steps, { step: 'FINAL', days: 40 }],
      });
      for (const migration of [...later].reverse()) await migration.down(runner);
      await runner.release();
      expect(await rows()).toEqual(before);
      expect(before.map(({ length }) => length)).toEqual([1, 1]);
    });
  });
});
