import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, figure, median } from './figure.ts';

const ROUNDS = 3;
const MEGABYTE = 1024 * 1024;
const launcher = new URL('../../bin/start.mjs', import.meta.url).pathname;

interface Start {
  readonly seconds: number;
  readonly residentMegabytes: number;
}

/** `npm start` on a built tree and an empty store: time until ready, and memory with the demo data in it. */
export async function run(): Promise<Figure[]> {
  const starts: Start[] = [];
  for (let round = 0; round < ROUNDS; round++) starts.push(await startOnce());
  const seconds = median(starts.map((start) => start.seconds));
  const resident = median(starts.map((start) => start.residentMegabytes));
  return [
    figure({ bench: 'start', figure: 'ready with demo data', value: seconds, unit: 's', target: '<= 5' }),
    figure({ bench: 'start', figure: 'resident after demo data', value: resident, unit: 'MB', target: '<= 300' }),
  ];
}

async function startOnce(): Promise<Start> {
  const home = mkdtempSync(join(tmpdir(), 'quayside-start-'));
  const started = performance.now();
  const child = spawn(process.execPath, [launcher], {
    env: { ...process.env, PORT: '0', QUAYSIDE_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await untilReady(child);
    const seconds = (performance.now() - started) / 1000;
    return { seconds, residentMegabytes: residentBytes(child) / MEGABYTE };
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
    rmSync(home, { recursive: true, force: true });
  }
}

const untilReady = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      if (/^ready http/m.test(text)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}: ${text}`)));
  });

/** Resident set of a process, from the kernel. */
function residentBytes(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1024;
}
