import { dateOf } from '@quayside/shared/zone-days';
import { describe, expect, it } from 'vitest';
import type { BusinessCalendar } from './calendar.ts';
import { type ClockStart, type ClockTransition, readClock } from './clock.ts';
import { type ClockKind, type RegimeId, versionOn } from './regime.ts';
import { REGIMES } from './regimes.ts';
import type { ClockChange } from './transitions.ts';
import { clockWorld } from './world.ts';

const calendar = (party: string, timeZone: string, more: Partial<BusinessCalendar> = {}): BusinessCalendar => ({
  ...{ party, version: 1, timeZone, restDays: [6, 7], country: null, holidays: [] },
  ...more,
});

const CALENDARS = [
  calendar('chicago', 'America/Chicago', { country: 'US' }),
  calendar('new-york', 'America/New_York', { country: 'US' }),
  calendar('los-angeles', 'America/Los_Angeles', { country: 'US' }),
  calendar('paris', 'Europe/Paris', { country: 'FR' }),
  calendar('berlin', 'Europe/Berlin', { country: 'DE' }),
  calendar('amsterdam', 'Europe/Amsterdam', { country: 'NL' }),
  calendar('london', 'Europe/London'),
  calendar('zurich', 'Europe/Zurich'),
  calendar('hong-kong', 'Asia/Hong_Kong', { holidays: ['2027-02-08'] }),
  calendar('kolkata', 'Asia/Kolkata'),
  calendar('riyadh', 'Asia/Riyadh', { restDays: [5, 6] }),
  calendar('cairo', 'Africa/Cairo'),
  calendar('apia', 'Pacific/Apia'),
];
const world = clockWorld(REGIMES, CALENDARS);

type Step = readonly [ClockChange, string];

function dueAt(id: RegimeId, kind: ClockKind, about: string, party: string, from: string, steps: readonly Step[] = []) {
  const at = Date.parse(from);
  const day = dateOf(world.calendar(party, 1).zone.dayAt(at));
  const regimeVersion = versionOn(REGIMES, id, day)?.version ?? 0;
  const start: ClockStart = {
    ...{ regime: id, regimeVersion, kind, about },
    from: at,
    agreed: null,
    party,
    calendarVersion: 1,
  };
  const common = { clockId: 'C', actor: 'test', reason: null, regime: id, regimeVersion };
  const turns = steps.map(([change, when], index) => ({ change, at: Date.parse(when), seq: index + 2, start: null }));
  const transitions: ClockTransition[] = [{ change: 'STARTED' as const, at, seq: 1, start }, ...turns].map((one) => ({
    ...common,
    ...one,
  }));
  return new Date(readClock(transitions, world).dueAt).toISOString();
}

type Row = readonly [RegimeId, ClockKind, string, string, string, string];

/*
 * Each date was worked out by hand from the text of the rule, day by day in the calendar of the party. A deadline is the
 * last millisecond of its local day: 23:59:59.999 in Chicago is 05:59:59.999Z of the next day in winter, 04: in summer.
 */
