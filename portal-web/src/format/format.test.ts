import { describe, expect, it } from 'vitest';
import { formatDate, formatInstant, formatRelative, fromWallClock, toWallClock } from './instant.ts';
import { formatMoney, minorDigits, toMinor } from './money.ts';
import { formatBytes, formatWeight } from './quantity.ts';

const now = new Date('2026-11-23T12:00:00Z');
const inBoston = { locale: 'en', timeZone: 'America/New_York' };

describe('formatInstant', () => {
  it('names the zone of the reader', () => {
    expect(formatInstant('2026-11-23T19:05:00Z', inBoston, now)).toBe('Nov 23, 14:05 EST');
  });

  it('adds the year when it differs', () => {
    expect(formatInstant('2027-01-02T19:05:00Z', inBoston, now)).toContain('2027');
  });

  it('puts the zone last in Chinese', () => {
    const reading = { locale: 'zh-Hant', timeZone: 'Asia/Taipei' };
    expect(formatInstant('2026-11-23T01:05:00Z', reading, now)).toMatch(/^11月23日 09:05 \S+$/);
  });

  it('never moves a calendar date', () => {
    expect(formatDate('2026-03-01', 'en')).toBe('Mar 1, 2026');
  });
});

describe('formatRelative', () => {
  it.each([
    ['2026-11-23T15:00:00Z', 'in 3 hr.'],
    ['2026-11-23T11:50:00Z', '10 min. ago'],
    ['2026-11-21T11:00:00Z', '2 days ago'],
    ['2026-11-23T12:00:20Z', 'this minute'],
  ])('reads %s as %s', (at, words) => {
    expect(formatRelative(at, 'en', now.getTime())).toBe(words);
  });
});

describe('wall clock', () => {
  it('survives the way there and back', () => {
    const at = new Date('2026-07-04T13:30:00Z');
    expect(toWallClock(at, 'America/Chicago')).toBe('2026-07-04T08:30');
    expect(fromWallClock('2026-07-04T08:30', 'America/Chicago')).toEqual(at);
  });

  it('holds on the day when clocks change', () => {
    expect(fromWallClock('2026-03-08T12:00', 'America/New_York').toISOString()).toBe('2026-03-08T16:00:00.000Z');
    expect(fromWallClock('2026-11-01T12:00', 'America/New_York').toISOString()).toBe('2026-11-01T17:00:00.000Z');
  });

  it('takes the earlier of a repeated hour', () => {
    expect(fromWallClock('2026-11-01T01:30', 'America/New_York').toISOString()).toBe('2026-11-01T05:30:00.000Z');
  });
});

describe('money and quantities', () => {
  it('shows the currency as a code', () => {
    expect(formatMoney({ amountMinor: 125000, currency: 'USD' }, 'en')).toBe('USD\u00a01,250.00');
    expect(formatMoney({ amountMinor: 1250, currency: 'TWD' }, 'zh-Hant')).toContain('TWD');
  });

  it('knows currencies without minor units', () => {
    expect(formatMoney({ amountMinor: 1250, currency: 'JPY' }, 'en')).toBe('JPY\u00a01,250');
    expect(toMinor(1250, 'JPY')).toBe(1250);
  });

  // Browsers show HUF and IQD without the places that ISO 4217 gives them.
  it.each([
    ['KWD', 1_250, 'KWD\u00a01.250'],
    ['IQD', 1_250, 'IQD\u00a01.250'],
    ['HUF', 1_250, 'HUF\u00a012.50'],
    ['CNY', 1_250, 'CNY\u00a012.50'],
  ])('writes %s with its minor units by ISO 4217', (currency, amountMinor, words) => {
    expect(formatMoney({ amountMinor, currency }, 'en')).toBe(words);
    expect(toMinor(amountMinor / 10 ** minorDigits(currency), currency)).toBe(amountMinor);
  });

  it('takes nothing off nothing', () => {
    expect(formatMoney({ amountMinor: -0, currency: 'USD' }, 'en')).toBe('USD\u00a00.00');
  });

  it('rounds what was typed to minor units', () => {
    expect(toMinor(19.99, 'USD')).toBe(1999);
  });

  it('chooses a unit that fits', () => {
    expect(formatWeight(850, 'en')).toBe('850 g');
    expect(formatWeight(69_600, 'en')).toBe('69.6 kg');
    expect(formatBytes(1_400_000, 'en')).toBe('1.4 MB');
  });
});
