import type { CalendarFactsFragment } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';

/** @param day 1 Monday to 7 Sunday */
export const weekdayName = (day: number, locale: string): string =>
  // 1 January 2024 was a Monday.
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));

/** @param country ISO 3166-1 alpha-2 */
export const countryName = (country: string, locale: string): string =>
  new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country;

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

const CARRIER = 'carrier:';

/** The SCAC of a carrier's calendar, or null. */
export const carrierOf = ({ party }: Pick<CalendarFactsFragment, 'party'>): string | null =>
  party.startsWith(CARRIER) ? party.slice(CARRIER.length) : null;

/** Says whose calendar it is. */
export function usePartyName(): (calendar: CalendarFactsFragment) => string {
  const t = useText();
  return (calendar) => {
    const scac = carrierOf(calendar);
    if (scac) return t('calendars.carrier', { scac });
    return calendar.account?.name ?? t('calendars.company');
  };
}
