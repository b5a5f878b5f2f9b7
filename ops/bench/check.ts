import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Checked } from './check-worker.ts';
import { type Figure, figure, median } from './figure.ts';
import { writeOrders } from './orders.ts';

const execute = promisify(execFile);
const PASSES = 9;
/** One order in so many is damaged in the file whose 997 is counted. */
const DAMAGED_EVERY = 97;

/** Full content validation with its 997, over 10 MB and 50 MB of 940s: speed, memory, and whether the 997 counts right. */
export async function run(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'quayside-check-'));
  try {
    const small = writeOrders(join(folder, '10mb.x12'), 10);
    const large = writeOrders(join(folder, '50mb.x12'), 50);
    return [await speed(small), ...(await memory(large)), await counts(small, join(folder, 'damaged.x12'))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function speed(file: string): Promise<Figure> {
  const { passes } = await check(file, PASSES);
  const value = 10 / (median(passes) / 1000);
  return figure({ bench: 'check', figure: 'full content validation, 10 MB', value, unit: 'MB/s', target: '>= 10' });
}

async function memory(file: string): Promise<Figure[]> {
  const { passes, rssMb } = await check(file, 1);
  const value = 50 / (median(passes) / 1000);
  return [
    figure({ bench: 'check', figure: 'full content validation, 50 MB, cold', value, unit: 'MB/s', target: '>= 10' }),
    figure({ bench: 'check', figure: 'greatest resident memory, 50 MB', value: rssMb, unit: 'MB', target: '<= 150' }),
  ];
}

/** Damages some orders in a way that rejects exactly them, and compares the 997 with what was done. */
async function counts(file: string, damaged: string): Promise<Figure> {
  const sets = readFileSync(file, 'latin1').split(/(?=ST\*940)/);
  const total = sets.length - 1;
  const broken = sets.map((set, at) => (at > 0 && at % DAMAGED_EVERY === 0 ? set.replace('W05*N*', 'W05*N**') : set));
  writeFileSync(damaged, broken.join(''), 'latin1');
  const rejected = Math.floor(total / DAMAGED_EVERY);
  const found = await check(damaged, 1);
  const wanted = [total, total, total - rejected];
  const wrong =
    wanted.filter((count, at) => found.counts[at] !== count).length +
    Math.abs((found.sets['R'] ?? 0) - rejected) +
    Math.abs((found.sets['A'] ?? 0) - (total - rejected));
  const what = `wrong counts in the 997 for ${total} sets, ${rejected} of them damaged`;
  return figure({ bench: 'check', figure: what, value: wrong, unit: 'counts', target: '<= 0' });
}

async function check(file: string, passes: number): Promise<Checked> {
  const worker = fileURLToPath(import.meta.url).replace(/check\.(ts|js)$/, 'check-worker.$1');
  const inherited = process.execArgv.filter((argument) => !argument.startsWith('--inspect'));
  const { stdout } = await execute(process.execPath, [...inherited, worker, file, String(passes)]);
  return JSON.parse(stdout) as Checked;
}
