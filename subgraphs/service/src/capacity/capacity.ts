import { DAY } from '@quayside/shared/instant';
import { ok, type Result, refuse } from '@quayside/shared/result';

export const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
/** A day of the week: what holds for it holds for each of them that has no hours of its own. */
export type Weekday = (typeof WEEKDAYS)[number];

/** The hands of a branch on a day, or on every such weekday. */
export interface WorkDay {
  readonly id: string;
  /** Path of the branch, such as `/group/east/boston/`. */
  readonly branch: string;
  /** YYYY-MM-DD, or a weekday. */
  readonly day: string;
  /** Null where the weekday decides. */
  readonly minutes: number | null;
  readonly bookedMinutes: number;
  readonly version: number;
}

const HOUR_MINUTES = 60;
/** A thousand hands for a day. */
const MOST_HOURS = 24_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The weekday of a date. @param day YYYY-MM-DD */
export const weekdayOf = (day: string): Weekday => {
  const sundayFirst = new Date(`${day}T00:00:00Z`).getUTCDay();
  return WEEKDAYS[(sundayFirst + 6) % 7] ?? 'MON';
};

/** So many days from a day on. @param from YYYY-MM-DD */
export const daysFrom = (from: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => new Date(Date.parse(from) + index * DAY).toISOString().slice(0, 10));

/** True for a calendar date that exists. */
export const isDate = (text: string): boolean =>
  DATE.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

/** Whole minutes of a number of hours. */
export const minutesOf = (hours: number): number => Math.round(hours * HOUR_MINUTES);
/** Hours as people say them. */
export const hoursOf = (minutes: number): number => minutes / HOUR_MINUTES;

/** Hours that can be worked. */
export function hoursFault(hours: number, least: number): Result<never> | null {
  return Number.isFinite(hours) && hours >= least && hours <= MOST_HOURS
    ? null
    : refuse('HOURS_RANGE', `Name ${least} to ${MOST_HOURS} hours.`, {
        field: 'hours',
        figures: { least, most: MOST_HOURS },
      });
}

/** What a branch has on a day: its own hours, else those of the weekday, else nothing was ever said (null). */
export function capacityOn(days: readonly WorkDay[], day: string): number | null {
  const own = days.find((one) => one.day === day)?.minutes ?? null;
  return own ?? days.find((one) => one.day === weekdayOf(day))?.minutes ?? null;
}

/** What is booked on a day. */
export const bookedOn = (days: readonly WorkDay[], day: string): number =>
  days.find((one) => one.day === day)?.bookedMinutes ?? 0;

/** How far a free day is looked for. */
export const HORIZON_DAYS = 60;

/** Whether a day has room for so many minutes; a full day names the next that has. */
export function checkRoom(days: readonly WorkDay[], day: string, minutes: number): Result<true> {
  const capacity = capacityOn(days, day);
  if (capacity === null) {
    const fix = 'Set the hours of the branch in its capacity calendar first.';
    return refuse('CAPACITY_UNSET', `Nobody has said how many hours the branch works on ${day}.`, {
      field: 'day',
      fix,
      figures: { day },
    });
  }
  const hasRoom = (one: string) => bookedOn(days, one) + minutes <= (capacityOn(days, one) ?? 0);
  if (hasRoom(day)) return ok(true);
  const free = daysFrom(day, HORIZON_DAYS).find(hasRoom);
  const left = Math.max(0, capacity - bookedOn(days, day));
  const hoursLeft = Math.floor(hoursOf(left) * 100) / 100;
  return refuse('CAPACITY_FULL', `${day} has ${hoursLeft} of ${hoursOf(capacity)} hours left.`, {
    field: 'day',
    fix: free ? `The next free day is ${free}.` : `No day of the next ${HORIZON_DAYS} has room for it.`,
    figures: { day, left: hoursLeft, capacity: hoursOf(capacity) },
  });
}
