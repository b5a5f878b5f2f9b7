import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Figure, figure, median } from './figure.ts';
import { writeOrders } from './orders.ts';
import type { Reading } from './scan-worker.ts';

const execute = promisify(execFile);

/** Scanner and envelope checks over 10 MB and 50 MB of 940s, against a bare split by terminator and two libraries. */
export async function run(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'quayside-scan-'));
  try {
    const small = writeOrders(join(folder, '10mb.x12'), 10);
    const large = writeOrders(join(folder, '50mb.x12'), 50);
    return [
      await speed(small, 10),
      await speed(large, 50),
      await against('node-x12', small, '>= 10'),
      await against('x12-parser', small, '>= 5'),
      await memory(large),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function speed(file: string, megabytes: number): Promise<Figure> {
  const [bare, ours] = await read('split,scan', file, 25);
  if (!bare || !ours || bare.segments !== ours.segments) throw new Error('the two readers count differently');
  const ratio = median(ours.passes.map((own, pass) => (bare.passes[pass] ?? 0) / own));
  const value = megabytes / (median(ours.passes) / 1000);
  const facts = { bench: 'scan', unit: 'MB/s', baseline: 'bare split by terminator', target: '>= 0.7' };
  return figure({ ...facts, figure: `scanner and envelope checks, ${megabytes} MB`, value, ratio });
}

/** Each in a fresh process, one pass: libraries are not warmed up either when a file comes in. */
async function against(library: 'node-x12' | 'x12-parser', file: string, target: string): Promise<Figure> {
  const [theirs] = await read(library, file, 1);
  const [ours] = await read('scan', file, 1);
  if (!theirs || !ours || theirs.sets !== ours.sets) throw new Error(`${library} counts differently`);
  const [their = 0, our = 1] = [theirs.passes[0], ours.passes[0]];
  const value = 10 / (our / 1000);
  const facts = {
    bench: 'scan',
    unit: 'MB/s',
    baseline: `${library}, ${(10 / (their / 1000)).toFixed(1)} MB/s`,
    target,
  };
  return figure({ ...facts, figure: 'scanner and envelope checks, cold, 10 MB', value, ratio: their / our });
}

async function memory(file: string): Promise<Figure> {
  const [reading] = await read('scan', file, 1);
  const value = reading?.rssMb ?? Number.POSITIVE_INFINITY;
  return figure({ bench: 'scan', figure: 'greatest resident memory, 50 MB', value, unit: 'MB', target: '<= 100' });
}

async function read(readers: string, file: string, passes: number): Promise<Reading[]> {
  const own = fileURLToPath(import.meta.url);
  const worker = own.replace(/scan\.(ts|js)$/, 'scan-worker.$1');
  const inherited = process.execArgv.filter((argument) => !argument.startsWith('--inspect'));
  const { stdout } = await execute(process.execPath, [...inherited, worker, readers, file, String(passes)]);
  return JSON.parse(stdout) as Reading[];
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const each of await run()) console.log(JSON.stringify(each));
