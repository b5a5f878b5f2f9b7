export interface Place {
  readonly name: string;
  readonly lines: readonly string[];
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  readonly country: string;
  readonly timeZone: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** A named place with its address, zone and coordinates. */
export const place = (
  name: string,
  line: string,
  [city, region, postalCode, country]: readonly [string, string, string, string],
  timeZone: string,
  [latitude, longitude]: readonly [number, number],
): Place => ({ name, lines: [line], city, region, postalCode, country, timeZone, latitude, longitude });

export const WAREHOUSES = {
  memphis: place(
    'Quayside Memphis',
    '4100 Lamar Ave',
    ['Memphis', 'TN', '38118', 'US'],
    'America/Chicago',
    [35.07, -89.93],
  ),
  reno: place(
    'Quayside Reno',
    '1200 Vista Blvd',
    ['Sparks', 'NV', '89434', 'US'],
    'America/Los_Angeles',
    [39.53, -119.7],
  ),
  shenzhen: place(
    'Quayside Yantian',
    '18 Shenyan Road',
    ['Shenzhen', 'GD', '518081', 'CN'],
    'Asia/Shanghai',
    [22.57, 114.27],
  ),
} as const;
export type BranchKey = keyof typeof WAREHOUSES;
