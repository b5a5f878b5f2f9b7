import { execFile } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type OutgoingSegment, type OutgoingSet, writeInterchange } from '@quayside/edi-bridge/x12/write';
import { type Figure, figure, median } from './figure.ts';
import type { Reading } from './scan-worker.ts';

const execute = promisify(execFile);
const setsPerInterchange = 200;

/** Scanner and envelope checks against a bare split by terminator and against node-x12, over 10 MB and 50 MB of 940s. */
export async function run(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'quayside-scan-'));
  try {
    const small = writeOrders(join(folder, '10mb.x12'), 10);
    const large = writeOrders(join(folder, '50mb.x12'), 50);
    return [await speed(small, 10), await speed(large, 50), await againstNodeX12(small), await memory(large)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function speed(file: string, megabytes: number): Promise<Figure> {
  const [bare, ours] = await read('split,scan', file, 25);
  if (!bare || !ours || bare.segments !== ours.segments) throw new Error('the two readers count differently');
  const ratio = median(ours.passes.map((own, pass) => (bare.passes[pass] ?? 0) / own));
  const value = megabytes / (median(ours.passes) / 1000);
  const facts = { bench: 'scan', unit: 'MB/s', baseline: 'bare split by terminator', target: '>= 0.5' };
  return figure({ ...facts, figure: `scanner and envelope checks, ${megabytes} MB`, value, ratio });
}

async function againstNodeX12(file: string): Promise<Figure> {
  const [theirs] = await read('node-x12', file, 1);
  const [ours] = await read('scan', file, 1);
  if (!theirs || !ours || theirs.sets !== ours.sets) throw new Error('node-x12 counts differently');
  const [their = 0, our = 1] = [theirs.passes[0], ours.passes[0]];
  const facts = { bench: 'scan', unit: 'MB/s', baseline: 'node-x12 parse', target: '>= 5' };
  return figure({
    ...facts,
    figure: 'scanner and envelope checks, cold, 10 MB',
    value: 10 / (our / 1000),
    ratio: their / our,
  });
}

async function memory(file: string): Promise<Figure> {
  const [reading] = await read('scan', file, 1);
  const value = reading?.rssMb ?? Number.POSITIVE_INFINITY;
  return figure({ bench: 'scan', figure: 'greatest resident memory, 50 MB', value, unit: 'MB', target: '<= 120' });
}

async function read(readers: string, file: string, passes: number): Promise<Reading[]> {
  const own = fileURLToPath(import.meta.url);
  const worker = own.replace(/scan\.(ts|js)$/, 'scan-worker.$1');
  const inherited = process.execArgv.filter((argument) => !argument.startsWith('--inspect'));
  const { stdout } = await execute(process.execPath, [...inherited, worker, readers, file, String(passes)]);
  return JSON.parse(stdout) as Reading[];
}

/** Writes 940s of 31 segments each until the file has the size asked for, as one long interchange. */
function writeOrders(file: string, megabytes: number): string {
  const handle = openSync(file, 'w');
  const head = interchange(1, 1);
  const headLines = head.split('\n');
  writeSync(handle, `${headLines.slice(0, 2).join('\n')}\n`);
  let bytes = 0;
  let sets = 0;
  while (bytes < megabytes * 1_000_000) {
    const lines = interchange(setsPerInterchange, sets).split('\n');
    const body = `${lines.slice(2, -3).join('\n')}\n`;
    writeSync(handle, body);
    bytes += body.length;
    sets += setsPerInterchange;
  }
  writeSync(handle, `GE*${sets}*1~\n${headLines.at(-2)}\n`);
  closeSync(handle);
  return file;
}

function interchange(count: number, from: number): string {
  const written = writeInterchange({
    sender: 'ZZ:ACME',
    receiver: 'ZZ:QUAYSIDE',
    control: 1,
    version: '004010',
    usage: 'P',
    date: '20260102',
    time: '0930',
    groups: [{ functionalId: 'OW', control: 1, sets: Array.from({ length: count }, (_, at) => order(from + at + 1)) }],
  });
  if (!written.ok) throw new Error(written.refusal.message);
  return written.value;
}

function order(number: number): OutgoingSet {
  const lines = Array.from({ length: 6 }, (_, at): OutgoingSegment[] => [
    ['LX', String(at + 1)],
    ['W01', String((number % 90) + at + 1), 'CA', '', 'VN', `SKU-${number % 1000}-${at}`, 'UP', '012345678905'],
    ['G69', 'BOTTLED SPRING WATER 24X500ML'],
  ]);
  const segments: OutgoingSegment[] = [
    ['W05', 'N', `SO${number}`, `PO${number}`],
    ['N1', 'ST', 'CORNER GROCERY', '92', `STORE${number % 400}`],
    ['N3', '12 HARBOUR STREET'],
    ['N4', 'BALTIMORE', 'MD', '21201', 'US'],
    ['N1', 'SF', 'QUAYSIDE WAREHOUSE', '92', 'WH01'],
    ['N9', 'CO', `CO${number}`],
    ['G62', '10', '20260105'],
    ['NTE', 'WHI', 'CALL BEFORE DELIVERY'],
    ['W66', 'PP', 'M', '', '', '', '', '', '', '', 'ACME'],
    ...lines.flat(),
    ['W76', '120', '2400', 'LB'],
  ];
  return { type: '940', control: String(number).padStart(9, '0'), segments };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const each of await run()) console.log(JSON.stringify(each));