const GOLDEN: readonly Row[] = [
  // NMFC item 300135: five business days. Wed 25 Nov; Thu 26 is Thanksgiving; Fri 27, Mon 30, Tue 1, Wed 2, Thu 3 Dec.
  ['us-motor', 'NOTICE', 'HIDDEN', 'chicago', '2026-11-25T20:00:00Z', '2026-12-04T05:59:59.999Z'],
  // Before 18 April 2015 it was fifteen days: Fri 17 April + 15 = Sat 2 May.
  ['us-motor', 'NOTICE', 'HIDDEN', 'chicago', '2015-04-17T17:00:00Z', '2015-05-03T04:59:59.999Z'],
  // On the first day of the new rule, a Saturday: Mon 20, Tue 21, Wed 22, Thu 23, Fri 24 April.
  ['us-motor', 'NOTICE', 'HIDDEN', 'chicago', '2015-04-18T17:00:00Z', '2015-04-25T04:59:59.999Z'],
  // 4 July 2026 is a Saturday, so Friday 3 is free (5 USC 6103(b)): Mon 6, 7, 8, 9, Fri 10 July.
  ['us-motor', 'NOTICE', 'HIDDEN', 'chicago', '2026-07-02T17:00:00Z', '2026-07-11T04:59:59.999Z'],
  // Christmas and New Year's Day: Wed 23 Dec; Thu 24, (Fri 25), Mon 28, 29, 30, Thu 31 Dec.
  ['us-motor', 'NOTICE', 'HIDDEN', 'chicago', '2026-12-23T18:00:00Z', '2027-01-01T05:59:59.999Z'],
  // New Year's Day 2022 is a Saturday, so Friday 31 December 2021 is free: Thu 30, Mon 3, 4, 5, Thu 6 January.
  ['us-motor', 'NOTICE', 'HIDDEN', 'chicago', '2021-12-29T18:00:00Z', '2022-01-07T05:59:59.999Z'],
  // Rest on Friday and Saturday: Wed 3 June; Thu 4, Sun 7, Mon 8, Tue 9, Wed 10 June.
  ['us-motor', 'NOTICE', 'HIDDEN', 'riyadh', '2026-06-03T09:00:00Z', '2026-06-10T20:59:59.999Z'],
  // 23:30 in New York is already the next day in UTC; the local day counts: Mon 1 June + Tue 2 … Mon 8.
  ['us-motor', 'NOTICE', 'HIDDEN', 'new-york', '2026-06-02T03:30:00Z', '2026-06-09T03:59:59.999Z'],
  // 49 USC 14706(e)(1): nine months. 31 May + 9 months has no 31 February: the 28th, in a leap year the 29th.
  ['us-motor', 'FILE', 'ANY', 'new-york', '2026-05-31T15:00:00Z', '2027-03-01T04:59:59.999Z'],
  ['us-motor', 'FILE', 'ANY', 'new-york', '2027-05-31T15:00:00Z', '2028-03-01T04:59:59.999Z'],
  // 15 August + 9 months = 15 May, in summer time again.
  ['us-motor', 'FILE', 'ANY', 'new-york', '2026-08-15T15:00:00Z', '2027-05-16T03:59:59.999Z'],
  // 49 CFR 370.5(a): 30 days. 2 March + 30 = 1 April; summer time began on 8 March, so a day of 23 hours lies between.
  ['us-motor', 'ACKNOWLEDGE', 'ANY', 'chicago', '2026-03-02T12:00:00Z', '2026-04-02T04:59:59.999Z'],
  // … 15 October + 30 = 14 November; summer time ended on 1 November, so a day of 25 hours lies between.
  ['us-motor', 'ACKNOWLEDGE', 'ANY', 'chicago', '2026-10-15T12:00:00Z', '2026-11-15T05:59:59.999Z'],
  // … 30 January + 30 = 1 March; in the leap year 2028 it is 29 February.
  ['us-motor', 'ACKNOWLEDGE', 'ANY', 'chicago', '2026-01-30T18:00:00Z', '2026-03-02T05:59:59.999Z'],
  ['us-motor', 'ACKNOWLEDGE', 'ANY', 'chicago', '2028-01-30T18:00:00Z', '2028-03-01T05:59:59.999Z'],
  // 49 CFR 370.9(a): 120 days. 29 left in March, 30 April, 31 May, 30 June: 30 June.
  ['us-motor', 'DECIDE', 'ANY', 'chicago', '2026-03-02T12:00:00Z', '2026-07-01T04:59:59.999Z'],
  // 49 CFR 370.9(b): each 60 days from there. 31 July, 29 August.
  ['us-motor', 'STATUS', 'ANY', 'chicago', '2026-07-01T04:59:59.999Z', '2026-08-30T04:59:59.999Z'],
  // 49 USC 14706(e)(1): two years from the written denial; 29 February + 2 years = 28 February.
  ['us-motor', 'SUE', 'ANY', 'chicago', '2024-02-29T18:00:00Z', '2026-03-01T05:59:59.999Z'],
  // 49 USC 13710(a)(3)(B): 180 days. Jan 16, Feb 28, Mar 31, Apr 30, May 31, Jun 30 = 166, and 14: 14 July.
  ['us-overcharge', 'FILE', 'ANY', 'los-angeles', '2026-01-15T20:00:00Z', '2026-07-15T06:59:59.999Z'],
  // 49 CFR 378.7: 30 days: 14 February. 378.8: 60 days: 16 March, after the change to summer time on 8 March.
  ['us-overcharge', 'ACKNOWLEDGE', 'ANY', 'los-angeles', '2026-01-15T20:00:00Z', '2026-02-15T07:59:59.999Z'],
  ['us-overcharge', 'DECIDE', 'ANY', 'los-angeles', '2026-01-15T20:00:00Z', '2026-03-17T06:59:59.999Z'],
  // CMR 30(1): at once means on the day; the day of delivery is not counted (30(4)).
  ['cmr', 'NOTICE', 'VISIBLE', 'paris', '2026-04-29T10:00:00Z', '2026-04-29T21:59:59.999Z'],
  // CMR 30(1): seven days without Sundays and holidays. Thu 30, (Fri 1 May), Sat 2, (Sun 3), Mon 4, 5, 6, Thu 7, (Fri 8
  // May is free in France), Sat 9. In Germany 8 May is worked.
  ['cmr', 'NOTICE', 'HIDDEN', 'paris', '2026-04-29T10:00:00Z', '2026-05-09T21:59:59.999Z'],
  ['cmr', 'NOTICE', 'HIDDEN', 'berlin', '2026-04-29T10:00:00Z', '2026-05-08T21:59:59.999Z'],
  // Easter 2026 is 5 April. Thu 2; (Good Friday 3), Sat 4, (Sun 5, Mon 6), Tue 7, 8, 9, 10, Sat 11, (Sun 12), Mon 13.
  ['cmr', 'NOTICE', 'HIDDEN', 'amsterdam', '2026-04-02T10:00:00Z', '2026-04-13T21:59:59.999Z'],
  // CMR 30(3): 21 days, Sundays and all. 10 October + 21 = 31 October, after the end of summer time on the 25th.
  ['cmr', 'NOTICE', 'DELAY', 'berlin', '2026-10-10T08:00:00Z', '2026-10-31T22:59:59.999Z'],
  // CMR 32(1): one year; 29 February 2024 + 1 year = 28 February 2025.
  ['cmr', 'SUE', 'ANY', 'berlin', '2024-02-29T12:00:00Z', '2025-02-28T22:59:59.999Z'],
  // The conventions: filed is what was noticed in time.
  ['cmr', 'FILE', 'HIDDEN', 'berlin', '2026-04-29T10:00:00Z', '2026-05-08T21:59:59.999Z'],
  // Hague-Visby III(6): three days hidden, over the turn of the year; 23:30 in Hong Kong is 15:30Z.
  ['hague-visby', 'NOTICE', 'HIDDEN', 'hong-kong', '2026-12-30T15:30:00Z', '2027-01-02T15:59:59.999Z'],
  ['hague-visby', 'NOTICE', 'VISIBLE', 'hong-kong', '2026-12-30T15:30:00Z', '2026-12-30T15:59:59.999Z'],
  // 30 December 2011 did not exist in Samoa; its date is counted all the same: 29, 30, 31.
  ['hague-visby', 'NOTICE', 'HIDDEN', 'apia', '2011-12-28T20:00:00Z', '2011-12-31T09:59:59.999Z'],
  ['hague-visby', 'SUE', 'ANY', 'hong-kong', '2026-12-30T15:30:00Z', '2027-12-30T15:59:59.999Z'],
  // Montreal 31(2): 14 days; 20 February 2028 + 14 = 5 March in a leap year. India is half an hour off.
  ['montreal', 'NOTICE', 'HIDDEN', 'kolkata', '2028-02-20T10:00:00Z', '2028-03-05T18:29:59.999Z'],
  ['montreal', 'NOTICE', 'VISIBLE', 'kolkata', '2027-02-20T10:00:00Z', '2027-03-06T18:29:59.999Z'],
  // … delay 21 days: 15 March + 21 = 5 April, in British Summer Time from 29 March on.
  ['montreal', 'NOTICE', 'DELAY', 'london', '2026-03-15T10:00:00Z', '2026-04-05T22:59:59.999Z'],
  // Montreal 35: two years.
  ['montreal', 'SUE', 'ANY', 'london', '2026-07-01T10:00:00Z', '2028-07-01T22:59:59.999Z'],
  // CIM 47(2): seven days, over the turn of the year.
  ['cim', 'NOTICE', 'HIDDEN', 'zurich', '2026-12-28T10:00:00Z', '2027-01-04T22:59:59.999Z'],
  // In Cairo clocks change at midnight: 24 April 2026 begins at 01:00, and 29 October ends at its second midnight.
  ['cim', 'NOTICE', 'HIDDEN', 'cairo', '2026-04-16T10:00:00Z', '2026-04-23T21:59:59.999Z'],
  ['cim', 'NOTICE', 'HIDDEN', 'cairo', '2026-10-22T10:00:00Z', '2026-10-29T21:59:59.999Z'],
  // Hours are elapsed time, also over a change of the hour.
  ['house', 'RESOLVE', 'COMPLAINT:HIGH', 'chicago', '2026-03-07T20:00:00Z', '2026-03-08T20:00:00.000Z'],
  ['house', 'DECIDE', 'ANY', 'chicago', '2026-03-02T12:00:00Z', '2026-07-01T04:59:59.999Z'],
];

