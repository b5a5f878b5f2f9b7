// Plain JavaScript: it runs before anything has been built.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

const chromium = process.env.CHROME_PATH ?? '/usr/bin/chromium-headless-shell';

/** What the tests drive for real, and the Debian package that brings it. */
const PROGRAMS = [
  { name: 'MariaDB', package: 'mariadb-server', found: () => answers('mariadbd') || existsSync('/usr/sbin/mariadbd') },
  { name: 'NATS', package: 'nats-server', found: () => answers('nats-server') },
  { name: 'Chromium', package: 'chromium-headless-shell', found: () => existsSync(chromium) },
  { name: 'CJK fonts', package: 'fonts-noto-cjk', found: () => existsSync('/usr/share/fonts/opentype/noto') },
  { name: 'sftp', package: 'openssh-client', found: () => existsSync('/usr/bin/sftp') },
  { name: 'OpenSSH server', package: 'openssh-server', found: () => existsSync('/usr/sbin/sshd') },
  { name: 'OpenSSL', package: 'openssl', found: () => answers('openssl') },
];

const answers = (command) => spawnSync(command, [command === 'openssl' ? 'version' : '--version']).status === 0;

/**
 * Installs missing servers as root on Debian, while others work; elsewhere stops with the command to run.
 * @returns when they are there.
 */
export async function ensureServers() {
  const missing = PROGRAMS.filter((program) => !program.found());
  if (missing.length === 0) return;
  const names = missing.map((program) => program.name).join(', ');
  const packages = missing.map((program) => program.package);
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.error(`The tests need ${names}. Install it and try again:\n  sudo apt-get update && sudo ${command}`);
    process.exit(1);
  }
  console.error(`Installing ${names} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update', '-q'], command.split(' ').slice(1)]) {
    try {
      await run('apt-get', args, { env, maxBuffer: 64 << 20 });
    } catch (error) {
      console.error(`apt-get ${args.join(' ')} failed:\n${error.stdout}${error.stderr}`);
      process.exit(1);
    }
  }
}
