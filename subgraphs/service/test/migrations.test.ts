import { systemViewer } from '@quayside/shared/identity';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { schemaDrift } from '@quayside/shared/testing/schema-drift';
import { describe, expect, it } from 'vitest';
import { auditClocks } from '../src/clock/audit-commands.ts';
import { clocksOf } from '../src/clock/store.ts';
import { startServiceApi } from './service-api.ts';
import { fileClaim, openCase } from './stories.ts';

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

    it('lay decisions that wait on the desk, once', async () => {
      const { subgraph, system } = await startServiceApi(engine);
      const { dataSource } = subgraph.db;
      const { id } = await fileClaim(system);
      const asked = { askedById: '01ASKER0000000000000000000', askedBy: 'Ada', askedAt: 5_000 };
      const approval = { decision: { decision: 'OFFER' }, amount: { amountMinor: 6_000, currency: 'USD' }, ...asked };
      await dataSource.query('UPDATE claim SET dossier = ?', [JSON.stringify({ approval })]);
      const runner = dataSource.createQueryRunner();
      const migration = dataSource.migrations.find(({ name }) => name?.startsWith('AwaitApprovals'));
      const desk = async () =>
        (await system.ask('{ queue(filter: { kind: CLAIM_APPROVAL }) { nodes { id subjectId state } } }')).queue.nodes;
      for (let count = 0; count < 2; count++) await migration?.up(runner);
      const laid = await desk();
      expect(laid).toEqual([{ id: expect.any(String), subjectId: id, state: 'OFFER' }]);
      const [{ dossier }] = await dataSource.query('SELECT dossier FROM claim');
      expect(JSON.parse(dossier).approval.id).toBe(laid[0].id);
      await migration?.down(runner);
      await migration?.up(runner);
      await runner.release();
      expect(await desk()).toEqual(laid);
    });

    it('index the traits of customers also where that was done in part', async () => {
      const { subgraph } = await startServiceApi(engine);
      const { dataSource } = subgraph.db;
      const runner = dataSource.createQueryRunner();
      const index = dataSource.migrations.find(({ name }) => name?.startsWith('CountTraits'));
      await index?.up(runner);
      await runner.dropIndex('satisfaction_answer', 'satisfaction_answer_causes');
      await index?.up(runner);
      await runner.release();
      expect(await schemaDrift(subgraph.db)).toEqual([]);
    });

    it('add the amounts of news where only a part of them is there', async () => {
      const { subgraph } = await startServiceApi(engine);
      const { dataSource } = subgraph.db;
      const runner = dataSource.createQueryRunner();
      await runner.dropColumn('notification', 'currency');
      await dataSource.migrations.find(({ name }) => name?.startsWith('NoteAmounts'))?.up(runner);
      await runner.release();
      expect(await schemaDrift(subgraph.db)).toEqual([]);
    });

    it('keep bills of carriers that lie on the desk from those who see no margins', async () => {
      const { subgraph, system } = await startServiceApi(engine);
      const { dataSource } = subgraph.db;
      await openCase(system);
      const titles = ['210: F-1 held', '2 × 210: quarantined', '940: 210 cartons'];
      const runner = dataSource.createQueryRunner();
      const guarded: string[] = [];
      for (const one of titles) {
        await dataSource.query("UPDATE queue_item SET kind = 'EDI_MESSAGE', permission = NULL, title = ?", [one]);
        await dataSource.migrations.find(({ name }) => name?.startsWith('GuardCosts'))?.up(runner);
        const [{ permission }] = await dataSource.query('SELECT permission FROM queue_item');
        if (permission === 'SEE_VALUE') guarded.push(one);
      }
      await runner.release();
      expect(guarded).toEqual(titles.slice(0, 2));
    });

    it('keep promised dates as clocks', async () => {
      const { subgraph, system } = await startServiceApi(engine);
      const { dataSource } = subgraph.db;
      const [opened, filed] = [await openCase(system), await fileClaim(system)];
      const legs = JSON.stringify([
        { id: 'L1', kind: 'CUSTOMER_TO_3PL', state: 'FILED', regime: 'cmr', acknowledgeBy: 5_000, decideBy: 9_000 },
        {
          id: 'L2',
          kind: 'THREE_PL_TO_CARRIER',
          state: 'ACKNOWLEDGED',
          regime: 'cmr',
          acknowledgeBy: 5_000,
          decideBy: 9_000,
        },
      ]);
      await dataSource.query('UPDATE claim SET legs = ?', [legs]);
      await dataSource.query('DELETE FROM clock');
      await dataSource.query('DELETE FROM clock_transition');
      const runner = dataSource.createQueryRunner();
      await dataSource.migrations.find(({ name }) => name?.startsWith('KeepPromisedDates'))?.up(runner);
      await runner.release();
      const clocks = await subgraph.db.read((em) => clocksOf(em, systemViewer('test'), [opened.id, filed.id]));
      expect(clocks.map(({ legId, kind, dueAt, internal }) => [legId, kind, dueAt, internal]).sort()).toEqual([
        [null, 'RESOLVE', Date.parse(opened.dueAt), false],
        ['L1', 'ACKNOWLEDGE', 5_000, false],
        ['L1', 'DECIDE', 9_000, false],
        ['L2', 'DECIDE', 9_000, true],
      ]);
      expect(await subgraph.db.read((em) => auditClocks(em))).toMatchObject({ clocks: 4, differing: [] });
    });
  });
});
