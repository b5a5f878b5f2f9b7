import { Temporal } from 'temporal-polyfill';
import { BoundedCache } from './bounded-cache.ts';
import { DAY, type Instant } from './instant.ts';

/** Days since 1970-01-01 of a local calendar; no instant, no zone. */
export type DayNumber = number;

/** Days that are known: what is dated outside was mistyped. Both ends included. */
export const FIRST_DAY: DayNumber = Date.UTC(1990, 0, 1) / DAY;
export const LAST_DAY: DayNumber = Date.UTC(2100, 11, 31) / DAY;

/** @param date YYYY-MM-DD */
export const dayOf = (date: string): DayNumber => Date.parse(`${date}T00:00:00Z`) / DAY;

/** YYYY-MM-DD */
export const dateOf = (day: DayNumber): string => new Date(day * DAY).toISOString().slice(0, 10);

/** 1 Monday to 7 Sunday, as ISO 8601 counts. */
export const weekdayOf = (day: DayNumber): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** The same day so many months on; the last day of the month where there is no such day (31 January + 1 month). */
export function addMonths(day: DayNumber, months: number): DayNumber {
  const from = new Date(day * DAY);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(from.getUTCDate(), last)) / DAY;
}

/**
 * The days of one IANA zone. Asking Intl costs microseconds and Temporal more; the changes of offset are read once, and
 * then a day is found by arithmetic.
 */
export class ZoneDays {
  /** Instants from which on an offset holds; the first is minus infinity. */
  readonly #from: number[] = [Number.NEGATIVE_INFINITY];
  readonly #offset: number[] = [];
  readonly #ends = new Float64Array(LAST_DAY - FIRST_DAY + 1);
  #at = 0;
  /** The last change that has been read; null when there is no further one. */
  #last: Temporal.ZonedDateTime | null;
  /** Every change before it has been read. */
  #readUntil = Number.NEGATIVE_INFINITY;

  /** @param timeZone an IANA name that `isTimeZone` has found to be known */
  constructor(timeZone: string) {
    this.#last = Temporal.Instant.fromEpochMilliseconds((FIRST_DAY - 2) * DAY).toZonedDateTimeISO(timeZone);
    this.#offset.push(this.#last.offsetNanoseconds / 1e6);
  }

  /** A century of changes takes a tenth of a second: most of it is never asked for. */
  #read(until: Instant): void {
    while (this.#last && this.#readUntil <= until) {
      const change = this.#last.getTimeZoneTransition('next');
      this.#last = change && change.epochMilliseconds <= (LAST_DAY + 2) * DAY ? change : null;
      if (!this.#last) break;
      this.#from.push(this.#last.epochMilliseconds);
      this.#offset.push(this.#last.offsetNanoseconds / 1e6);
      this.#readUntil = this.#last.epochMilliseconds;
    }
  }

  /** The local day at an instant. */
  dayAt(at: Instant): DayNumber {
    return Math.floor((at + (this.#offset[this.#segmentAt(at)] ?? 0)) / DAY);
  }

  /**
   * The last millisecond of a local day. A day that has two midnights ends at the second; one that the zone left out
   * ends where it would have begun.
   * @throws RangeError when the day is outside FIRST_DAY to LAST_DAY.
   */
  endOf(day: DayNumber): Instant {
    if (!(day >= FIRST_DAY && day <= LAST_DAY)) throw new RangeError(`day ${day} is outside 1990 to 2100`);
    const known = this.#ends[day - FIRST_DAY] ?? 0;
    // No day from 1990 on ends at the epoch, so 0 means that nobody has asked yet.
    if (known !== 0) return known;
    const end = this.#findEnd((day + 1) * DAY);
    this.#ends[day - FIRST_DAY] = end;
    return end;
  }

  #findEnd(midnight: number): Instant {
    let index = this.#segmentAt(midnight + 2 * DAY);
    for (; index > 0; index--) {
      const end = Math.min(midnight - (this.#offset[index] ?? 0), this.#from[index + 1] ?? Number.POSITIVE_INFINITY);
      if (end > (this.#from[index] ?? 0)) return end - 1;
    }
    return Math.min(midnight - (this.#offset[0] ?? 0), this.#from[1] ?? Number.POSITIVE_INFINITY) - 1;
  }

  /** Instants that are asked for lie close together, so the last answer is tried first. */
  #segmentAt(at: Instant): number {
    // The change after this one too: where a stretch ends is asked as often as where it begins.
    if (this.#readUntil <= at) this.#read(at);
    const from = this.#from;
    const last = this.#at;
    if (at >= (from[last] ?? 0) && !(at >= (from[last + 1] ?? Number.POSITIVE_INFINITY))) return last;
    let [low, high] = [0, from.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (at >= (from[middle] ?? 0)) low = middle;
      else high = middle - 1;
    }
    this.#at = low;
    return low;
  }
}

const zones = new BoundedCache<string, ZoneDays>(200);

/** The days of a zone, made once. @param timeZone an IANA name that `isTimeZone` has found to be known */
export function zoneDays(timeZone: string): ZoneDays {
  const known = zones.get(timeZone);
  if (known) return known;
  const made = new ZoneDays(timeZone);
  zones.set(timeZone, made);
  return made;
}
