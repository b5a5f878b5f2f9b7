// Plain JavaScript: it runs before anything has been built.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SKIPPED = new Set(['node_modules', 'dist', 'var', '.git']);
const SERVER = [
  'subgraphs',
  'gateway',
  'edi-bridge',
  'ops',
  'tsconfig.json',
  'tsconfig.base.json',
  'package-lock.json',
];
const PORTAL = ['portal-web', 'package-lock.json'];

function newest(path) {
  if (!existsSync(path)) return 0;
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  let latest = 0;
  for (const entry of readdirSync(path)) {
    if (!SKIPPED.has(entry)) latest = Math.max(latest, newest(join(path, entry)));
  }
  return latest;
}

function run(label, command, args, cwd = root) {
  const started = Date.now();
  process.stderr.write(`${label} … `);
  const outcome = spawnSync(process.execPath, [command, ...args], { cwd, encoding: 'utf8', maxBuffer: 64 << 20 });
  if (outcome.status !== 0) {
    process.stderr.write(`failed\n${outcome.stdout}${outcome.stderr}\n`);
    process.exit(1);
  }
  process.stderr.write(`${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

const bin = (name, path) => join(root, 'node_modules', name, path);

/** Runs `build` when a source is newer than the stamp of the last build. */
function whenStale(stampPath, sources, build) {
  const stamp = join(root, stampPath);
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  const started = Date.now() / 1000;
  if (Math.max(...sources.map((source) => newest(join(root, source)))) <= built) return;
  build();
  mkdirSync(join(stamp, '..'), { recursive: true });
  writeFileSync(stamp, `${started}\n`);
}

/** Builds what is stale: the servers with tsc, the portal and the tracking page with Vite. */
export function ensureBuilt() {
  whenStale('ops/dist/.built', SERVER, () => {
    run('Building the servers', bin('typescript', 'bin/tsc'), ['-b']);
    run('Joining their files', join(root, 'ops/bin/bundle.mjs'), []);
  });
  whenStale('portal-web/dist/.built', PORTAL, () => {
    const vite = bin('vite', 'bin/vite.js');
    run('Building the portal', vite, ['build', '-c', 'vite.portal.ts'], join(root, 'portal-web'));
    run('Building the tracking page', vite, ['build', '-c', 'vite.track.ts'], join(root, 'portal-web'));
  });
}
