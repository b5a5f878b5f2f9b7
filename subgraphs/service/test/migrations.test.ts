import { eachDatabase } from '@quayside/shared/testing/databases';
import { schemaDrift } from '@quayside/shared/testing/schema-drift';
import { describe, expect, it } from 'vitest';
import { startServiceApi } from './service-api.ts';

eachDatabase((engine) => {
  describe('migrations', () => {
    it('make the schema that the tables describe', async () => {
      const { subgraph } = await startServiceApi(engine);
      expect(await schemaDrift(subgraph.db)).toEqual([]);
    });

    it('can be undone to the last table', async () => {
      const { subgraph } = await startServiceApi(engine);
      const { dataSource } = subgraph.db;
      const runner = dataSource.createQueryRunner();
      for (const migration of [...dataSource.migrations].reverse()) await migration.down(runner);
      const left = await Promise.all(dataSource.entityMetadatas.map((table) => runner.hasTable(table.tableName)));
      for (const migration of dataSource.migrations) await migration.up(runner);
      await runner.release();
      expect(left).not.toContain(true);
    });
  });
});
