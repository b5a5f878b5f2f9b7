import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryBus } from '@quayside/shared/events/memory-bus';
import { systemViewer } from '@quayside/shared/identity';
import { silentLog } from '@quayside/shared/log';
import { eachDatabase, type TestEngine } from '@quayside/shared/testing/databases';
import { graphAs } from '@quayside/shared/testing/graph';
import { schemaDrift } from '@quayside/shared/testing/schema-drift';
import { afterAll, describe, expect, it } from 'vitest';
import { openEdiAdministration } from '../src/administration.ts';

const home = mkdtempSync(join(tmpdir(), 'quayside-edi-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function openStore(databaseUrl: string) {
  const bus = new MemoryBus(silentLog);
  const ledger = await openEdiAdministration({ databaseUrl, bus, log: silentLog, home });
  const stop = async () => {
    await ledger.stop();
    await bus.close();
  };
  return { ledger, stop, edi: graphAs(ledger, systemViewer('test')) };
}

/** A store as it was before partners had versions, with traffic in it. */
async function olderStore(engine: TestEngine): Promise<string> {
  const url = await engine.freshUrl('edi');
  const { ledger, stop } = await openStore(url);
  const { dataSource } = ledger.db;
  while ((await newest(ledger)) >= 1772359200000) await dataSource.undoLastMigration();
  await ledger.db.write(async (em) => {
    await em.query(`INSERT INTO edi_partner (id, account_id, name, sender_id, receiver_id, version, acknowledgement, out_sets,
      delimiters, test, created_at) VALUES ('ACME', 'A', 'Acme', 'ZZ:ACME', 'ZZ:US', '005010', '999', '["945","214"]', '|^:!', 1, 5)`);
    const message = (id: string, direction: string, state: string) =>
      em.query(
        `INSERT INTO edi_message (id, direction, state, partner_id, account_id, channel, sha256, size_bytes, set_types, summary,
          errors, at, version) VALUES ('${id}', '${direction}', '${state}', 'ACME', 'A', 'mailbox', '', 0, '', '', '[]', 5, 1)`,
      );
    await message('in', 'IN', 'HELD');
    await message('out', 'OUT', 'ACKNOWLEDGED');
    await em.query(`INSERT INTO edi_due (id, subject, partner_id, set_type, shipment_id, origin_id, facts, state, attempts, due_at)
      VALUES ('due', 'ACME:214:S', 'ACME', '214', 'S', 'in', '{"orderNumber":"O","at":5,"milestoneId":"M"}', 'DUE', 0, 5)`);
  });
  await stop();
  return url;
}

const newest = async (ledger: Awaited<ReturnType<typeof openEdiAdministration>>): Promise<number> =>
  Number((await ledger.db.dataSource.query('SELECT MAX(timestamp) AS newest FROM migrations'))[0].newest);

eachDatabase((engine) => {
  describe('the ledger', () => {
    it('migrated and its tables do not differ', async () => {
      const { ledger, stop } = await openStore(await engine.freshUrl('edi'));
      expect(await schemaDrift(ledger.db)).toEqual([]);
      await stop();
    });

    it('of an older version keeps its partners and traffic', async () => {
      const { ledger, edi, stop } = await openStore(await olderStore(engine));
      expect(await schemaDrift(ledger.db)).toEqual([]);
      const { ediPartner, ediMessages } = await edi.ask(`{
        ediPartner(id: "ACME") { state version acknowledgement outSets delimiters timeZone test mapVersion versions { number by } }
        ediMessages { nodes { id state test mapVersion acknowledgement { state } } } }`);
      expect(ediPartner).toEqual({
        ...{ state: 'ACTIVE', version: '005010', acknowledgement: '999', outSets: ['945', '214'], delimiters: '|^:!' },
        ...{ timeZone: 'UTC', test: true, mapVersion: 1, versions: [{ number: 1, by: 'Quayside' }] },
      });
      expect(ediMessages.nodes).toMatchObject([
        { id: 'out', state: 'ACKNOWLEDGED', test: true, mapVersion: 1 },
        { id: 'in', state: 'HELD', test: false, mapVersion: 1, acknowledgement: { state: 'NONE' } },
      ]);
      const [due] = await ledger.db.read((em) => em.query('SELECT record_id, facts FROM edi_due'));
      expect([due.record_id, JSON.parse(due.facts)]).toEqual(['S', { orderNumber: 'O', at: 5, partId: 'M' }]);
      await stop();
    });
  });
});
