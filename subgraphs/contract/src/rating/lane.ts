import type { ActivityPlace } from '../activity-events.ts';

/** Places under one name: `US` a country, `US-MA` a state, `US:021` postal codes that begin so. */
export interface Zone {
  readonly code: string;
  readonly places: readonly string[];
}

/** How close a price is to a place: the closest one holds. */
const CLOSE = { anywhere: 0, country: 1, region: 2, postal: 3 } as const;

const PATTERN = /^(?:([A-Z]{2})|([A-Z]{2})-([A-Z0-9]{1,3})|([A-Z]{2}):([A-Z0-9 -]{1,10}))$/;

export const isPlacePattern = (text: string): boolean => PATTERN.test(text);

/** 0 for anywhere, up to 3 for a postal code, or null when the place is not meant. */
export function closeness(
  end: string | null,
  place: ActivityPlace | null,
  zones: readonly Zone[],
): (typeof CLOSE)[keyof typeof CLOSE] | null {
  if (end === null) return CLOSE.anywhere;
  if (!place) return null;
  const patterns = zones.find(({ code }) => code === end)?.places ?? [end];
  const close = patterns.map((pattern) => matched(pattern, place)).filter((one) => one !== null);
  return close.length > 0 ? (Math.max(...close) as 1 | 2 | 3) : null;
}

function matched(pattern: string, place: ActivityPlace): 1 | 2 | 3 | null {
  const { country, region, postalCode } = place;
  if (pattern === country) return CLOSE.country;
  if (region && pattern === `${country}-${region}`) return CLOSE.region;
  const [land, start] = pattern.split(':');
  return start && land === country && postalCode?.startsWith(start) ? CLOSE.postal : null;
}

/** `US-MA 02110`, for people; `unknown` where nobody said. */
export const placeText = (place: ActivityPlace | null): string =>
  place
    ? [[place.country, place.region].filter(Boolean).join('-'), place.postalCode].filter(Boolean).join(' ')
    : 'unknown';
