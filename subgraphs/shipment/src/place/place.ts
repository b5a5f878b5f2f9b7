import { COUNTRIES, type Place, REGIONS } from '@quayside/shared/gazetteer';

/** An address as partners write it; the country is a code where they know one. */
export interface PostalAddress {
  readonly lines: string[];
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string;
}

/** What an address tells about a stop that came without zone and coordinates. */
export interface Whereabouts {
  readonly timeZone: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** False when the country is not known either: UTC stands in, and somebody should be told. */
  readonly known: boolean;
}

/** `Boston, MA`, for people. */
export const placeName = ({ city, region }: PostalAddress): string =>
  [city, region].filter(Boolean).join(', ').slice(0, 160);

const ALIASES: Readonly<Record<string, string>> = { USA: 'US', CAN: 'CA', MEX: 'MX', CHN: 'CN', UK: 'GB', GBR: 'GB' };

const NOWHERE: Whereabouts = { timeZone: 'UTC', latitude: null, longitude: null, known: false };

const toWhereabouts = ([timeZone, latitude, longitude]: Place): Whereabouts => ({
  timeZone,
  latitude,
  longitude,
  known: true,
});

/** Zone and centroid of a state or province, else of its country. EDI addresses often leave the country out: `US` then. */
export function locate(address: Pick<PostalAddress, 'country' | 'region'>): Whereabouts {
  const written = address.country.trim().toUpperCase() || 'US';
  const country = ALIASES[written] ?? written;
  const region = address.region?.trim().toUpperCase();
  const place = (region ? REGIONS[`${country}-${region}`] : undefined) ?? COUNTRIES[country];
  return place ? toWhereabouts(place) : NOWHERE;
}
