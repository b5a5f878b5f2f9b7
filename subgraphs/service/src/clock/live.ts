import type { SubgraphContext } from '@quayside/shared/graphql/subgraph';
import { CALENDAR_CHANGED, type CalendarChanged } from '../events.ts';
import { currentCalendars, type ShownCalendar } from './store.ts';

interface CalendarUpdate {
  readonly businessCalendarUpdated: {
    readonly cursor: string;
    readonly event: string;
    readonly at: number;
    readonly calendar: ShownCalendar;
  };
}

/** Changes of calendars, each with the calendar as it is then, for those who may see it. */
export async function* calendarUpdates(
  ctx: SubgraphContext,
  after: string | null | undefined,
): AsyncGenerator<CalendarUpdate, void, undefined> {
  for await (const { cursor, event } of ctx.live.follow(after)) {
    if (event.type !== CALENDAR_CHANGED) continue;
    const { party } = event.data as CalendarChanged;
    const seen = await ctx.db.read((em) => currentCalendars(em, ctx.viewer));
    const calendar = seen.find((one) => one.party === party);
    if (calendar) yield { businessCalendarUpdated: { cursor, event: event.type, at: event.at, calendar } };
  }
}
