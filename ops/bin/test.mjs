import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureServers } from './ensure-servers.mjs';

/* Everything that must hold: types, lint, generated files, and every test. Ends with `N passed, N failed`. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = (path) => join(root, 'node_modules', path);
let passed = 0;
let failed = 0;

async function check(label, args) {
  const started = Date.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const [status] = await once(child, 'exit');
  const good = status === 0;
  if (good) passed++;
  else failed++;
  console.log(`${good ? 'ok    ' : 'FAILED'} ${label} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

function runTests(filters) {
  const folder = mkdtempSync(join(tmpdir(), 'quayside-test-'));
  const report = join(folder, 'report.json');
  const args = [
    bin('vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const outcome = spawnSync(process.execPath, [...args, ...filters], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites, success } = JSON.parse(readFileSync(report, 'utf8'));
    passed += numPassedTests;
    failed += numFailedTests;
    // A file that cannot even be loaded has no tests to count.
    if (numFailedTests === 0 && (!success || outcome.status !== 0)) failed += Math.max(1, numFailedTestSuites);
  } catch (error) {
    console.error(`The test run left no report: ${error.message}`);
    failed++;
  }
  rmSync(folder, { recursive: true, force: true });
}

const servers = ensureServers();
const filters = process.argv.slice(2);
if (filters.length === 0) {
  const tsc = bin('typescript/bin/tsc');
  await check('types of the servers', [tsc, '-b']);
  await check('types of the tests', [tsc, '-p', 'tsconfig.test.json']);
  await check('types of the portal', [tsc, '-p', 'portal-web']);
  await check('format and lint', [bin('@biomejs/biome/bin/biome'), 'check', '.']);
  await check('generated files are fresh', [
    bin('tsx/dist/cli.mjs'),
    '--conditions=source',
    'ops/codegen.ts',
    '--check',
  ]);
}
ensureBuilt();
await servers;
runTests(filters);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
