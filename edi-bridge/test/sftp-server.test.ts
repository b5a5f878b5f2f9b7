import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteEngine } from '@quayside/shared/testing/databases';
import ssh2 from 'ssh2';
import { beforeAll, describe, expect, it } from 'vitest';
import { spotOf } from '../src/channel/sftp/virtual-path.ts';
import { changed, fixture } from './fixtures.ts';
import { type SshKey, sftp, sftpWithPassword, sshKey } from './openssh.ts';
import { type World, worlds } from './world.ts';

const PASSWORD = 'correct horse battery staple';
const IN = '{ ediMessages(filter: { direction: IN }) { nodes { state channel fileName partner { id } } } }';
const incoming = async (world: World) => (await world.edi.ask(IN)).ediMessages.nodes;
const shipmentCount = async (world: World) =>
  (await world.shipments.ask('{ shipments { nodes { id } } }')).shipments.nodes.length;

const start = worlds(sqliteEngine());
let acmeKey: SshKey;
let globexKey: SshKey;
let scratch: string;

beforeAll(() => {
  [acmeKey, globexKey] = [sshKey('acme'), sshKey('globex', 'rsa')];
  scratch = mkdtempSync(join(tmpdir(), 'quayside-sftp-'));
  writeFileSync(join(scratch, 'order.x12'), fixture('940-valid.x12'));
});

/** A world with our SFTP server, where ACME and GLOBEX may log in. */
async function open() {
  const world = await start({ sftp: { host: '127.0.0.1', port: 0 } });
  for (const [id, key] of [
    ['ACME', acmeKey],
    ['GLOBEX', globexKey],
  ] as const) {
    await world.partner({ id });
    const login = { user: id.toLowerCase(), publicKeys: [key.publicKey] };
    await world.channel(id, { login, secrets: { loginPassword: PASSWORD } });
  }
  const { ediStation } = await world.edi.ask('{ ediStation { sftpPort sftpHostKey } }');
  const port: number = ediStation.sftpPort;
  const acme = (...commands: string[]) => sftp({ port, user: 'acme', key: acmeKey }, commands);
  return { world, port, hostKey: ediStation.sftpHostKey as string, acme };
}

const folderOf = (world: World, id = 'ACME') => join(world.home, 'mailbox', id);

