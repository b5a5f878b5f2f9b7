import type { ClockStart } from '@quayside/service/clock/clock';
import { type HolidayCountry, holidaysOf } from '@quayside/service/clock/holidays';
import type { ClockKind, RegimeId } from '@quayside/service/clock/regime';
import { calendarTable, clockTable, clockTransitionTable } from '@quayside/service/clock/table';
import type { ClockChange, ClockPhase } from '@quayside/service/clock/transitions';
import { insertRows } from '@quayside/shared/db/bulk';
import type { Database } from '@quayside/shared/db/database';
import { DAY, fromLocalTime, HOUR, localDate } from '@quayside/shared/instant';

interface Case {
  readonly regime: RegimeId;
  readonly regimeVersion: number;
  readonly kind: ClockKind;
  readonly about: string;
  readonly zone: string;
  readonly country: HolidayCountry | null;
  /** What the rule says, once more and in another way. */
  readonly count: number;
  readonly unit: 'DAY' | 'BUSINESS' | 'NOT_SUNDAY' | 'MONTH';
}

type CaseRow = readonly [
  ...(readonly [regime: RegimeId, version: number, kind: ClockKind, about: string]),
  ...(readonly [zone: string, country: HolidayCountry | null, count: number, unit: Case['unit']]),
];

const ROWS: readonly CaseRow[] = [
  ['us-motor', 2, 'NOTICE', 'HIDDEN', 'America/Chicago', 'US', 5, 'BUSINESS'],
  ['us-motor', 2, 'FILE', 'ANY', 'America/New_York', 'US', 9, 'MONTH'],
  ['us-motor', 2, 'ACKNOWLEDGE', 'ANY', 'America/Los_Angeles', 'US', 30, 'DAY'],
  ['us-motor', 2, 'DECIDE', 'ANY', 'America/Denver', 'US', 120, 'DAY'],
  ['cmr', 1, 'NOTICE', 'HIDDEN', 'Europe/Paris', 'FR', 7, 'NOT_SUNDAY'],
  ['cmr', 1, 'NOTICE', 'DELAY', 'Europe/Berlin', 'DE', 21, 'DAY'],
  ['cmr', 1, 'SUE', 'ANY', 'Europe/Amsterdam', 'NL', 12, 'MONTH'],
  ['montreal', 1, 'NOTICE', 'HIDDEN', 'Asia/Kolkata', null, 14, 'DAY'],
  ['hague-visby', 1, 'NOTICE', 'HIDDEN', 'Asia/Hong_Kong', null, 3, 'DAY'],
  ['cim', 1, 'NOTICE', 'HIDDEN', 'Europe/London', null, 7, 'DAY'],
];

const CASES = ROWS.map(
  ([regime, regimeVersion, kind, about, zone, country, count, unit]): Case => ({
    ...{ regime, regimeVersion, kind, about, zone, country, count, unit },
  }),
);

/** Pauses in days after the start: from, to. */
const COURSES: readonly {
  pauses: readonly (readonly [number, number])[];
  ending: readonly ClockChange[];
  phase: ClockPhase;
}[] = [
  { pauses: [], ending: ['REMINDED', 'ESCALATED', 'MISSED'], phase: 'MISSED' },
  { pauses: [[1, 3]], ending: ['MET'], phase: 'MET' },
  {
    pauses: [
      [0, 4],
      [5, 6],
    ],
    ending: [],
    phase: 'RUNNING',
  },
  { pauses: [], ending: [], phase: 'RUNNING' },
];

const SPREAD_DAYS = 1_250;
const FIRST = Date.UTC(2020, 0, 1, 15);
const CHUNK = 5_000;

/** Fills a store with clocks and their steps; each deadline is worked out here, a day at a time. */
export async function fillClocks(db: Database, wanted: number): Promise<void> {
  await db.write((em) =>
    insertRows(
      em,
      calendarTable,
      CASES.map(({ zone, country }) => ({
        ...{
          id: zone,
          party: zone,
          version: 1,
          accountId: null,
          timeZone: zone,
          restDays: [6, 7],
          country,
          holidays: [],
        },
        ...{ changedBy: 'bench', changedAt: 0 },
      })),
    ),
  );
  let written = 0;
  for (let from = 0; written < wanted; from += CHUNK) {
    const made = Array.from({ length: CHUNK }, (_, index) => makeClock(from + index));
    await db.write(async (em) => {
      await insertRows(
        em,
        clockTable,
        made.map(({ clock }) => clock),
      );
      await insertRows(
        em,
        clockTransitionTable,
        made.flatMap(({ steps }) => steps),
      );
    });
    written += made.reduce((sum, { steps }) => sum + steps.length, 0);
  }
}

