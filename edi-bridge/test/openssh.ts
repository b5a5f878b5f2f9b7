import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'quayside-ssh-'));
const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
  rmSync(root, { recursive: true, force: true });
});

/** A key pair of OpenSSH. */
export interface SshKey {
  readonly path: string;
  readonly privateKey: string;
  /** One line. */
  readonly publicKey: string;
  /** `SHA256:…` */
  readonly fingerprint: string;
}

export function sshKey(name: string, type = 'ed25519'): SshKey {
  const path = join(root, name);
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', name, '-f', path]);
  const listed = execFileSync('ssh-keygen', ['-lf', path]).toString();
  return {
    path,
    privateKey: readFileSync(path, 'utf8'),
    publicKey: readFileSync(`${path}.pub`, 'utf8').trim(),
    fingerprint: /SHA256:\S+/.exec(listed)?.[0] ?? '',
  };
}

/** What OpenSSH's `sftp` said to a batch of commands, and whether all of them went well. */
export interface SftpOutcome {
  readonly ok: boolean;
  readonly text: string;
}

/** Runs OpenSSH's own `sftp` with a key. A command that starts with `-` may fail without ending the batch. */
export function sftp(
  { port, user, key }: { port: number; user: string; key: SshKey },
  commands: readonly string[],
): Promise<SftpOutcome> {
  const batch = join(root, `batch-${Math.random()}`);
  writeFileSync(batch, `${commands.join('\n')}\n`);
  const args = [
    '-b',
    batch,
    '-P',
    String(port),
    '-i',
    key.path,
    ...OPTIONS,
    '-o',
    'BatchMode=yes',
    `${user}@127.0.0.1`,
  ];
  return run('sftp', args);
}

/** Logs in with a password, which OpenSSH asks a program for. */
export function sftpWithPassword(
  port: number,
  user: string,
  password: string,
  commands: readonly string[],
): Promise<SftpOutcome> {
  const [batch, askpass] = [join(root, `batch-${Math.random()}`), join(root, 'askpass')];
  writeFileSync(batch, `${commands.join('\n')}\n`);
  writeFileSync(askpass, '#!/bin/sh\nprintf "%s\\n" "$QUAYSIDE_TEST_PASSWORD"\n');
  chmodSync(askpass, 0o700);
  const env = { SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: 'force', QUAYSIDE_TEST_PASSWORD: password };
  const only = ['-o', 'PreferredAuthentications=password', '-o', 'NumberOfPasswordPrompts=1'];
  return run(
    'sftp',
    ['-o', 'BatchMode=no', '-b', batch, '-P', String(port), ...OPTIONS, ...only, `${user}@127.0.0.1`],
    env,
  );
}

const OPTIONS = [
  ...[
    '-F',
    '/dev/null',
    '-o',
    'StrictHostKeyChecking=no',
    '-o',
    'UserKnownHostsFile=/dev/null',
    '-o',
    'LogLevel=ERROR',
  ],
  ...['-o', 'IdentitiesOnly=yes', '-o', 'ConnectTimeout=20'],
];

const run = (command: string, args: readonly string[], env: Record<string, string> = {}): Promise<SftpOutcome> =>
  new Promise((resolve) => {
    execFile(command, args, { env: { ...process.env, ...env }, timeout: 60_000 }, (error, out, err) =>
      resolve({ ok: error === null, text: `${out}${err}` }),
    );
  });

/** A running OpenSSH server with `internal-sftp`, under the user of this process. */
export interface Sshd {
  readonly port: number;
  readonly user: string;
  readonly hostKey: SshKey;
  readonly folder: string;
  stop(): Promise<void>;
}

/** Starts OpenSSH's own server on a free port, for one key. */
export async function startSshd(
  allowed: SshKey,
  given?: { port: number; hostKey: SshKey; folder: string },
): Promise<Sshd> {
  const folder = given?.folder ?? mkdtempSync(join(root, 'partner-'));
  for (const name of ['to-quayside', 'from-quayside']) mkdirSync(join(folder, name), { recursive: true });
  const hostKey = given?.hostKey ?? sshKey(`host-${Math.random()}`);
  const port = given?.port ?? (await freePort());
  const [authorized, config] = [join(folder, '.keys'), join(folder, '.config')];
  writeFileSync(authorized, `${allowed.publicKey}\n`, { mode: 0o600 });
  writeFileSync(
    config,
    [
      ...[`Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${hostKey.path}`, `AuthorizedKeysFile ${authorized}`],
      ...['UsePAM no', 'StrictModes no', 'PasswordAuthentication no', 'PermitRootLogin yes', 'PidFile none'],
      ...['Subsystem sftp internal-sftp', 'MaxStartups 100', ''],
    ].join('\n'),
  );
  // As root, it wants the folder in which its unprivileged half is locked up.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  server.stderr.resume();
  const stop = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGTERM');
    await once(server, 'exit');
  };
  stops.push(stop);
  await reachable(port);
  return { port, user: userInfo().username, hostKey, folder, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function reachable(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const socket = connect(port, '127.0.0.1');
    const up = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`sshd does not listen on ${port}`);
}