describe('OpenSSH sftp', () => {
  it('sends an order and fetches the answer', async () => {
    const { world, acme } = await open();
    expect(
      await acme(`put ${scratch}/order.x12 in/order.x12.part`, 'rename in/order.x12.part in/order.x12'),
    ).toMatchObject({ ok: true });
    await expect.poll(async () => (await incoming(world))[0]?.state, { timeout: 10_000 }).toBe('PROCESSED');
    expect(await incoming(world)).toMatchObject([{ channel: 'sftp', fileName: 'order.x12', partner: { id: 'ACME' } }]);
    await world.outFile('ACME', '997');
    const [name = ''] = world.out('ACME').map((file) => file.name);
    const fetched = await acme('cd out', 'ls -l', `get ${name} ${scratch}/answer`, `rm ${name}`, 'ls');
    expect(fetched).toMatchObject({ ok: true, text: expect.stringContaining(name) });
    expect(readFileSync(join(scratch, 'answer'), 'utf8')).toContain('AK9*A*1*1*1');
    expect(world.out('ACME')).toEqual([]);
  });

  it('logs in with a password or a key of its own', async () => {
    const { world, port, acme } = await open();
    const { ediChannel } = await world.edi.ask('{ ediChannel(partnerId: "ACME") { login { fingerprints } } }');
    expect(ediChannel.login.fingerprints).toEqual([acmeKey.fingerprint]);
    expect(await acme('pwd', 'ls')).toMatchObject({ ok: true, text: expect.stringMatching(/in\s+out/) });
    expect(await sftp({ port, user: 'globex', key: globexKey }, ['ls in'])).toMatchObject({ ok: true });
    expect(await sftpWithPassword(port, 'acme', PASSWORD, ['ls'])).toMatchObject({ ok: true });
    for (const outcome of [
      await sftpWithPassword(port, 'acme', 'another password', ['ls']),
      await sftpWithPassword(port, 'nobody', PASSWORD, ['ls']),
      await sftp({ port, user: 'acme', key: globexKey }, ['ls']),
      await sftp({ port, user: 'nobody', key: acmeKey }, ['ls']),
    ])
      expect(outcome).toMatchObject({ ok: false, text: expect.stringContaining('Permission denied') });
  });

  it('sees nothing but its own two folders', async () => {
    const { world, acme } = await open();
    const secret = join(world.home, 'secret');
    writeFileSync(secret, 'not for partners');
    symlinkSync(secret, join(folderOf(world), 'out', 'a-link'));
    symlinkSync(folderOf(world, 'GLOBEX'), join(folderOf(world), 'out', 'theirs'));
    writeFileSync(join(folderOf(world, 'GLOBEX'), 'out', 'theirs.edi'), 'not for ACME');
    const commands = [
      ...[
        'get ../../../secret',
        'get /etc/passwd',
        'get out/../../secret',
        'get out/a-link',
        'get ../GLOBEX/out/theirs.edi',
      ],
      ...['get out/theirs/out/theirs.edi', 'ls /etc', 'ls ../GLOBEX', 'mkdir more', 'mkdir in/more', 'rmdir out'],
      ...[
        'symlink /etc/passwd in/passwd',
        'ln -s /etc/passwd out/passwd',
        'rename in/order.x12 ../order.x12',
        'rm ../../secret',
      ],
      ...[
        `put ${scratch}/order.x12 order.x12`,
        `put ${scratch}/order.x12 out/order.x12`,
        `put ${scratch}/order.x12 in/.hidden`,
      ],
      ...[`put ${scratch}/order.x12 in/more/order.x12`, 'chmod 777 /etc/passwd'],
    ];
    for (const command of commands)
      expect([command, (await acme(`lcd ${scratch}`, command)).ok]).toEqual([command, false]);
    const listed = await acme('cd ../../..', 'pwd', 'ls', 'ls -a out');
    expect(listed.text).toContain('Remote working directory: /');
    expect(listed.text).not.toMatch(/link|theirs|secret|GLOBEX/);
    expect(readdirSync(folderOf(world)).sort()).toEqual(['in', 'out']);
    expect(readdirSync(join(folderOf(world), 'in'))).toEqual([]);
    expect(readFileSync(secret, 'utf8')).toBe('not for partners');
  });

  it('cannot replace a file that waits', async () => {
    const { world, acme } = await open();
    const commands = [`put ${scratch}/order.x12 in/a.tmp`, `put ${scratch}/order.x12 in/b.tmp`];
    expect(await acme(...commands)).toMatchObject({ ok: true });
    expect(await acme(`put ${scratch}/order.x12 in/a.tmp`)).toMatchObject({ ok: false });
    expect(await acme('rename in/a.tmp in/b.tmp')).toMatchObject({ ok: false });
    expect(readdirSync(join(folderOf(world), 'in')).sort()).toEqual(['a.tmp', 'b.tmp']);
  });

  it('of another partner cannot speak for this one', async () => {
    const { world, port } = await open();
    const mallory = changed('940-valid.x12', 'SO-1*', 'SO-2*');
    writeFileSync(join(scratch, 'stolen.x12'), mallory);
    await sftp({ port, user: 'globex', key: globexKey }, [`put ${scratch}/stolen.x12 in/`]);
    await expect.poll(async () => (await incoming(world))[0]?.state, { timeout: 10_000 }).toBe('HELD');
    expect(await incoming(world)).toMatchObject([{ partner: { id: 'GLOBEX' }, fileName: 'stolen.x12' }]);
    expect(await shipmentCount(world)).toBe(0);
  });
});

type Client = InstanceType<typeof ssh2.Client>;

async function connected(port: number): Promise<{ client: Client; session: ssh2.SFTPWrapper }> {
  const client = new ssh2.Client();
  await new Promise((resolve, reject) => {
    client.once('ready', resolve as () => void).once('error', reject);
    // Hung up on before a word was said: there is no error then.
    client.once('close', () => reject(new Error('it hung up')));
    client.connect({ host: '127.0.0.1', port, username: 'acme', privateKey: acmeKey.privateKey });
  });
  const session = await new Promise<ssh2.SFTPWrapper>((resolve, reject) =>
    client.sftp((error, value) => (error ? reject(error) : resolve(value))),
  );
  return { client, session };
}

/** Shows a public key, as everybody can who has seen it, and never signs; resolves when that was heard. */
function showsKey(port: number, publicKey: string): Promise<Client> {
  const client = new ssh2.Client();
  return new Promise((resolve, reject) => {
    class Shown extends ssh2.BaseAgent {
      override getIdentities(done: (error: null, keys: string[]) => void): void {
        done(null, [publicKey]);
      }
      override sign(): void {
        resolve(client);
      }
    }
    client.on('error', reject);
    client.connect({ host: '127.0.0.1', port, username: 'acme', agent: new Shown() });
  });
}

