import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openServiceSubgraph } from '@quayside/service/subgraph';
import { MemoryBus } from '@quayside/shared/events/memory-bus';
import { silentLog } from '@quayside/shared/log';
import { eachDatabase, sqliteEngine } from '@quayside/shared/testing/databases';
import { graphAs } from '@quayside/shared/testing/graph';
import { aKey, aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { type Answer, type EvidenceWorld, jpeg, openEvidenceWorld, sha256 } from '../testing/evidence-world.ts';

const bytesAt = async (world: EvidenceWorld, path: string): Promise<Buffer> => {
  const response = await world.fetch(path, aShipper(world.accountId));
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
};
const storedAt = (world: EvidenceWorld, hash: string): string => join(world.home, 'documents', hash.slice(0, 2), hash);

eachDatabase((engine) => {
  describe('evidence', { timeout: 120_000 }, () => {
    it('holds all that was known at filing, each hashed', async () => {
      const world = await openEvidenceWorld(engine);
      const owner = aShipper(world.accountId);
      await world.fact('AF', { timeZone: 'America/Chicago', sealNumbers: ['S-1', 'S-2'], scannedUnits: ['003'] });
      await world.fact('X6', { temperatureCelsius: 7.5, note: '温度过高' });
      await world.fact('D1');
      await world.attach('POD', await world.upload(Buffer.from('%PDF-1.4 signed'), 'pod.pdf', owner));
      await world.attach('PHOTO', await world.upload(jpeg('crushed'), '../../损坏 photo.jpg', owner));
      const mine = await world.upload(jpeg('close'), 'close.jpg', owner);
      const attachments = [{ fileId: mine, fileName: 'close.jpg', mediaType: 'image/jpeg' }];
      const id = await world.claim({ attachments }, owner);
      const [pack, ...more] = await world.packs(id);
      expect(more).toEqual([]);
      expect(pack).toMatchObject({ number: 0, state: 'FROZEN', auditSeq: 2, previousManifestSha256: null });
      const kinds = pack.items.map(({ kind }: { kind: string }) => kind);
      expect(kinds).toEqual([
        ...['CLAIM', 'CLAIM_LINE', 'SHIPMENT', 'GOODS', 'CONTRACT_CLAUSE', 'MILESTONE', 'MILESTONE', 'MILESTONE'],
        ...['TEMPERATURE', 'SEAL', 'SCAN', 'MESSAGE', 'POD', 'PHOTO', 'ATTACHMENT'],
      ]);
      expect(pack.items.find(({ kind }: { kind: string }) => kind === 'SEAL')).toMatchObject({
        ...{ title: 'S-1, S-2; AF', timeZone: 'America/Chicago', source: 'carrier' },
      });
      const photo = pack.items.find(({ kind }: { kind: string }) => kind === 'PHOTO');
      expect(photo).toMatchObject({
        sha256: sha256(jpeg('crushed')),
        path: expect.stringMatching(/^files\/\d{4}-损坏-photo\.jpg$/),
      });
    });

    it('comes as a ZIP that checks itself, byte-equal again', async () => {
      const world = await openEvidenceWorld(engine);
      const owner = aShipper(world.accountId);
      await world.fact('AF');
      await world.attach('PHOTO', await world.upload(jpeg('a'), '..\\..\\evil.jpg', owner));
      const [pack] = await world.packs(await world.claim());
      const zip = await bytesAt(world, pack.zipUrl);
      const folder = join(world.home, 'unpacked');
      mkdirSync(folder);
      writeFileSync(join(world.home, 'pack.zip'), zip);
      execFileSync('unzip', ['-q', join(world.home, 'pack.zip'), '-d', folder]);
      const manifest = readFileSync(join(folder, 'manifest.json'));
      expect(sha256(manifest)).toBe(pack.manifestSha256);
      for (const item of pack.items) expect(sha256(readFileSync(join(folder, item.path))), item.path).toBe(item.sha256);
      const audit = JSON.parse(readFileSync(join(folder, 'audit.json'), 'utf8'));
      expect(sha256(audit.content)).toBe(audit.contentSha256);
      expect(JSON.parse(audit.content).manifestSha256).toBe(pack.manifestSha256);
      const pdf = await bytesAt(world, pack.pdfUrl);
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      world.clock.advance(86_400_000);
      await world.restart();
      expect((await bytesAt(world, pack.zipUrl)).equals(zip)).toBe(true);
      expect((await bytesAt(world, pack.pdfUrl)).equals(pdf)).toBe(true);
    });

    it('takes later papers in numbered supplements only', async () => {
      const world = await openEvidenceWorld(engine);
      const owner = aShipper(world.accountId);
      await world.fact('AF');
      const id = await world.claim();
      const [first] = await world.packs(id);
      const zip = await bytesAt(world, first.zipUrl);
      world.clock.advance(1_000);
      await world.attach('PHOTO', await world.upload(jpeg('later'), 'later.jpg', owner));
      const [frozen, supplement] = await world.packs(id);
      expect(frozen).toEqual(first);
      expect(supplement).toMatchObject({ number: 1, itemCount: 1, previousManifestSha256: first.manifestSha256 });
      expect(supplement.items[0]).toMatchObject({ position: 1, kind: 'PHOTO', path: 'files/0001-later.jpg' });
      expect((await bytesAt(world, first.zipUrl)).equals(zip)).toBe(true);
      const more = `mutation ($id: ID!) { supplementEvidence(claimId: $id) { __typename ... on Refusal { code } } }`;
      expect((await world.ask(more, { id })).supplementEvidence).toMatchObject({ code: 'EVIDENCE_NOTHING_NEW' });
      world.clock.advance(1_000);
      await world.fact('SD', { note: 'late word of the carrier' });
      expect((await world.ask(more, { id })).supplementEvidence).toEqual({ __typename: 'Claim' });
      expect((await world.packs(id)).map(({ number, itemCount }) => [number, itemCount])).toEqual([
        [0, first.itemCount],
        [1, 1],
        [2, 2],
      ]);
    });

    it('is gathered once, also after an end in between', async () => {
      const world = await openEvidenceWorld(engine);
      await world.fact('AF');
      // The same loss twice would be one claim.
      const lines = (n: number) => [{ description: `Lamp ${n}`, quantity: 1, cause: 'DAMAGE', amountMinor: 100 }];
      const claimed = Array.from({ length: 5 }, (_, n) => n % 2);
      const filed = Promise.all(claimed.map((n) => world.claim({ idempotencyKey: `k${n}`, lines: lines(n) })));
      const ids = [...new Set(await filed)];
      // Nobody waits for the packs: the process ends with what it has begun.
      await world.restart();
      expect(ids).toHaveLength(2);
      for (const id of ids) expect(await world.packs(id)).toMatchObject([{ number: 0, state: 'FROZEN' }]);
      await world.restart();
      for (const id of ids) expect(await world.packs(id)).toHaveLength(1);
    });

    it('is gathered by who comes after a process that died', async () => {
      const world = await openEvidenceWorld(engine);
      await world.fact('AF');
      let id = '';
      // A process that ends with the answer leaves what a filing commits: this one cannot gather anything.
      await world.restart(async () => {
        const surroundings = { bus: new MemoryBus(silentLog), log: silentLog, now: world.clock.now, passive: true };
        const dying = await openServiceSubgraph({ databaseUrl: world.serviceUrl, ...surroundings });
        const filed = await graphAs(dying, aShipper(world.accountId)).ask(
          `mutation ($shipment: ID!) { fileClaim(input: { shipmentId: $shipment, liabilityAsserted: true, statement: "Lost",
             lines: [{ description: "Lamp", quantity: 1, cause: LOSS, amountMinor: 1 }] }) {
             ... on Claim { id evidence { state } } } }`,
          { shipment: world.shipmentId },
        );
        expect(filed.fileClaim.evidence).toEqual([{ state: 'ASSEMBLING' }]);
        id = filed.fileClaim.id;
        await dying.stop();
      });
      expect(await world.packs(id)).toMatchObject([{ number: 0, state: 'FROZEN' }]);
    });

    it('shows what was altered, and is not handed out', async () => {
      const world = await openEvidenceWorld(engine);
      const owner = aShipper(world.accountId);
      await world.fact('AF');
      for (const mark of ['a', 'b']) await world.attach('PHOTO', await world.upload(jpeg(mark), `${mark}.jpg`, owner));
      const [pack] = await world.packs(await world.claim());
      const check = async () => (await world.fetch(pack.checkUrl, owner)).json();
      expect(await check()).toMatchObject({ state: 'INTACT', itemCount: pack.itemCount, faults: [] });
      writeFileSync(storedAt(world, sha256(jpeg('a'))), jpeg('c'));
      rmSync(storedAt(world, sha256(jpeg('b'))));
      expect(await check()).toMatchObject({
        state: 'ALTERED',
        faults: [
          { what: 'FILE_ALTERED', name: expect.stringMatching(/a\.jpg$/) },
          { what: 'FILE_MISSING', name: expect.stringMatching(/b\.jpg$/) },
        ],
      });
      const refused = await world.fetch(pack.zipUrl, owner);
      expect([refused.status, await refused.json()]).toMatchObject([
        409,
        { code: 'CONFLICT', message: expect.stringContaining('a.jpg') },
      ]);
      expect((await world.fetch(pack.pdfUrl, owner)).status).toBe(409);
    });

    it('names the row that somebody changed behind its back', async () => {
      const world = await openEvidenceWorld(engine);
      await world.fact('AF');
      const [pack] = await world.packs(await world.claim());
      const { db } = world.quayside().subgraphs.service!;
      const change = (sql: string) => db.write((em) => em.query(sql));
      const faults = async () => {
        const answer = (await (await world.fetch(pack.checkUrl, aShipper(world.accountId))).json()) as {
          faults: { what: string; name: string }[];
        };
        return answer.faults.map(({ what, name }) => [what, name]);
      };
      const milestone = pack.items.find(({ kind }: { kind: string }) => kind === 'MILESTONE');
      await change(`UPDATE evidence_item SET title = 'D1' WHERE pack_id = '${pack.id}' AND kind = 'MILESTONE'`);
      expect(await faults()).toEqual([['ITEM_ALTERED', milestone.path]]);
      await change(`DELETE FROM evidence_item WHERE pack_id = '${pack.id}' AND kind = 'GOODS'`);
      expect(await faults()).toContainEqual(['ITEM_MISSING', expect.stringMatching(/goods\.json$/)]);
      await change(`UPDATE evidence_text SET text = REPLACE(text, 'Crushed', 'Soaked') WHERE pack_id = '${pack.id}'`);
      expect(await faults()).toContainEqual(['ITEM_ALTERED', 'items/0001-claim.json']);
      await change(`UPDATE audit_record SET actor = 'Nobody' WHERE subject = '${pack.id}'`);
      expect(await faults()).toContainEqual(['RECORD_ALTERED', 'audit.json']);
    });

    it('is for the account and the staff in reach alone', async () => {
      const world = await openEvidenceWorld(engine);
      await world.fact('AF');
      const [pack] = await world.packs(await world.claim());
      const status = async (viewer: Parameters<typeof world.fetch>[1]) =>
        Promise.all(
          [pack.zipUrl, pack.pdfUrl, pack.checkUrl].map(async (url) => (await world.fetch(url, viewer)).status),
        );
      expect(await status(aShipper(world.accountId))).toEqual([200, 200, 200]);
      expect(await status(aStaffMember('/'))).toEqual([200, 200, 200]);
      const strangers = [
        aShipper(world.otherAccountId),
        aKey(world.otherAccountId),
        aKey(world.accountId, ['write']),
        aStaffMember('/elsewhere/'),
        aLinkHolder(world.accountId, world.shipmentId),
      ];
      for (const stranger of strangers) expect(await status(stranger), stranger.name).toEqual([404, 404, 404]);
      expect((await fetch(`${world.quayside().url}${pack.zipUrl}`)).status).toBe(401);
    });

    it('leaves out what the staff keep among themselves', async () => {
      const world = await openEvidenceWorld(engine);
      const staff = aStaffMember('/');
      await world.fact('AF');
      const id = await world.claim();
      await world.packs(id);
      const reply = async (body: string, internal: boolean) => {
        world.clock.advance(1_000);
        const fileId = await world.upload(jpeg(body), `${body}.jpg`, staff, world.accountId);
        const attachments = [{ fileId, fileName: `${body}.jpg`, mediaType: 'image/jpeg' }];
        const text = `mutation ($input: ReplyInput!) { replyToClaim(input: $input) { __typename } }`;
        const answer = await world.ask(text, { input: { id, body, internal, attachments } }, staff);
        expect(answer.replyToClaim).toEqual({ __typename: 'Claim' });
      };
      await reply('secret', true);
      expect(await world.packs(id)).toHaveLength(1);
      await reply('open', false);
      const [, supplement] = await world.packs(id);
      expect(supplement.items.map(({ kind, title }: Answer) => [kind, title])).toEqual([
        ['MESSAGE', 'Ada Manager: open'],
        ['ATTACHMENT', 'open.jpg'],
      ]);
    });

    it('has no file that is not what its name says', async () => {
      const world = await openEvidenceWorld(engine);
      const owner = aShipper(world.accountId);
      const scripts = [
        '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        '<!doctype html><script>1</script>',
      ];
      for (const script of scripts)
        await expect(world.upload(Buffer.from(script), 'photo.jpg', owner)).rejects.toThrow('FILE_KIND');
      expect(existsSync(storedAt(world, sha256(scripts[0]!)))).toBe(false);
    });
  });
});

const sqlite = sqliteEngine();

// How files are read does not depend on the store.
it('streams hundreds of photos of evidence', async () => {
  const world = await openEvidenceWorld(sqlite);
  const owner = aShipper(world.accountId);
  await world.fact('AF');
  for (let n = 0; n < 210; n++) await world.attach('PHOTO', await world.upload(jpeg(`${n}`), `damage ${n}.jpg`, owner));
  const [pack] = await world.packs(await world.claim());
  expect(pack.items.filter(({ kind }: { kind: string }) => kind === 'PHOTO')).toHaveLength(210);
  const zip = await bytesAt(world, pack.zipUrl);
  writeFileSync(join(world.home, 'photos.zip'), zip);
  const names = execFileSync('unzip', ['-Z1', join(world.home, 'photos.zip')], { encoding: 'utf8' }).split('\n');
  expect(names.filter((name) => name.startsWith('files/'))).toHaveLength(210);
  execFileSync('unzip', ['-tq', join(world.home, 'photos.zip')]);
  expect((await bytesAt(world, pack.pdfUrl)).subarray(0, 5).toString()).toBe('%PDF-');
}, 120_000);