function makeClock(index: number) {
  const one = CASES[index % CASES.length] as Case;
  const course = COURSES[Math.floor(index / CASES.length) % COURSES.length] as (typeof COURSES)[number];
  const from = FIRST + (index % SPREAD_DAYS) * DAY + (index % 9) * HOUR;
  const id = `C${String(index).padStart(25, '0')}`;
  const { regime, regimeVersion, kind, about, zone: party } = one;
  const start: ClockStart = { regime, regimeVersion, kind, about, from, agreed: null, party, calendarVersion: 1 };
  const pauses = course.pauses.map(([first, last]) => [from + first * DAY, from + last * DAY] as const);
  const turns: [ClockChange, number][] = [
    ...pauses.flatMap(([first, last]): [ClockChange, number][] => [
      ['PAUSED', first],
      ['RESUMED', last],
    ]),
    ...course.ending.map((change): [ClockChange, number] => [change, from + 2 * DAY]),
  ];
  const common = { clockId: id, itemId: id, accountId: 'A', actor: 'bench', regime, regimeVersion };
  const steps = [['STARTED', from] as const, ...turns].map(([change, at], step) => ({
    ...{ ...common, id: `${id.slice(0, 24)}${String(step).padStart(2, '0')}`.slice(-26), seq: step + 1, change, at },
    ...{ reason: change === 'PAUSED' ? 'AGREED_EXTENSION' : null, start: step === 0 ? start : null },
  }));
  return {
    clock: {
      ...{
        id,
        itemKind: 'CLAIM' as const,
        itemId: id,
        accountId: 'A',
        legId: null,
        kind,
        about,
        regime,
        regimeVersion,
      },
      ...{ party, calendarVersion: 1, phase: course.phase, startedAt: from, dueAt: deadline(one, from, pauses) },
      ...{ pausedFor: null, nextAt: null, seq: steps.length, internal: 0 },
    },
    steps: steps.map((step) => ({ ...step, id: `${index.toString(36)}-${step.seq}` })),
  };
}

const found = new Map<string, number>();

/** Many clocks begin on the same days: each course of a day is walked once. */
function deadline(one: Case, from: number, pauses: readonly (readonly [number, number])[]): number {
  const key = JSON.stringify([CASES.indexOf(one), ...[from, ...pauses.flat()].map((at) => localDate(at, one.zone))]);
  const known = found.get(key) ?? walkAll(one, from, pauses);
  found.set(key, known);
  return known;
}

/** By date strings and one day after the other: slow, and nothing of the engine is in it. */
function walkAll(one: Case, from: number, pauses: readonly (readonly [number, number])[]): number {
  let due = walk(one, localDate(from, one.zone), one.count);
  for (const [first, last] of pauses) {
    const [paused, resumed] = [localDate(first, one.zone), localDate(last, one.zone)];
    let left = 0;
    for (let day = next(paused); day <= due; day = next(day)) if (countsOn(one, day)) left++;
    due = walk({ ...one, unit: one.unit === 'MONTH' ? 'DAY' : one.unit }, resumed, left);
  }
  return fromLocalTime(`${next(due)}T00:00`, one.zone) - 1;
}

const next = (date: string): string => new Date(Date.parse(date) + DAY).toISOString().slice(0, 10);

function walk(one: Case, date: string, count: number): string {
  if (one.unit === 'MONTH') return monthsLater(date, count);
  let day = date;
  for (let left = count; left > 0; ) {
    day = next(day);
    if (countsOn(one, day)) left--;
  }
  return day;
}

function monthsLater(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  for (let back = 0; ; back++) {
    const found = new Date(Date.UTC(year, month - 1 + months, day - back));
    if (found.getUTCMonth() === (month - 1 + months) % 12) return found.toISOString().slice(0, 10);
  }
}

const free = new Map<string, ReadonlySet<string>>();

function countsOn({ unit, country }: Case, date: string): boolean {
  if (unit === 'DAY' || unit === 'MONTH') return true;
  const weekday = new Date(date).getUTCDay();
  if (weekday === 0 || (unit === 'BUSINESS' && weekday === 6)) return false;
  if (!country) return true;
  const known = free.get(country) ?? freeDays(country);
  free.set(country, known);
  return !known.has(date);
}

/** Of all years at once: New Year's Day may be free on the last day of the year before. */
const freeDays = (country: HolidayCountry): ReadonlySet<string> =>
  new Set(
    Array.from({ length: 20 }, (_, index) => holidaysOf(country, 2015 + index))
      .flat()
      .map((day) => new Date(day * DAY).toISOString().slice(0, 10)),
  );
