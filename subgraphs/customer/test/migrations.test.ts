import { eachDatabase } from '@quayside/shared/testing/databases';
import { schemaDrift } from '@quayside/shared/testing/schema-drift';
import { expect, it } from 'vitest';
import { customerApis } from './customer-api.ts';

eachDatabase((engine) => {
  const start = customerApis(engine);

  it('migrates to exactly what the tables say', async () => {
    const { subgraph } = await start();
    expect(await schemaDrift(subgraph.db)).toEqual([]);
  });

  it('takes every migration back', async () => {
    const { subgraph } = await start();
    const { dataSource } = subgraph.db;
    const runner = dataSource.createQueryRunner();
    try {
      for (const migration of [...dataSource.migrations].reverse()) await migration.down(runner);
      const kept = dataSource.entityMetadatas.map(async ({ tableName }) =>
        (await runner.hasTable(tableName)) ? [tableName] : [],
      );
      expect((await Promise.all(kept)).flat()).toEqual([]);
      for (const migration of dataSource.migrations) await migration.up(runner);
    } finally {
      await runner.release();
    }
  });
});
