import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { scheduledOrders } from '../work-order/store.ts';
import { bookedOn, capacityOn, daysFrom, hoursOf, isDate, WEEKDAYS } from './capacity.ts';
import { setWorkCapacity } from './commands.ts';
import { calendarUpdates } from './live.ts';
import { maySeeCapacity, reachesBranch } from './policy.ts';
import { branchPaths, workDays } from './store.ts';

const MOST_DAYS = 42;

/** The capacity calendar of a branch, with the jobs that fill it. */
export const capacityResolvers: Resolvers = {
  Query: {
    workBranches: (_, _args, ctx) => {
      if (!maySeeCapacity(ctx.viewer)) throw forbidden('see the capacity of a branch');
      return ctx.db.read((em) => branchPaths(em, ctx.viewer));
    },
    workCalendar: async (_, { branch, from, days: wanted }, ctx) => {
      if (!maySeeCapacity(ctx.viewer)) throw forbidden('see the capacity of a branch');
      if (!reachesBranch(ctx.viewer, branch)) return null;
      if (!isDate(from)) throw new AppError('BAD_USER_INPUT', `${from} is no date.`);
      const dates = daysFrom(from, Math.min(MOST_DAYS, Math.max(1, wanted ?? 14)));
      const range = { from, to: dates.at(-1) ?? from };
      return ctx.db.read(async (em) => {
        const days = await workDays(em, ctx.viewer, branch, range);
        const orders = await scheduledOrders(em, ctx.viewer, branch, range);
        return {
          branch,
          weekdays: WEEKDAYS.flatMap((weekday) => {
            const minutes = days.find((one) => one.day === weekday)?.minutes ?? null;
            return minutes === null ? [] : [{ weekday, hours: hoursOf(minutes) }];
          }),
          days: dates.map((day) => {
            const minutes = capacityOn(days, day);
            return {
              day,
              capacityHours: minutes === null ? null : hoursOf(minutes),
              bookedHours: hoursOf(bookedOn(days, day)),
              orders: orders.filter((order) => order.day === day),
            };
          }),
        };
      });
    },
  },
  Mutation: {
    setWorkCapacity: async (_, input, ctx) => {
      const result = await setWorkCapacity(ctx, input);
      if (!result.ok) return answer(result);
      const { branch, day, minutes, bookedMinutes } = result.value;
      return { branch, day, hours: hoursOf(minutes ?? 0), bookedHours: hoursOf(bookedMinutes) };
    },
  },
  Subscription: {
    workCalendarUpdated: {
      subscribe: (_, { branch, after }, ctx) => {
        if (!maySeeCapacity(ctx.viewer)) throw forbidden('see the capacity of a branch');
        if (!reachesBranch(ctx.viewer, branch)) throw notFound('The branch');
        return calendarUpdates(ctx, branch, after);
      },
    },
  },
  WorkCapacityResult: resultUnion('WorkCapacity'),
};
