import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sqliteEngine } from '@quayside/shared/testing/databases';
import { aShipper } from '@quayside/shared/testing/viewers';
import { expect, it } from 'vitest';
import { runCliProcess } from '../testing/cli-process.ts';
import { jpeg, openEvidenceWorld, sha256 } from '../testing/evidence-world.ts';

const engine = sqliteEngine();

it('rebuilds a pack byte for byte, and finds what was altered', async () => {
  const world = await openEvidenceWorld(engine);
  const owner = aShipper(world.accountId);
  // On a machine in another zone: the clock on the wall must not show in the bytes.
  const run = (...args: string[]) => runCliProcess({ QUAYSIDE_HOME: world.home, TZ: 'Pacific/Auckland' }, ...args);
  await world.fact('AF', { sealNumbers: ['S-1'], temperatureCelsius: -18 });
  await world.attach('PHOTO', await world.upload(jpeg('crushed'), '损坏.jpg', owner));
  const [pack] = await world.packs(await world.claim());
  const bytesAt = async (path: string) => Buffer.from(await (await world.fetch(path, owner)).arrayBuffer());

  const rebuilt = await run('evidence', 'rebuild', pack.id, '--to', join(world.home, 'out'));
  expect(rebuilt.err).toBe('');
  const { zip, pdf } = JSON.parse(rebuilt.out) as { zip: string; pdf: string };
  expect(readFileSync(zip).equals(await bytesAt(pack.zipUrl))).toBe(true);
  expect(readFileSync(pdf).equals(await bytesAt(pack.pdfUrl))).toBe(true);

  const intact = await run('audit', 'verify');
  expect([intact.code, JSON.parse(intact.out)]).toEqual([
    0,
    { intact: true, records: 2, packs: 1, files: 1, faults: [] },
  ]);
  const hash = sha256(jpeg('crushed'));
  rmSync(join(world.home, 'documents', hash.slice(0, 2), hash));
  const { db } = world.quayside().subgraphs.service!;
  await db.write((em) => em.query(`UPDATE evidence_item SET at = at + 1 WHERE kind = 'MILESTONE'`));
  const altered = await run('audit', 'verify');
  expect([altered.code, JSON.parse(altered.out)]).toMatchObject([
    1,
    {
      intact: false,
      faults: [
        { what: 'ITEM_ALTERED', name: expect.stringMatching(/^CL-000001 pack 0: items\/\d+-milestone\.json$/) },
        { what: 'FILE_MISSING', name: expect.stringMatching(/^CL-000001 pack 0: files\/\d+-损坏\.jpg$/) },
      ],
    },
  ]);
  expect((await run('evidence', 'rebuild', pack.id, '--to', world.home)).code).toBe(1);
}, 180_000);
