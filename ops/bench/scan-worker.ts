import { closeSync, createReadStream, openSync, readFileSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { envelopeRules } from '@quayside/edi-bridge/check/judge';
import { readEnvelopes } from '@quayside/edi-bridge/x12/envelope';
import { X12parser } from 'x12-parser';

/** What one reader did to one file in its own process. */
export interface Reading {
  /** Milliseconds of each pass. */
  passes: number[];
  segments: number;
  sets: number;
  rssMb: number;
}

const chunkBytes = 65_536;

/** Reads synchronously, so that every reader waits for the disk in the same way and only its own work differs. */
function* chunks(file: string): Generator<Buffer> {
  const handle = openSync(file, 'r');
  try {
    const chunk = Buffer.allocUnsafeSlow(chunkBytes);
    for (;;) {
      const length = readSync(handle, chunk, 0, chunkBytes, null);
      if (length === 0) return;
      yield length === chunkBytes ? chunk : chunk.subarray(0, length);
    }
  } finally {
    closeSync(handle);
  }
}

/** The floor: the same file in the same chunks, cut into strings at the terminator and nothing more. */
function split(file: string): { segments: number; sets: number } {
  let rest = '';
  let segments = 0;
  for (const chunk of chunks(file)) {
    const parts = (rest + chunk.toString('utf8')).split('~');
    rest = parts.pop() ?? '';
    segments += parts.length;
  }
  return { segments, sets: 0 };
}

/** Scanner and all envelope checks; throws unless the file is accepted as a whole. */
function scan(file: string): { segments: number; sets: number } {
  let segments = 0;
  let sets = 0;
  const faults: string[] = [];
  const scanner = readEnvelopes(
    {
      interchange: () => undefined,
      brokenInterchange: (fault) => faults.push(fault.message),
      group: () => undefined,
      set: (set) => {
        sets++;
        for (const error of set.errors) faults.push(error.message);
      },
      groupEnd: (end) => {
        for (const error of end.errors) faults.push(error.message);
      },
      interchangeEnd: (end) => {
        for (const error of end.errors) faults.push(error.message);
      },
      acknowledgement: () => undefined,
      stray: (error) => faults.push(error.message),
    },
    envelopeRules,
  );
  for (const chunk of chunks(file)) scanner.push(chunk);
  scanner.end();
  segments = scanner.place.segment;
  if (faults[0]) throw new Error(`the bench file is not accepted: ${faults[0]}`);
  return { segments, sets };
}

function nodeX12(file: string): { segments: number; sets: number } {
  // CommonJS whose names Node cannot see from an import statement.
  const { X12Parser } = createRequire(import.meta.url)('node-x12') as typeof import('node-x12');
  const interchange = new X12Parser(false).parse(readFileSync(file, 'utf8'));
  const groups = 'functionalGroups' in interchange ? interchange.functionalGroups : [];
  const sets = groups.flatMap((group) => group.transactions);
  return { segments: sets.reduce((sum, set) => sum + set.segments.length + 2, 0), sets: sets.length };
}

async function x12Parser(file: string): Promise<{ segments: number; sets: number }> {
  let segments = 0;
  let sets = 0;
  for await (const { name } of createReadStream(file).pipe(new X12parser()) as AsyncIterable<{ name: string }>) {
    segments++;
    if (name === 'ST') sets++;
  }
  return { segments, sets };
}

const readers = { split, scan, 'node-x12': nodeX12, 'x12-parser': x12Parser };
type Reader = keyof typeof readers;

/** Takes turns pass by pass, so that all readers share what else the machine is doing. */
async function work([names = '', file = '', passes = '1']: readonly string[]): Promise<Reading[]> {
  const readings = names.split(',').map((name): Reading & { name: Reader } => {
    return { name: name as Reader, passes: [], segments: 0, sets: 0, rssMb: 0 };
  });
  for (let pass = 0; pass < Number(passes); pass++)
    for (const reading of readings) {
      const from = performance.now();
      const counts = await readers[reading.name](file);
      reading.passes.push(performance.now() - from);
      Object.assign(reading, counts, { rssMb: process.resourceUsage().maxRSS / 1024 });
    }
  return readings;
}

// Runs only as a process of its own: the bench imports nothing but the type.
console.log(JSON.stringify(await work(process.argv.slice(2))));