describe('a login', () => {
  it('is not taken by whoever shows a public key', async () => {
    const { port, acme } = await open();
    const shown = await Promise.all(Array.from({ length: 10 }, () => showsKey(port, acmeKey.publicKey)));
    expect(await acme('ls')).toMatchObject({ ok: true });
    const more = await Promise.all(Array.from({ length: 10 }, () => showsKey(port, acmeKey.publicKey)));
    await expect(connected(port)).rejects.toThrow();
    for (const client of [...shown, ...more]) client.destroy();
    await expect.poll(async () => (await acme('ls')).ok, { timeout: 20_000 }).toBe(true);
  }, 60_000);

  it('that is taken away ends what was opened with it', async () => {
    const { world, port } = await open();
    const { client, session } = await connected(port);
    const list = () =>
      new Promise<string>((resolve) => session.readdir('/out', (error) => resolve(error ? error.message : 'ok')));
    expect(await list()).toBe('ok');
    await world.channel('ACME', { login: null });
    expect(await list()).toContain('Log in again');
    client.end();
  });
});

describe('an upload', () => {
  const opened = (session: ssh2.SFTPWrapper, name: string): Promise<Buffer> =>
    new Promise((resolve, reject) =>
      session.open(name, 'w', (error, handle) => (error ? reject(error) : resolve(handle))),
    );
  const done = (ask: (callback: (error?: Error | null) => void) => void): Promise<string> =>
    new Promise((resolve) => ask((error) => resolve(error ? error.message : 'ok')));

  it('is seen only when it is whole, and not at all when it is cut off', async () => {
    const { world, port } = await open();
    const bytes = fixture('940-valid.x12');
    const { client, session } = await connected(port);
    const handle = await opened(session, '/in/order.x12');
    expect(await done((callback) => session.write(handle, bytes, 0, 400, 0, callback))).toBe('ok');
    const folder = join(folderOf(world), 'in');
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^\.upload-/)]);
    client.destroy();
    await expect.poll(() => readdirSync(folder)).toEqual([]);
    // A crash of ours leaves the piece; the next start throws it away.
    writeFileSync(join(folder, '.upload-01ARZ3NDEKTSV4RRFFQ69G5FAV'), bytes.subarray(0, 400));
    await world.restart();
    expect(readdirSync(folder)).toEqual([]);
    expect(await incoming(world)).toEqual([]);
  });

  it('with holes or without end is not kept', async () => {
    const { world, port } = await open();
    const { client, session } = await connected(port);
    const holed = await opened(session, '/in/holed.x12');
    await done((callback) => session.write(holed, Buffer.from('abc'), 0, 3, 100, callback));
    expect(await done((callback) => session.close(holed, callback))).toContain('holes');
    const huge = await opened(session, '/in/huge.x12');
    const far = 65 * 1024 * 1024;
    expect(await done((callback) => session.write(huge, Buffer.from('abc'), 0, 3, far, callback))).toContain('at most');
    expect(await done((callback) => session.close(huge, callback))).not.toBe('ok');
    client.end();
    expect(readdirSync(join(folderOf(world), 'in'))).toEqual([]);
    // The rest of SSH is not there at all.
    const shell = await new Promise<string>((resolve) => {
      const other = new ssh2.Client();
      other.once('ready', () => other.exec('id', (error) => resolve(error ? 'refused' : 'ran')));
      other.connect({ host: '127.0.0.1', port, username: 'acme', privateKey: acmeKey.privateKey });
    });
    expect(shell).toBe('refused');
  });
});

describe('a path', () => {
  it.each([
    ['/', { kind: 'root' }],
    ['..', { kind: 'root' }],
    ['in/../out', { kind: 'folder', folder: 'out' }],
    ['/in/a.edi', { kind: 'file', folder: 'in', name: 'a.edi' }],
    ['in/../../in/a.edi', { kind: 'file', folder: 'in', name: 'a.edi' }],
  ])('%s leads to a place', (path, spot) => {
    expect(spotOf(path)).toEqual(spot);
  });

  it.each(['/etc', '/in/a/b', '/in/.a', '/in/a\0b', '/in/a\nb', '/IN', '/in/\\..\\x', `/in/${'x'.repeat(201)}`])(
    '%j leads nowhere',
    (path) => {
      expect(spotOf(path)).toBeNull();
    },
  );
});
