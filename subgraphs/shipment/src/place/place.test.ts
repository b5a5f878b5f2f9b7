import { COUNTRIES, REGIONS } from '@quayside/shared/gazetteer';
import { isTimeZone } from '@quayside/shared/instant';
import { describe, expect, it } from 'vitest';
import { locate } from './place.ts';

describe('places', () => {
  it.each([
    ['US', 'ca', 'America/Los_Angeles'],
    ['USA', 'TX', 'America/Chicago'],
    ['', 'NY', 'America/New_York'],
    ['CA', 'BC', 'America/Vancouver'],
    ['CN', 'GD', 'Asia/Shanghai'],
    ['CN', null, 'Asia/Shanghai'],
    ['TW', null, 'Asia/Taipei'],
    ['HK', null, 'Asia/Hong_Kong'],
    ['MX', 'SON', 'America/Hermosillo'],
    ['DE', 'BY', 'Europe/Berlin'],
    ['UK', null, 'Europe/London'],
  ])('find %s %s in %s', (country, region, timeZone) => {
    expect(locate({ country, region })).toMatchObject({ timeZone, known: true });
  });

  it('fall back to UTC and admit it', () => {
    expect(locate({ country: 'XX', region: null })).toEqual({
      timeZone: 'UTC',
      latitude: null,
      longitude: null,
      known: false,
    });
  });

  it('all have a real zone and lie on earth', () => {
    for (const [timeZone, latitude, longitude] of [...Object.values(REGIONS), ...Object.values(COUNTRIES)]) {
      expect(isTimeZone(timeZone), timeZone).toBe(true);
      expect(Math.abs(latitude)).toBeLessThan(72);
      expect(Math.abs(longitude)).toBeLessThan(180);
    }
  });
});
