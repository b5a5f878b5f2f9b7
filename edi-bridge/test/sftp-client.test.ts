import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@quayside/shared/ids';
import { sqliteEngine } from '@quayside/shared/testing/databases';
import { beforeAll, describe, expect, it } from 'vitest';
import { SftpClient } from '../src/channel/sftp/sftp-client.ts';
import { changed, fixture } from './fixtures.ts';
import { type Sshd, type SshKey, sshKey, startSshd } from './openssh.ts';
import { type World, worlds } from './world.ts';

const IN = '{ ediMessages(filter: { direction: IN }) { nodes { id state channel fileName partner { id } } } }';
const incoming = async (world: World) => (await world.edi.ask(IN)).ediMessages.nodes;
const channelOf = async (world: World) =>
  (await world.edi.ask('{ ediChannel(partnerId: "ACME") { waiting lastFailure lastSuccessAt } }')).ediChannel;

const start = worlds(sqliteEngine());
let key: SshKey;
let sshd: Sshd;

beforeAll(async () => {
  key = sshKey('quayside');
  sshd = await startSshd(key);
});

/** A file that nobody may rename, which takes a file system and rights that not every machine has. */
function canFreeze(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'quayside-frozen-'));
  const file = join(folder, 'file');
  writeFileSync(file, '');
  try {
    for (const flag of ['+i', '-i']) execFileSync('chattr', [flag, file], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const inbox = (): string => join(sshd.folder, 'to-quayside');
const outbox = (): string => join(sshd.folder, 'from-quayside');

/** A world whose partner ACME has an OpenSSH server of its own. */
async function open(kind = 'SFTP', more: Record<string, unknown> = {}) {
  for (const folder of [inbox(), outbox()]) for (const name of readdirSync(folder)) rmSync(join(folder, name));
  const world = await start();
  await world.partner({ id: 'ACME' });
  await world.channel('ACME', {
    kind,
    sftp: {
      ...{ host: '127.0.0.1', port: sshd.port, user: sshd.user, hostKeys: [sshd.hostKey.fingerprint] },
      ...{ fetchFrom: inbox(), putInto: outbox(), ...more },
    },
    secrets: { sftpPrivateKey: key.privateKey },
  });
  return world;
}

/** Lets the clock run until something is so: the bridge looks again when its time has come. */
const eventually = (world: World, look: () => unknown) =>
  expect.poll(
    async () => {
      world.clock.advance(20_000);
      return look();
    },
    { timeout: 20_000, interval: 300 },
  );

describe('a partner with an OpenSSH server', () => {
  it('has its files fetched when they have stopped growing', async () => {
    const world = await open();
    writeFileSync(join(inbox(), 'order.x12'), fixture('940-valid.x12'));
    writeFileSync(join(inbox(), 'later.x12.part'), 'ISA');
    writeFileSync(join(inbox(), '.hidden'), 'ISA');
    await eventually(world, async () => (await incoming(world))[0]?.state).toBe('PROCESSED');
    expect(await incoming(world)).toMatchObject([{ channel: 'sftp', fileName: 'order.x12', partner: { id: 'ACME' } }]);
    await eventually(world, () => readdirSync(inbox()).sort()).toEqual(['.hidden', 'later.x12.part']);
    // Seen earlier, it is still under its name for the time of writing.
    await eventually(world, () => readdirSync(outbox())).toEqual([expect.stringMatching(/-997-.*\.edi$/)]);
    const [name = ''] = readdirSync(outbox());
    expect(readFileSync(join(outbox(), name), 'utf8')).toContain('AK9*A*1*1*1');
    expect(world.out('ACME')).toEqual([]);
  });

  it('keeps a file that still grows', async () => {
    const world = await open();
    const bytes = fixture('940-valid.x12');
    let size = 100;
    const growing = setInterval(() => {
      size += 3;
      writeFileSync(join(inbox(), 'slow.x12'), bytes.subarray(0, size));
    }, 40);
    await eventually(world, () => size).toBeGreaterThan(250);
    clearInterval(growing);
    expect(await incoming(world)).toEqual([]);
    writeFileSync(join(inbox(), 'slow.x12'), bytes);
    await eventually(world, async () => (await incoming(world))[0]?.state).toBe('PROCESSED');
  });

  it('has a file taken up that was claimed before a crash', async () => {
    const world = await open();
    const id = newId();
    writeFileSync(join(inbox(), `.claimed-${id}-order.x12`), fixture('940-valid.x12'));
    await eventually(world, async () => (await incoming(world))[0]).toMatchObject({ id, state: 'PROCESSED' });
    writeFileSync(join(inbox(), `.claimed-${id}-order.x12`), fixture('940-valid.x12'));
    await eventually(world, () => readdirSync(inbox())).toEqual([]);
    expect(await incoming(world)).toHaveLength(1);
  });

  it('has a file with a very long name fetched', async () => {
    const world = await open();
    const name = `${'n'.repeat(240)}.x12`;
    writeFileSync(join(inbox(), name), fixture('940-valid.x12'));
    await eventually(world, async () => (await incoming(world))[0]?.state).toBe('PROCESSED');
    expect((await incoming(world))[0].fileName.endsWith('nnn.x12')).toBe(true);
    await eventually(world, () => readdirSync(inbox())).toEqual([]);
  });

  it.skipIf(!canFreeze())('is told of one file that cannot be claimed, and has the others fetched', async () => {
    const world = await open();
    const stuck = join(inbox(), 'a-stuck.x12');
    writeFileSync(stuck, fixture('940-valid.x12'));
    execFileSync('chattr', ['+i', stuck]);
    try {
      writeFileSync(join(inbox(), 'b-order.x12'), fixture('940-valid.x12'));
      await eventually(world, async () => (await incoming(world))[0]?.fileName).toBe('b-order.x12');
      await eventually(world, async () => (await channelOf(world)).lastFailure).toContain('a-stuck.x12');
      expect((await channelOf(world)).lastSuccessAt).not.toBeNull();
    } finally {
      execFileSync('chattr', ['-i', stuck]);
    }
    await eventually(world, async () => (await incoming(world)).length).toBe(2);
  });

  it('loses nothing when a name is taken', async () => {
    const world = await open();
    await world.bridge.db.write((em) => em.query(`UPDATE edi_channel SET retry_at = 4000000000000`));
    await world.send('ACME', fixture('940-valid.x12'));
    const [{ name }] = await world.bridge.db.read((em) =>
      em.query(`SELECT file_name AS name FROM edi_message WHERE direction = 'OUT'`),
    );
    writeFileSync(join(outbox(), name), 'something else');
    await world.bridge.db.write((em) => em.query(`UPDATE edi_channel SET retry_at = NULL`));
    await eventually(world, async () => (await channelOf(world)).lastFailure).toContain('another file');
    expect(readFileSync(join(outbox(), name), 'utf8')).toBe('something else');
    rmSync(join(outbox(), name));
    await eventually(world, async () => (await channelOf(world)).waiting).toBe(0);
    expect(readFileSync(join(outbox(), name), 'utf8')).toContain('AK9*A*1*1*1');
    expect(readdirSync(outbox()).filter((one) => one.endsWith('.tmp'))).toEqual([]);
  });

  it('is left alone while it is down, and then gets the same bytes', async () => {
    const world = await open('SFTP', { fetchFrom: null });
    await sshd.stop();
    await world.send('ACME', fixture('940-valid.x12'));
    await world.send(
      'ACME',
      changed('940-valid.x12', /000000001/g, '000000002')
        .toString()
        .replace('SO-1', 'SO-2'),
    );
    await eventually(world, async () => (await channelOf(world)).lastFailure).toContain('was not reached');
    expect((await channelOf(world)).waiting).toBe(2);
    sshd = await startSshd(key, sshd);
    await eventually(world, () => readdirSync(outbox()).length).toBe(2);
    await eventually(world, async () => (await channelOf(world)).waiting).toBe(0);
    const stored = await world.edi.ask('{ ediMessages(filter: { direction: OUT }) { nodes { fileName raw } } }');
    for (const { fileName, raw } of stored.ediMessages.nodes)
      expect(readFileSync(join(outbox(), fileName), 'utf8')).toBe(raw);
  });

  it('is asked nothing once the connection has ended', async () => {
    const settings = { host: '127.0.0.1', port: sshd.port, user: sshd.user, hostKeys: [sshd.hostKey.fingerprint] };
    const folders = { fetchFrom: inbox(), putInto: outbox() };
    const ending = new AbortController();
    const secrets = { sftpPrivateKey: key.privateKey };
    const client = await SftpClient.connect({ ...settings, ...folders }, secrets, ending.signal);
    expect(await client.list(inbox())).toEqual(expect.any(Array));
    ending.abort();
    await expect.poll(() => client.list(inbox()).then(String, String), { timeout: 10_000 }).toContain('was lost');
    await expect(client.read(join(inbox(), 'x')).next()).rejects.toThrow('was lost');
    await expect(SftpClient.connect({ ...settings, ...folders }, secrets, ending.signal)).rejects.toThrow('stop');
  });

  it('with another host key is sent nothing', async () => {
    const world = await open('SFTP', { hostKeys: [key.fingerprint] });
    await world.send('ACME', fixture('940-valid.x12'));
    await eventually(world, async () => (await channelOf(world)).lastFailure).toContain('is not the one on file');
    expect(readdirSync(outbox())).toEqual([]);
    expect(existsSync(join(world.home, 'keys', 'edi.key'))).toBe(true);
  });
});
