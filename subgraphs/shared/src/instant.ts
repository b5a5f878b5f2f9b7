import { Temporal } from 'temporal-polyfill';

/** Epoch milliseconds, UTC. */
export type Instant = number;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const toIso = (at: Instant): string => new Date(at).toISOString();

const wallClocks = new Map<string, Intl.DateTimeFormat>();

/** Formatters are dear to make and few: one per zone. Swedish writes dates as ISO does. */
function wallClock(timeZone: string): Intl.DateTimeFormat {
  const known = wallClocks.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  wallClocks.set(timeZone, made);
  return made;
}

/** Wall clock at a place, such as `2026-03-01T09:05`. */
export const localTime = (at: Instant, timeZone: string): string => wallClock(timeZone).format(at).replace(' ', 'T');

/** Calendar date at a place, `YYYY-MM-DD`. */
export const localDate = (at: Instant, timeZone = 'UTC'): string => localTime(at, timeZone).slice(0, 10);

/**
 * The instant of a wall clock (`2026-03-01T09:05`) at a place. In the repeated hour of autumn the earlier one is meant;
 * a time that spring skips moves forward (the `compatible` rule of RFC 5545 and Temporal).
 */
export const fromLocalTime = (wallClock: string, timeZone: string): Instant =>
  Temporal.PlainDateTime.from(wallClock).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;

// Asking Intl costs a fifth of a millisecond. Bounded, because a name may be written in many ways.
const knownZones = new Set<string>();
const MOST_ZONES = 1_000;

/** True for an IANA zone name that this system knows. */
export const isTimeZone = (name: string): boolean => {
  if (knownZones.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    if (knownZones.size < MOST_ZONES) knownZones.add(name);
    return true;
  } catch {
    return false;
  }
};
