import type { EntityManager } from 'typeorm';
import { readClock } from './clock.ts';
import { REGIMES } from './regimes.ts';
import { allCalendars, clockPage, stepsBetween } from './store.ts';
import { clockWorld } from './world.ts';

/** What came of working out all clocks anew. */
export interface ClockAudit {
  readonly clocks: number;
  readonly transitions: number;
  /** Clocks whose stored deadline or phase is not what their transitions say; a hundred at most. */
  readonly differing: readonly string[];
}

/** Rows of a larger page live so long that collecting them costs more than reading. */
const PAGE = 2_000;
const MOST_NAMED = 100;

/** Works out every clock of the store from its transitions and compares it with what is kept. For administration. */
export async function auditClocks(em: EntityManager): Promise<ClockAudit> {
  const world = clockWorld(REGIMES, await allCalendars(em));
  const differing: string[] = [];
  let [clocks, transitions] = [0, 0];
  for (let after = ''; ; ) {
    const page = await clockPage(em, after, PAGE);
    const last = page.at(-1);
    if (!last) return { clocks, transitions, differing };
    const steps = await stepsBetween(em, after, last.id);
    let at = 0;
    for (const clock of page) {
      let next = at + 1;
      while (next < steps.length && steps[next]?.start === null) next++;
      const { dueAt, phase } = readClock(steps, world, at, next);
      at = next;
      if ((dueAt !== clock.dueAt || phase !== clock.phase) && differing.length < MOST_NAMED) differing.push(clock.id);
    }
    clocks += page.length;
    transitions += steps.length;
    after = last.id;
  }
}
