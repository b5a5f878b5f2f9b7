import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { HOUSE_CALENDAR } from './calendar.ts';
import { setCalendar } from './calendar-commands.ts';
import { HOLIDAY_COUNTRIES } from './holidays.ts';
import { calendarUpdates } from './live.ts';
import { REGIMES } from './regimes.ts';
import { currentCalendars } from './store.ts';
import { clockWorld } from './world.ts';

const world = clockWorld(REGIMES, []);

/** Clocks, and the calendars by which they count. Which clocks a viewer sees, the store decides. */
export const clockResolvers: Resolvers = {
  Query: {
    businessCalendars: async (_, _args, ctx) =>
      (await ctx.db.read((em) => currentCalendars(em, ctx.viewer))).map((row) => ({ ...row })),
    holidayCountries: () => [...HOLIDAY_COUNTRIES],
  },
  Mutation: {
    setBusinessCalendar: async (_, { input }, ctx) => {
      const { accountId = null, carrierScac = null, country = null, holidays, ...rest } = input;
      return answer(await setCalendar(ctx, { ...rest, accountId, carrierScac, country, holidays: holidays ?? [] }));
    },
  },
  Subscription: {
    businessCalendarUpdated: { subscribe: (_, { after }, ctx) => calendarUpdates(ctx, after) },
  },
  BusinessCalendar: {
    account: ({ accountId }) => (accountId === null ? null : { id: accountId }),
    restDays: ({ restDays }) => [...restDays],
    holidays: ({ holidays }) => [...holidays],
  },
  BusinessCalendarResult: resultUnion('BusinessCalendar'),
  Clock: {
    source: ({ regime, regimeVersion, kind, about }) => world.rule(regime, regimeVersion, kind, about).source,
    pausableFor: ({ regime, regimeVersion, kind, about }) => [
      ...world.rule(regime, regimeVersion, kind, about).pausedBy,
    ],
    timeZone: async ({ party, calendarVersion }, _, ctx) =>
      (await ctx.loaders.calendar.load(`${party}:${calendarVersion}`))?.timeZone ?? HOUSE_CALENDAR.timeZone,
    transitions: ({ id }, _, ctx) => ctx.loaders.transitions.load(id),
  },
};
