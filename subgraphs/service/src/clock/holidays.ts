import { type DayNumber, dateOf, dayOf, weekdayOf } from '@quayside/shared/zone-days';

/** One public holiday of each year, as the law words it. */
type HolidayRule =
  | { readonly on: string; readonly observed?: true; readonly since?: number }
  /** The n-th weekday of a month; -1 is the last. 1 Monday to 7 Sunday. */
  | { readonly month: number; readonly nth: number; readonly weekday: number }
  /** Days from Easter Sunday. */
  | { readonly easter: number };

/** 5 USC 6103; on a Saturday the Friday before is free, on a Sunday the Monday after. */
const US: readonly HolidayRule[] = [
  { on: '01-01', observed: true },
  { month: 1, nth: 3, weekday: 1 },
  { month: 2, nth: 3, weekday: 1 },
  { month: 5, nth: -1, weekday: 1 },
  { on: '06-19', observed: true, since: 2021 },
  { on: '07-04', observed: true },
  { month: 9, nth: 1, weekday: 1 },
  { month: 10, nth: 2, weekday: 1 },
  { on: '11-11', observed: true },
  { month: 11, nth: 4, weekday: 4 },
  { on: '12-25', observed: true },
];

/** The holidays that all Länder share. */
const DE: readonly HolidayRule[] = [
  ...[{ on: '01-01' }, { easter: -2 }, { easter: 1 }, { on: '05-01' }, { easter: 39 }, { easter: 50 }],
  ...[{ on: '10-03' }, { on: '12-25' }, { on: '12-26' }],
];

/** Code du travail L3133-1. */
const FR: readonly HolidayRule[] = [
  ...[{ on: '01-01' }, { easter: 1 }, { on: '05-01' }, { on: '05-08' }, { easter: 39 }, { easter: 50 }],
  ...[{ on: '07-14' }, { on: '08-15' }, { on: '11-01' }, { on: '11-11' }, { on: '12-25' }],
];

/** Algemene termijnenwet, article 3. */
const NL: readonly HolidayRule[] = [
  ...[{ on: '01-01' }, { easter: -2 }, { easter: 1 }, { on: '04-27' }, { on: '05-05' }],
  ...[{ easter: 39 }, { easter: 50 }, { on: '12-25' }, { on: '12-26' }],
];

/** Countries whose holidays follow a rule. Those that follow the moon, or a decree, a party lists by date. */
export const HOLIDAY_COUNTRIES = ['US', 'DE', 'FR', 'NL'] as const;
/** ISO 3166-1 alpha-2. */
export type HolidayCountry = (typeof HOLIDAY_COUNTRIES)[number];
const RULES: Readonly<Record<HolidayCountry, readonly HolidayRule[]>> = { US, DE, FR, NL };

/** The public holidays of a country in a year, as day numbers. */
export const holidaysOf = (country: HolidayCountry, year: number): DayNumber[] =>
  RULES[country].flatMap((rule) => {
    if ('easter' in rule) return [easterOf(year) + rule.easter];
    if ('nth' in rule) return [nthWeekday(year, rule)];
    if (year < (rule.since ?? 0)) return [];
    return [rule.observed ? observedOn(dayOf(`${year}-${rule.on}`)) : dayOf(`${year}-${rule.on}`)];
  });

function observedOn(day: DayNumber): DayNumber {
  const weekday = weekdayOf(day);
  return weekday === 6 ? day - 1 : weekday === 7 ? day + 1 : day;
}

function nthWeekday(year: number, { month, nth, weekday }: { month: number; nth: number; weekday: number }): DayNumber {
  const first = dayOf(`${year}-${String(month).padStart(2, '0')}-01`);
  const inFirstWeek = first + ((weekday - weekdayOf(first) + 7) % 7);
  if (nth > 0) return inFirstWeek + (nth - 1) * 7;
  const fifth = inFirstWeek + 28;
  return dateOf(fifth).slice(5, 7) === dateOf(first).slice(5, 7) ? fifth : fifth - 7;
}

/** Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8). */
function easterOf(year: number): DayNumber {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return dayOf(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}
