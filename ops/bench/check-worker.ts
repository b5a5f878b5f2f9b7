import { createReadStream } from 'node:fs';
import { checkFile } from '@quayside/edi-bridge/check/check';

/** What one full check of a file in its own process found, and what it cost. */
export interface Checked {
  /** Milliseconds of each pass. */
  readonly passes: readonly number[];
  /** AK902, AK903 and AK904 of the 997: sets included, received and accepted. */
  readonly counts: readonly number[];
  readonly verdict: string;
  /** Sets by AK501. */
  readonly sets: Readonly<Record<string, number>>;
  readonly rssMb: number;
}

async function work([file = '', passes = '1']: readonly string[]): Promise<Checked> {
  const times: number[] = [];
  let last: Omit<Checked, 'passes' | 'rssMb'> | null = null;
  for (let pass = 0; pass < Number(passes); pass++) {
    const from = performance.now();
    const { interchanges, verdict } = await checkFile(createReadStream(file));
    times.push(performance.now() - from);
    const raw = interchanges[0]?.acknowledgements[0]?.raw ?? '';
    const [, included, received, accepted] = /AK9\*[AEPR]\*(\d+)\*(\d+)\*(\d+)~/.exec(raw) ?? [];
    const sets: Record<string, number> = {};
    for (const [, verdict = ''] of raw.matchAll(/AK5\*([AER])/g)) sets[verdict] = (sets[verdict] ?? 0) + 1;
    last = { counts: [included, received, accepted].map(Number), verdict, sets };
  }
  if (!last) throw new TypeError('at least one pass');
  return { ...last, passes: times, rssMb: process.resourceUsage().maxRSS / 1024 };
}

// Runs only as a process of its own: the bench imports nothing but the type.
console.log(JSON.stringify(await work(process.argv.slice(2))));
