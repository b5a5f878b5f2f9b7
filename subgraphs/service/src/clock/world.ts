import { type BusinessCalendar, countingCalendar, HOUSE_CALENDAR } from './calendar.ts';
import type { ClockWorld } from './clock.ts';
import { type ClockRule, type RegimeVersion, ruleFor } from './regime.ts';

/** Rules and calendars by version, each looked up once. */
export function clockWorld(regimes: readonly RegimeVersion[], calendars: readonly BusinessCalendar[]): ClockWorld {
  const versions = new Map(regimes.map((one) => [`${one.id}:${one.version}`, one]));
  const rules = new Map<string, ClockRule>();
  const known = new Map(calendars.map((one) => [`${one.party}:${one.version}`, countingCalendar(one)]));
  const house = countingCalendar(HOUSE_CALENDAR);
  return {
    rule: (id, version, kind, about) => {
      const key = `${id}:${version}:${kind}:${about}`;
      const found = rules.get(key);
      if (found) return found;
      const regime = versions.get(`${id}:${version}`);
      const rule = regime && ruleFor(regime, kind, about);
      if (!rule) throw new RangeError(`there is no rule ${key}`);
      rules.set(key, rule);
      return rule;
    },
    calendar: (party, version) => {
      // Version 0 is what holds for everybody who has never said otherwise.
      if (version === HOUSE_CALENDAR.version) return house;
      const calendar = known.get(`${party}:${version}`);
      if (!calendar) throw new RangeError(`there is no calendar ${party}:${version}`);
      return calendar;
    },
  };
}
