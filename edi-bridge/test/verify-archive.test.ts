import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { changed, fixture } from './fixtures.ts';
import { ACME, type World, worlds } from './world.ts';

const VERIFY = `{ verifyEdiArchive { files bytes missing altered orphaned holds findings { kind sha256 message { id } } } }`;
const verified = async (world: World) => (await world.edi.ask(VERIFY)).verifyEdiArchive;

eachDatabase((engine) => {
  const start = worlds(engine);

  describe('the archive, read again', () => {
    it('holds every byte that the ledger names, or says which not', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const hashes: string[] = [];
      for (const number of ['000000001', '000000002', '000000003'])
        hashes.push(
          (
            await world.send(
              'ACME',
              changed('940-valid.x12', /000000001/g, number)
                .toString()
                .replace('SO-1', `SO-${number}`),
            )
          ).sha256,
        );
      const whole = await verified(world);
      // Three files, and the three 997s.
      expect(whole).toMatchObject({ files: 6, missing: 0, altered: 0, orphaned: 0, holds: true, findings: [] });
      expect(Number(whole.bytes)).toBeGreaterThan(3 * fixture('940-valid.x12').length);
      const pathOf = (hash: string) => join(world.home, 'edi-archive', hash.slice(0, 2), hash);
      const [gone = '', changedOne = ''] = hashes;
      rmSync(pathOf(gone));
      writeFileSync(pathOf(changedOne), 'something else');
      const lay = (text: string): string => {
        const hash = createHash('sha256').update(text).digest('hex');
        mkdirSync(join(world.home, 'edi-archive', hash.slice(0, 2)), { recursive: true });
        writeFileSync(pathOf(hash), text);
        return hash;
      };
      const orphan = lay('nobody knows it');
      lay('on its way');
      // What was archived this very moment is not in the ledger yet.
      utimesSync(pathOf(orphan), new Date('2020-01-01'), new Date('2020-01-01'));
      const broken = await verified(world);
      expect(broken).toMatchObject({ files: 7, missing: 1, altered: 1, orphaned: 1, holds: false });
      expect(broken.findings).toHaveLength(3);
      expect(broken.findings).toContainEqual({ kind: 'MISSING', sha256: gone, message: { id: expect.any(String) } });
      expect(broken.findings).toContainEqual({
        ...{ kind: 'ALTERED', sha256: changedOne, message: { id: expect.any(String) } },
      });
      expect(broken.findings).toContainEqual({ kind: 'ORPHANED', sha256: orphan, message: null });
    });

    it('is for administrators of the whole company', async () => {
      const world = await start();
      for (const viewer of [
        aShipper(ACME),
        aStaffMember('/', 'OPERATOR'),
        aStaffMember('/group/east', 'ADMINISTRATOR'),
      ])
        await expect(world.ediAs(viewer).ask(VERIFY)).rejects.toThrow('may not');
    });
  });
});
