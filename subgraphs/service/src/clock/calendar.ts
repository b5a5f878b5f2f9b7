import { BoundedCache } from '@quayside/shared/bounded-cache';
import { isTimeZone } from '@quayside/shared/instant';
import { refuse } from '@quayside/shared/result';
import {
  type DayNumber,
  dayOf,
  FIRST_DAY,
  LAST_DAY,
  weekdayOf,
  type ZoneDays,
  zoneDays,
} from '@quayside/shared/zone-days';
import { HOLIDAY_COUNTRIES, type HolidayCountry, holidaysOf } from './holidays.ts';

/** When a party works, as it said at a time. A later version binds later clocks only. */
export interface BusinessCalendar {
  /** `house`, an account id, or `carrier:<SCAC>`. */
  readonly party: string;
  readonly version: number;
  /** IANA name. */
  readonly timeZone: string;
  /** 1 Monday to 7 Sunday. */
  readonly restDays: readonly number[];
  /** Whose public holidays are free; null for none. */
  readonly country: HolidayCountry | null;
  /** More free days, YYYY-MM-DD. */
  readonly holidays: readonly string[];
}

/** Which days count towards a deadline. */
export type DayCount = 'CALENDAR_DAYS' | 'BUSINESS_DAYS' | 'DAYS_BUT_SUNDAYS_AND_HOLIDAYS';

/** The company's own calendar until it says another; also of parties that never said one. */
export const HOUSE_CALENDAR: BusinessCalendar = {
  ...{ party: 'house', version: 0, timeZone: 'America/Chicago', restDays: [6, 7], country: 'US', holidays: [] },
};

/** @param scac carrier code */
export const carrierParty = (scac: string): string => `carrier:${scac}`;

const MOST_HOLIDAYS = 500;

/** The first thing that is wrong with a calendar, or null. */
export function calendarFault(calendar: Omit<BusinessCalendar, 'country'> & { country: string | null }) {
  const { timeZone, restDays, country, holidays } = calendar;
  if (!isTimeZone(timeZone)) {
    return refuse('TIME_ZONE_UNKNOWN', `${timeZone} is no time zone.`, {
      field: 'timeZone',
      fix: 'Such as Europe/Paris.',
    });
  }
  if (new Set(restDays).size > 6 || restDays.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) {
    const fix = '1 is Monday and 7 Sunday; one day at least is worked.';
    return refuse('REST_DAYS', 'These are no rest days of a week.', { field: 'restDays', fix });
  }
  if (country !== null && !HOLIDAY_COUNTRIES.some((known) => known === country)) {
    const fix = `Use one of ${HOLIDAY_COUNTRIES.join(', ')}, or list the dates.`;
    return refuse('HOLIDAY_COUNTRY', `The holidays of ${country} are not known.`, { field: 'country', fix });
  }
  const known = (date: string) =>
    /^\d{4}-\d{2}-\d{2}$/.test(date) && dayOf(date) >= FIRST_DAY && dayOf(date) <= LAST_DAY;
  return holidays.length > MOST_HOLIDAYS || !holidays.every(known)
    ? refuse('HOLIDAYS', `Give at most ${MOST_HOLIDAYS} dates between 1990 and 2100.`, { field: 'holidays' })
    : null;
}

/** A calendar that counts: for each way of counting, how many days of 1990 to 2100 count up to each of them. */
export class CountingCalendar {
  readonly zone: ZoneDays;
  readonly #free: ReadonlySet<DayNumber>;
  readonly #rest: readonly number[];
  readonly #counted = new Map<DayCount, { upTo: Int32Array; nth: Int32Array }>();

  constructor(calendar: BusinessCalendar) {
    this.zone = zoneDays(calendar.timeZone);
    this.#rest = calendar.restDays;
    const years = Array.from({ length: 111 }, (_, index) => 1990 + index);
    const { country } = calendar;
    const byRule = country ? years.flatMap((year) => holidaysOf(country, year)) : [];
    this.#free = new Set([...byRule, ...calendar.holidays.map(dayOf)]);
  }

  /** True when a day counts. */
  counts(day: DayNumber, count: DayCount): boolean {
    if (count === 'CALENDAR_DAYS') return true;
    const resting = count === 'BUSINESS_DAYS' ? this.#rest.includes(weekdayOf(day)) : weekdayOf(day) === 7;
    return !resting && !this.#free.has(day);
  }

  /** The n-th day that counts after a day, which itself does not count. */
  add(day: DayNumber, amount: number, count: DayCount): DayNumber {
    if (count === 'CALENDAR_DAYS') return day + amount;
    const { upTo, nth } = this.#table(count);
    const found = nth[(upTo[day - FIRST_DAY] ?? Number.NaN) + amount - 1];
    if (found === undefined) throw new RangeError(`${amount} days after day ${day} are outside 1990 to 2100`);
    return amount === 0 ? day : found;
  }

  /** How many days count after `from`, up to and with `to`; negative the other way round. */
  between(from: DayNumber, to: DayNumber, count: DayCount): number {
    if (count === 'CALENDAR_DAYS') return to - from;
    const { upTo } = this.#table(count);
    const [before, after] = [upTo[from - FIRST_DAY], upTo[to - FIRST_DAY]];
    if (before === undefined || after === undefined)
      throw new RangeError(`days ${from}, ${to} are outside 1990 to 2100`);
    return after - before;
  }

  #table(count: DayCount) {
    const known = this.#counted.get(count);
    if (known) return known;
    const upTo = new Int32Array(LAST_DAY - FIRST_DAY + 1);
    const counting: DayNumber[] = [];
    for (let day = FIRST_DAY; day <= LAST_DAY; day++) {
      if (this.counts(day, count)) counting.push(day);
      upTo[day - FIRST_DAY] = counting.length;
    }
    const made = { upTo, nth: Int32Array.from(counting) };
    this.#counted.set(count, made);
    return made;
  }
}

const made = new BoundedCache<string, CountingCalendar>(500);

/** The counting calendar of a version, made once. */
export function countingCalendar(calendar: BusinessCalendar): CountingCalendar {
  const key = JSON.stringify([calendar.timeZone, calendar.restDays, calendar.country, calendar.holidays]);
  const known = made.get(key);
  if (known) return known;
  const fresh = new CountingCalendar(calendar);
  made.set(key, fresh);
  return fresh;
}
