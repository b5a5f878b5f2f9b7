/** How a person wants to read times: which language, which zone. */
export interface Reading {
  readonly locale: string;
  readonly timeZone: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

// Making a formatter costs far more than using one, and a list formats hundreds of times with the same few.
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

const yearOf = (at: Date, timeZone: string) => formatter('en', { year: 'numeric', timeZone }).format(at);

// Chinese formats put the zone between day and time; a reader looks for it at the end. A line may not break in "GMT-8".
const zoneName = (at: Date, { locale, timeZone }: Reading): string =>
  formatter(locale, { timeZone, timeZoneName: 'short' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')
    ?.value.replace('-', '\u2011') ?? timeZone;

/** Day and time with the zone named, such as "Nov 23, 14:05 EST"; the year when it is not this one. */
export function formatInstant(iso: string, reading: Reading, now = new Date()): string {
  const at = new Date(iso);
  const { timeZone } = reading;
  const sameYear = yearOf(at, timeZone) === yearOf(now, timeZone);
  const wall = formatter(reading.locale, {
    ...(sameYear ? {} : { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(at);
  return `${wall} ${zoneName(at, reading)}`;
}

/** Everything that is known about the moment, for a title or a screen reader. */
export const formatFullInstant = (iso: string, reading: Reading): string =>
  formatter(reading.locale, { dateStyle: 'full', timeStyle: 'long', timeZone: reading.timeZone }).format(new Date(iso));

/** A calendar date has no zone; it must not move when it is shown. */
export const formatDate = (date: string, locale: string): string =>
  formatter(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));

/** A month such as `2026-11`: "Nov 2026". */
export const formatMonth = (month: string, locale: string): string =>
  formatter(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** "in 3 hours", "5 minutes ago", rounded to the largest unit that fits. */
export function formatRelative(iso: string, locale: string, now: number): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  }
  return words.format(0, 'minute');
}

/** How long it is past, such as "4 hr", in the largest unit that fits. */
export function formatAge(iso: string, locale: string, now: number): string {
  const seconds = Math.max(60, (now - Date.parse(iso)) / 1000);
  const [unit, size] = UNITS.find(([, least]) => seconds >= least) ?? UNITS[2];
  const style = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(locale, style).format(Math.trunc(seconds / size));
}

/** Value of an `<input type="datetime-local">` in a zone. */
export function toWallClock(at: Date, timeZone: string): string {
  const parts = formatter('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(at);
  return parts.replace(' ', 'T');
}

/** The instant of a wall clock in a zone. In the hour that autumn repeats, the earlier one. */
export function fromWallClock(wall: string, timeZone: string): Date {
  const asUtc = Date.parse(`${wall}:00Z`);
  const offset = (at: number) => Date.parse(`${toWallClock(new Date(at), timeZone)}:00Z`) - at;
  const earlier = asUtc - offset(asUtc - 86_400_000);
  return new Date(toWallClock(new Date(earlier), timeZone) === wall ? earlier : asUtc - offset(asUtc));
}
