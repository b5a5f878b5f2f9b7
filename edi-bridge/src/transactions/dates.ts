import { fromLocalTime } from '@quayside/shared/instant';
import { type MapSegment, value } from './segments.ts';

/** `YYYY-MM-DD` of an X12 date with six or eight digits; null when it is none. */
export function isoDate(text: string): string | null {
  const digits = /^\d{6}$/.test(text) ? `20${text}` : text;
  const match = /^(\d{4})(\d\d)(\d\d)$/.exec(digits);
  if (!match) return null;
  const date = `${match[1]}-${match[2]}-${match[3]}`;
  return new Date(`${date}T00:00:00Z`).toISOString().startsWith(date) ? date : null;
}

/** `HH:MM` of an X12 time with four to eight digits; null when it is none. */
export function isoTime(text: string): string | null {
  const match = /^(\d\d)(\d\d)\d{0,4}$/.exec(text);
  return match && Number(match[1]) < 24 && Number(match[2]) < 60 ? `${match[1]}:${match[2]}` : null;
}

// Zones that do not change with summer are fixed offsets: Etc/GMT+5 is five hours *behind* UTC.
const ZONES: Readonly<Record<string, string>> = {
  UT: 'UTC',
  GM: 'UTC',
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
  AT: 'America/Anchorage',
  TT: 'America/Halifax',
  NT: 'America/St_Johns',
  HT: 'Pacific/Honolulu',
  ES: 'Etc/GMT+5',
  CS: 'Etc/GMT+6',
  MS: 'Etc/GMT+7',
  PS: 'Etc/GMT+8',
  ED: 'Etc/GMT+4',
  CD: 'Etc/GMT+5',
  MD: 'Etc/GMT+6',
  PD: 'Etc/GMT+7',
};

/** The zone of an X12 zone code; LT, unknown and missing codes mean the clock at the place. */
const zoneOfCode = (code: string, placeZone: string): string => ZONES[code] ?? placeZone;

/** First and last millisecond of what a date, with or without a time, can mean. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** When a date and time (with a zone code) is, at a place. A date alone spans its whole day there. */
export function spanOf(date: string, time: string, zoneCode: string, placeZone: string): Span | null {
  const day = isoDate(date);
  if (!day) return null;
  const zone = zoneOfCode(zoneCode, placeZone);
  const clock = isoTime(time);
  if (clock) {
    const at = fromLocalTime(`${day}T${clock}`, zone);
    return { from: at, to: at };
  }
  return { from: fromLocalTime(`${day}T00:00`, zone), to: fromLocalTime(`${day}T23:59`, zone) };
}

/** The span of the first G62 with one of these qualifiers, in the order of the qualifiers. */
export function g62Span(dates: readonly MapSegment[], qualifiers: readonly string[], placeZone: string): Span | null {
  for (const qualifier of qualifiers) {
    const segment = dates.find((one) => value(one, 1) === qualifier);
    // One sample puts the time where the time's qualifier belongs; a time is longer than any qualifier.
    const time = segment && (value(segment, 4) || (value(segment, 3).length >= 4 ? value(segment, 3) : ''));
    const span = segment && spanOf(value(segment, 2), time ?? '', value(segment, 5), placeZone);
    if (span) return span;
  }
  return null;
}

export const toInstantText = (at: number | undefined): string | null =>
  at === undefined ? null : new Date(at).toISOString();
