import { COUNTRIES, REGIONS } from './gazetteer.ts';

/** The zone of a place by ISO 3166 country and region, or null for a country that is not known here. */
export function zoneOfRegion(country: string, region: string | null | undefined): string | null {
  const code = region?.trim().toUpperCase();
  const place = (code ? REGIONS[`${country}-${code}`] : undefined) ?? COUNTRIES[country];
  return place?.[0] ?? null;
}
