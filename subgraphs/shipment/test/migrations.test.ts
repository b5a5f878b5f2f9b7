import { eachDatabase } from '@quayside/shared/testing/databases';
import { schemaDrift } from '@quayside/shared/testing/schema-drift';
import { describe, expect, it } from 'vitest';
import { startShipmentApi } from './builders.ts';

eachDatabase((engine) => {
  describe('migrations', () => {
    it('make the schema that the tables describe', async () => {
      const api = await startShipmentApi(engine);
      expect(await schemaDrift(api.subgraph.db)).toEqual([]);
      await api.stop();
    });

    it('can be undone step by step', async () => {
      const api = await startShipmentApi(engine);
      const { dataSource } = api.subgraph.db;
      for (const _ of dataSource.migrations) await dataSource.undoLastMigration();
      const runner = dataSource.createQueryRunner();
      const left = await Promise.all(dataSource.entityMetadatas.map((table) => runner.hasTable(table.tableName)));
      await runner.release();
      expect(left.filter(Boolean)).toEqual([]);
      await api.stop();
    });
  });
});
