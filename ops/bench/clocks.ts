import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditClocks } from '@quayside/service/clock/audit-commands';
import { calendarTable, clockTable, clockTransitionTable } from '@quayside/service/clock/table';
import {
  CreateBusinessCalendar1795744800002,
  CreateClock1795744800000,
  CreateClockTransition1795744800001,
} from '@quayside/service/migrations/20261127020000-create-clocks';
import { Database } from '@quayside/shared/db/database';
import { fillClocks } from './clocks-fill.ts';
import { type Figure, figure, median } from './figure.ts';

const TRANSITIONS = 1_000_000;
const PASSES = 5;

/** Works out all clocks of a store from a million stored transitions, and compares them with dates found by another way. */
export async function run(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'quayside-clocks-'));
  const db = await Database.open({
    url: `file:${join(folder, 'clocks.sqlite')}`,
    tables: [clockTable, clockTransitionTable, calendarTable],
    migrations: [CreateClock1795744800000, CreateClockTransition1795744800001, CreateBusinessCalendar1795744800002],
  });
  try {
    await fillClocks(db, TRANSITIONS);
    const rates: number[] = [];
    let differing = 0;
    for (let pass = 0; pass < PASSES; pass++) {
      const began = performance.now();
      const audit = await db.read((em) => auditClocks(em));
      rates.push(audit.transitions / ((performance.now() - began) / 1000));
      differing = Math.max(differing, audit.differing.length);
    }
    const what = `deadlines from ${TRANSITIONS.toLocaleString('en')} stored transitions, read and worked out`;
    return [
      figure({ bench: 'clocks', figure: what, value: median(rates), unit: 'transitions/s', target: '>= 200000' }),
      figure({ bench: 'clocks', figure: 'dates that differ', value: differing, unit: 'clocks', target: '<= 0' }),
    ];
  } finally {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
