import { createHash } from 'node:crypto';
import type { Viewer } from '@quayside/shared/identity';
import { systemViewer } from '@quayside/shared/identity';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey, aLinkHolder, aShipper } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { csvField } from '../src/export/csv.ts';
import { pathOf } from '../src/export/zip.ts';
import { changed, fixture } from './fixtures.ts';
import { unzip } from './unzip.ts';
import { ACME, GLOBEX, type World, worlds } from './world.ts';

const system = systemViewer('test');
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function exported(world: World, viewer: Viewer, format: string, filter: object = {}): Promise<Buffer> {
  const { body } = await world.bridge.export(viewer, { format, filter: JSON.stringify(filter) });
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

eachDatabase((engine) => {
  const start = worlds(engine);

  describe('an export of messages', () => {
    it('holds every file to the byte, with its hash', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const order = fixture('940-valid.x12');
      await world.send('ACME', order);
      const files = unzip(await exported(world, system, 'zip'));
      const sums = String(files.get('SHA256SUMS')).trimEnd().split('\n');
      const named = sums.map((line) => /^([0-9a-f]{64}) {2}(\S+)$/.exec(line)?.slice(1) ?? []);
      // The 940, its 997 and, as it is asked for, its TA1.
      expect(named.length).toBeGreaterThanOrEqual(2);
      for (const [sum = '', name = ''] of named) expect(sha256(files.get(name) ?? Buffer.alloc(0))).toBe(sum);
      expect(named.find(([sum]) => sum === sha256(order))?.[1]).toMatch(/^in\//);
      expect(files.size).toBe(named.length + 2);
      const rows = String(files.get('messages.csv')).trimEnd().split('\r\n');
      expect(rows).toHaveLength(named.length + 1);
      expect(rows[0]).toBe(
        '\uFEFFid,at,direction,state,partner,channel,fileName,setTypes,interchangeControl,verdict,test,sizeBytes,sha256,relatesTo,summary',
      );
    });

    it('takes what the filter means, page after page', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      for (let n = 2; n <= 112; n += 10) {
        const control = String(n).padStart(9, '0');
        await world.send('ACME', changed('940-bad-count.x12', /00000000\d/g, control));
      }
      const all = String(await exported(world, system, 'csv'))
        .trimEnd()
        .split('\r\n')
        .slice(1);
      const { ediMessages } = await world.edi.ask('{ ediMessages(first: 100) { nodes { id } } }');
      expect(all.map((row) => row.split(',')[0])).toEqual(ediMessages.nodes.map(({ id }: { id: string }) => id));
      const incoming = String(await exported(world, system, 'csv', { direction: 'IN' }))
        .trimEnd()
        .split('\r\n');
      expect(incoming.slice(1).every((row) => row.includes(',IN,'))).toBe(true);
      const [first = ''] = ediMessages.nodes.map(({ id }: { id: string }) => id);
      expect(unzip(await exported(world, system, 'zip', { ids: [first] })).size).toBe(3);
    });

    it('shows nobody the files of others', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.send('ACME', fixture('940-valid.x12'));
      const { ediMessages } = await world.edi.ask('{ ediMessages { nodes { id } } }');
      const ids = ediMessages.nodes.map(({ id }: { id: string }) => id);
      expect(unzip(await exported(world, aShipper(ACME), 'zip', { ids })).size).toBe(ids.length + 2);
      expect([...unzip(await exported(world, aShipper(GLOBEX), 'zip', { ids })).keys()]).toEqual([
        'messages.csv',
        'SHA256SUMS',
      ]);
      expect(
        String(await exported(world, aKey(GLOBEX), 'csv'))
          .trimEnd()
          .split('\r\n'),
      ).toHaveLength(1);
      await expect(exported(world, aLinkHolder(ACME, 'any'), 'csv')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });

    it.each(['{', '[]', '{"nobody":1}', '{"states":["GONE"]}', '"x"'])('refuses the filter %s', async (filter) => {
      const world = await start();
      const asked = world.bridge.export(system, { format: 'csv', filter });
      await expect(asked).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    });
  });
});

describe('a field of a list', () => {
  it('is never a formula, and keeps its quotes', () => {
    expect(csvField('=HYPERLINK("http://x")')).toBe(`"'=HYPERLINK(""http://x"")"`);
    expect([csvField('-1'), csvField('plain'), csvField('a,b'), csvField(5), csvField(null)]).toEqual([
      "'-1",
      'plain',
      '"a,b"',
      '5',
      '',
    ]);
  });
});

describe('a path in an archive', () => {
  it('leads nowhere else, whatever a file is called', () => {
    const named = (fileName: string | null) => pathOf({ id: 'ID', direction: 'IN', fileName });
    expect([named('../../etc/passwd'), named('..\\x.edi'), named('a b;rm.x12'), named(null)]).toEqual([
      'in/ID-passwd',
      'in/ID-x.edi',
      'in/ID-a_b_rm.x12',
      'in/ID.edi',
    ]);
  });
});
