import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A NATS server of our own with JetStream: any free port, gone with its folder when stopped. */
export interface PrivateNats {
  /** Such as `nats://127.0.0.1:40123`. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * @param login lets only this user in; the URL then carries the login.
 * @throws Error with the install command when there is no NATS server on this machine.
 */
export async function startPrivateNats(login?: { user: string; password: string }): Promise<PrivateNats> {
  const daemon = findDaemon();
  const folder = mkdtempSync(join(tmpdir(), 'qsnats-'));
  const guarded = login ? ['--user', login.user, '--pass', login.password] : [];
  const args = ['-js', '-sd', folder, '-a', '127.0.0.1', '-p', '-1', '--ports_file_dir', folder, ...guarded];
  const child = spawn(daemon, args, { stdio: 'ignore' });
  const address = await untilReady(child, folder);
  const url = login ? address.replace('//', `//${login.user}:${login.password}@`) : address;
  return { url, stop: () => stop(child, folder) };
}

function findDaemon(): string {
  for (const name of ['nats-server', '/usr/sbin/nats-server']) {
    if (spawnSync(name, ['--version']).status === 0) return name;
  }
  throw new Error('NATS is missing. Install it: apt-get install -y --no-install-recommends nats-server');
}

/** The server writes the address that it chose into a file. */
async function untilReady(child: ChildProcess, folder: string): Promise<string> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error(`nats-server ended with ${child.exitCode}`);
    const file = readdirSync(folder).find((name) => name.endsWith('.ports'));
    const text = file ? readFileSync(join(folder, file), 'utf8') : '';
    if (text.trimEnd().endsWith('}')) {
      const [address] = (JSON.parse(text) as { nats: string[] }).nats;
      if (address) return address;
    }
    await sleep(20);
  }
  throw new Error('nats-server did not answer within 6 s');
}

function stop(child: ChildProcess, folder: string): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => {
      rmSync(folder, { recursive: true, force: true });
      resolve();
    });
    child.kill('SIGTERM');
  });
}