const PAUSES: readonly (readonly [string, Row, readonly Step[]])[] = [
  // Wed 3 June; Thu 4, Fri 5, Mon 8, Tue 9, Wed 10. A pause on Saturday and Sunday takes no day that counts.
  [
    'business days over a weekend',
    ['us-motor', 'NOTICE', 'HIDDEN', 'chicago', '2026-06-03T17:00:00Z', '2026-06-11T04:59:59.999Z'],
    [
      ['PAUSED', '2026-06-06T15:00:00Z'],
      ['RESUMED', '2026-06-07T15:00:00Z'],
    ],
  ],
  // From Friday to Monday three are left after Friday (8, 9, 10), so three after Monday: 9, 10, Thu 11.
  [
    'business days from Friday to Monday',
    ['us-motor', 'NOTICE', 'HIDDEN', 'chicago', '2026-06-03T17:00:00Z', '2026-06-12T04:59:59.999Z'],
    [
      ['PAUSED', '2026-06-05T15:00:00Z'],
      ['RESUMED', '2026-06-08T15:00:00Z'],
    ],
  ],
  // Calendar days from Friday to Monday: three later. 30 June + 3 = 3 July.
  [
    'calendar days over a weekend',
    ['house', 'DECIDE', 'ANY', 'chicago', '2026-03-02T12:00:00Z', '2026-07-04T04:59:59.999Z'],
    [
      ['PAUSED', '2026-06-05T15:00:00Z'],
      ['RESUMED', '2026-06-08T15:00:00Z'],
    ],
  ],
  // Twice: 10 days in April, 1 in May: 11 July. Summer time has no part in it.
  [
    'two pauses',
    ['house', 'DECIDE', 'ANY', 'chicago', '2026-03-02T12:00:00Z', '2026-07-12T04:59:59.999Z'],
    [
      ['PAUSED', '2026-04-01T15:00:00Z'],
      ['RESUMED', '2026-04-11T15:00:00Z'],
      ['PAUSED', '2026-05-10T15:00:00Z'],
      ['RESUMED', '2026-05-11T15:00:00Z'],
    ],
  ],
  [
    'a pause within one day',
    ['house', 'DECIDE', 'ANY', 'chicago', '2026-03-02T12:00:00Z', '2026-07-01T04:59:59.999Z'],
    [
      ['PAUSED', '2026-06-05T14:00:00Z'],
      ['RESUMED', '2026-06-05T20:00:00Z'],
    ],
  ],
  // CMR 32(2): from 1 February to 3 March are 30 days: 10 January + 30 = 9 February.
  [
    'the suit while the claim is pending',
    ['cmr', 'SUE', 'ANY', 'berlin', '2026-01-10T12:00:00Z', '2027-02-09T22:59:59.999Z'],
    [
      ['PAUSED', '2026-02-01T12:00:00Z'],
      ['RESUMED', '2026-03-03T12:00:00Z'],
    ],
  ],
  [
    'elapsed hours over the change of the hour',
    ['house', 'RESOLVE', 'COMPLAINT:HIGH', 'chicago', '2026-03-07T20:00:00Z', '2026-03-08T21:30:00.000Z'],
    [
      ['PAUSED', '2026-03-08T07:30:00Z'],
      ['RESUMED', '2026-03-08T09:00:00Z'],
    ],
  ],
];

describe('golden dates', () => {
  it.each(GOLDEN)('%s %s %s in %s from %s', (...row) => {
    const [regime, kind, about, party, from, due] = row;
    expect(dueAt(regime, kind, about, party, from)).toBe(due);
  });

  it.each(PAUSES)('pauses: %s', (_, [regime, kind, about, party, from, due], steps) => {
    expect(dueAt(regime, kind, about, party, from, steps)).toBe(due);
  });
});
