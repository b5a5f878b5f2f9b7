import { DAY, HOUR, type Instant, MINUTE } from '@quayside/shared/instant';
import type { ClockReading } from './clock.ts';

/** What a clock does on its own. */
export type Rung = 'REMINDED' | 'ESCALATED' | 'MISSED';
/** When it does it. */
export interface RungAt {
  readonly change: Rung;
  readonly at: Instant;
}

/** How long before the deadline somebody is reminded, and then whoever is above. By how a deadline is counted. */
const LEADS = {
  DAYS: { REMINDED: 7 * DAY, ESCALATED: DAY },
  HOURS: { REMINDED: HOUR, ESCALATED: 15 * MINUTE },
} as const satisfies Record<string, Record<Exclude<Rung, 'MISSED'>, number>>;

/** A day at most is counted in hours. */
const leadsOf = ({ dueAt, runningSince }: ClockReading) => (dueAt - runningSince > DAY ? LEADS.DAYS : LEADS.HOURS);

/** What is still to come, in order. A rung that lies before the clock (re)started is not made up for. */
function rungsOf(reading: ClockReading): RungAt[] {
  if (reading.phase !== 'RUNNING') return [];
  const leads = leadsOf(reading);
  const rungs: RungAt[] = [
    { change: 'REMINDED', at: reading.dueAt - leads.REMINDED },
    { change: 'ESCALATED', at: reading.dueAt - leads.ESCALATED },
    { change: 'MISSED', at: reading.dueAt + 1 },
  ];
  const last = Math.max(-1, ...reading.taken.map((taken) => rungs.findIndex(({ change }) => change === taken)));
  return rungs.slice(last + 1).filter(({ change, at }) => change === 'MISSED' || at >= reading.runningSince);
}

/** When somebody has to look at the clock again; null when never. */
export const nextLookAt = (reading: ClockReading): Instant | null => rungsOf(reading)[0]?.at ?? null;

/** What is due by now. Of several only the last: who was away is not reminded of what has been missed since. */
export const rungDue = (reading: ClockReading, now: Instant): RungAt | null =>
  rungsOf(reading).findLast(({ at }) => at <= now) ?? null;
