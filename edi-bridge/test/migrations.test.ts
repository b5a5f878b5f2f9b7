import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryBus } from '@quayside/shared/events/memory-bus';
import { silentLog } from '@quayside/shared/log';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { schemaDrift } from '@quayside/shared/testing/schema-drift';
import { afterAll, expect, it } from 'vitest';
import { openEdiAdministration } from '../src/administration.ts';

const home = mkdtempSync(join(tmpdir(), 'quayside-edi-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

eachDatabase((engine) => {
  it('migrated ledger and its tables do not differ', async () => {
    const bus = new MemoryBus(silentLog);
    const databaseUrl = await engine.freshUrl('edi');
    const ledger = await openEdiAdministration({ databaseUrl, bus, log: silentLog, home });
    expect(await schemaDrift(ledger.db)).toEqual([]);
    await ledger.stop();
    await bus.close();
  });
});
