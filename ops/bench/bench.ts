import type { Figure } from './figure.ts';

const BENCHES: Readonly<Record<string, () => Promise<{ run(): Promise<Figure[]> }>>> = {
  page: () => import('./page.ts'),
  fanout: () => import('./fanout.ts'),
  scan: () => import('./scan.ts'),
  check: () => import('./check.ts'),
  ingest: () => import('./ingest.ts'),
  growth: () => import('./growth.ts'),
  kill: () => import('./kill.ts'),
  eye: () => import('./eye.ts'),
  queue: () => import('./queue.ts'),
  start: () => import('./start.ts'),
  weight: () => import('./weight.ts'),
  clocks: () => import('./clocks.ts'),
  claim: () => import('./claim.ts'),
  value: () => import('./value.ts'),
  boards: () => import('./boards.ts'),
  rate: () => import('./rate.ts'),
  invoice: () => import('./invoice.ts'),
};

/** `npm run bench -- NAME… [--json]`; all of them when no name is given. Exit code 1 when a target is missed. */
export async function runBench(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const asked = args.filter((arg) => !arg.startsWith('--'));
  const unknown = asked.find((name) => !(name in BENCHES));
  if (unknown) {
    console.error(`There is no bench "${unknown}". Choose from ${Object.keys(BENCHES).join(', ')}.`);
    return 2;
  }
  let missed = false;
  for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
    const bench = await BENCHES[name]?.();
    for (const figure of (await bench?.run()) ?? []) {
      missed ||= !figure.ok;
      console.log(json ? JSON.stringify(figure) : line(figure));
    }
  }
  return missed ? 1 : 0;
}

function line({ bench, figure, value, unit, baseline, ratio, target, ok }: Figure): string {
  const against = ratio === null ? '' : ` = ${ratio.toFixed(2)} x ${baseline}`;
  return `${ok ? 'ok    ' : 'MISSED'} ${bench}: ${figure} ${Number(value.toPrecision(4))} ${unit}${against} (target ${target})`;
}
