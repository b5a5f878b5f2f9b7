import { reachesAccount } from '@quayside/shared/db/reach';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { CALENDAR_CHANGED, type CalendarChanged } from '../events.ts';
import { calendarFault, carrierParty, HOUSE_CALENDAR } from './calendar.ts';
import type { HolidayCountry } from './holidays.ts';
import { HOLIDAY_COUNTRIES } from './holidays.ts';
import { maySetCalendar } from './policy.ts';
import { calendarsOf, insertCalendar, newestVersion } from './store.ts';
import type { CalendarRow } from './table.ts';

/** A calendar as the staff say it: of an account, of a carrier, or of the company itself. */
export interface SetCalendar {
  readonly accountId: string | null;
  readonly carrierScac: string | null;
  readonly timeZone: string;
  readonly restDays: readonly number[];
  readonly country: string | null;
  readonly holidays: readonly string[];
}

const SCAC = /^[A-Z]{2,4}$/;

/** Adds a version of a party's calendar. Clocks that run keep theirs: a promise is not moved by a new holiday. */
export async function setCalendar(ctx: CommandContext, input: SetCalendar): Promise<Result<CalendarRow>> {
  const { accountId, carrierScac, timeZone, restDays, country, holidays } = input;
  if (!maySetCalendar(ctx.viewer)) throw forbidden('set a business calendar');
  if (accountId !== null && carrierScac !== null) {
    return refuse('CALENDAR_PARTY', 'A calendar is of one party.', {
      field: 'carrierScac',
      fix: 'Name one of the two.',
    });
  }
  if (carrierScac !== null && !SCAC.test(carrierScac)) {
    return refuse('SCAC_UNKNOWN', `${carrierScac} is no SCAC.`, { field: 'carrierScac' });
  }
  const party = accountId ?? (carrierScac ? carrierParty(carrierScac) : HOUSE_CALENDAR.party);
  const facts = { party, version: 0, timeZone, restDays, country, holidays };
  const fault = calendarFault(facts);
  if (fault) return fault;
  return ctx.db.write(async (em) => {
    if (accountId !== null && !(await reachesAccount(em, ctx.viewer, accountId))) throw notFound('The account');
    const version = newestVersion(await calendarsOf(em, [party]), party) + 1;
    const row: CalendarRow = {
      ...{ ...facts, id: newId(), version, accountId, changedBy: ctx.viewer.name, changedAt: ctx.now() },
      country: HOLIDAY_COUNTRIES.find((known): known is HolidayCountry => known === country) ?? null,
    };
    await insertCalendar(em, row);
    const data: CalendarChanged = { party, version, timeZone };
    const common = { subject: row.id, seq: version, at: ctx.now(), correlationId: ctx.correlationId };
    await appendEvents(em, [{ ...common, type: CALENDAR_CHANGED, accountId, data }]);
    return ok(row);
  });
}
