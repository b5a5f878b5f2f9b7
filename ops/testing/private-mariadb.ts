import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { freePort } from './free-port.ts';

/** A MariaDB of our own: no password, any free port, gone with its folder when stopped. */
export interface PrivateMariaDb {
  /** Such as `mysql://root@127.0.0.1:40123`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Databases of tests live for seconds: in memory, DDL does not wait for a disk. */
const MEMORY = '/dev/shm';

/** @throws Error with the install command when there is no MariaDB on this machine. */
export async function startPrivateMariaDb(): Promise<PrivateMariaDb> {
  const daemon = findDaemon();
  // Short on purpose: socket paths end at 107 bytes.
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'qsdb-'));
  const data = join(folder, 'data');
  // A starting server removes every temporary table it finds in its tmpdir, another server's included.
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  const install = spawnSync(
    'mariadb-install-db',
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--tmpdir=${temporary}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      '--skip-name-resolve',
      ...asRoot,
    ],
    { encoding: 'utf8' },
  );
  if (install.status !== 0) throw new Error(`mariadb-install-db failed:\n${install.stdout}${install.stderr}`);
  const init = join(folder, 'init.sql');
  writeFileSync(
    init,
    `CREATE USER IF NOT EXISTS 'root'@'127.0.0.1' IDENTIFIED BY '';\nGRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;\n`,
  );
  const port = await freePort();
  const child = spawn(
    daemon,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--tmpdir=${temporary}`,
      `--socket=${join(folder, 's')}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--init-file=${init}`,
      '--innodb-buffer-pool-size=64M',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-doublewrite=0',
      '--innodb-file-per-table=0',
      '--skip-log-bin',
      '--max-connections=400',
      ...asRoot,
    ],
    { stdio: 'ignore' },
  );
  const url = `mysql://root@127.0.0.1:${port}`;
  await untilReady(url, child);
  return { url, stop: () => stop(child, folder) };
}

function findDaemon(): string {
  for (const name of ['mariadbd', '/usr/sbin/mariadbd']) {
    if (spawnSync(name, ['--version']).status === 0) return name;
  }
  throw new Error('MariaDB is missing. Install it: apt-get install -y --no-install-recommends mariadb-server');
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error(`mariadbd ended with ${child.exitCode}`);
    try {
      await (await createConnection(url)).end();
      return;
    } catch {
      await sleep(100);
    }
  }
  throw new Error('mariadbd did not answer within 30 s');
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
