import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { insertFile } from '../src/document/store.ts';
import { TellStoredFiles1769936400000 } from '../src/migrations/20260201090000-tell-stored-files.ts';
import { startShipmentApi } from './builders.ts';

eachDatabase((engine) => {
  describe('files from before their event', () => {
    it('are told of by the migration', async () => {
      const api = await startShipmentApi(engine);
      const id = newId();
      const facts = {
        accountId: 'acme',
        shipmentId: null,
        uploadedBy: 'sam',
        fileName: 'a.jpg',
        mediaType: 'image/jpeg',
      };
      await api.subgraph.db.write((em) =>
        insertFile(em, { ...facts, id, sha256: 'ab'.repeat(32), sizeBytes: 7, createdAt: 0 }),
      );
      const runner = api.subgraph.db.dataSource.createQueryRunner();
      await new TellStoredFiles1769936400000().up(runner);
      await runner.release();
      const [told] = await api.subgraph.db.read((em) =>
        em.query('SELECT type, account_id, data FROM event WHERE subject = ?', [id]),
      );
      expect(told).toMatchObject({ type: 'file.stored.v1', account_id: 'acme' });
      expect(JSON.parse(told.data)).toMatchObject({
        fileId: id,
        uploadedBy: 'sam',
        sizeBytes: 7,
        linkedShipmentId: null,
      });
      await api.stop();
    });
  });
});
