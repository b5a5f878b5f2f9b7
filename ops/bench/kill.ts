import { type Figure, figure } from './figure.ts';
import { soak } from './kill-soak.ts';

const FILES = 2_000;
const KILLS = 50;

/** Two thousand files of two partners, fifty kills: what is lost, what is doubled, and what of one is in the other. */
export async function run(): Promise<Figure[]> {
  const outcome = await soak({ server: new URL('./ingest-server.js', import.meta.url), files: FILES, kills: KILLS });
  const steps = Object.entries(outcome.killedAt).map(([step, count]) => `${count} x ${step}`);
  const what = `of ${FILES} files after ${KILLS} kills (${steps.join(', ')})`;
  const facts = { bench: 'kill', unit: 'faults', target: '<= 0' };
  for (const fault of [...outcome.lost, ...outcome.doubled, ...outcome.foreign].slice(0, 20)) console.error(fault);
  return [
    figure({ ...facts, figure: `lost ${what}`, value: outcome.lost.length }),
    figure({ ...facts, figure: `doubled ${what}`, value: outcome.doubled.length }),
    figure({ ...facts, figure: `fields of one partner with the other ${what}`, value: outcome.foreign.length }),
  ];
}
