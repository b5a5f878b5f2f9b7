import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atRate, type Exchange, rateBetween, rateIn, restated } from './exchange.ts';

const HOUSE: Exchange = {
  currency: 'USD',
  exchange: [
    { currency: 'EUR', rate: 1.1 },
    { currency: 'EUR', from: '2026-07', rate: 1.2 },
    { currency: 'CNY', from: '2026-03', rate: 0.125 },
    { currency: 'CNY', from: '2026-09', rate: 0.16 },
  ],
};

describe('an exchange rate', () => {
  it.each([
    ['EUR', '2020-01', 1.1],
    ['EUR', '2026-06', 1.1],
    ['EUR', '2026-07', 1.2],
    ['EUR', '2030-01', 1.2],
    ['CNY', '2026-02', null],
    ['CNY', '2026-03', 0.125],
    ['USD', '2020-01', 1],
    ['GBP', '2026-07', null],
  ])('of %s in %s is the last that began by then', (currency, month, rate) => {
    expect(rateIn(HOUSE, currency, month)).toBe(rate);
  });

  it('between two others goes by way of the house', () => {
    expect(rateBetween(HOUSE, 'EUR', 'CNY', '2026-08')).toBeCloseTo(9.6, 12);
    expect(rateBetween(HOUSE, 'EUR', 'CNY', '2026-01')).toBeNull();
    expect(rateBetween(HOUSE, 'GBP', 'GBP', '2026-01')).toBe(1);
  });

  it('is the same one in another currency, month by month', () => {
    expect(restated(HOUSE, 'CNY', null)).toEqual([
      { currency: 'USD', from: '2026-03', rate: 8 },
      { currency: 'USD', from: '2026-09', rate: 6.25 },
      { currency: 'EUR', from: '2026-03', rate: 8.8 },
      { currency: 'EUR', from: '2026-07', rate: 9.6 },
      { currency: 'EUR', from: '2026-09', rate: 7.5 },
    ]);
    expect(restated(HOUSE, 'JPY', null)).toEqual([]);
    expect(restated({ ...HOUSE, exchange: HOUSE.exchange.slice(0, 2) }, 'JPY', 150)).toEqual([
      { currency: 'USD', from: null, rate: 150 },
      { currency: 'EUR', from: null, rate: 165 },
      { currency: 'EUR', from: '2026-07', rate: 180 },
    ]);
  });
});

describe('an amount at a rate', () => {
  it.each([
    ['no minor units to two', 10_000, 0.0067, 'JPY', 'USD', 6_700],
    ['two to no minor units', 6_700, 149.25, 'USD', 'JPY', 10_000],
    ['three to two', 1_000, 3.25, 'KWD', 'USD', 325],
    ['two to three', 325, 0.3077, 'USD', 'KWD', 1_000],
    ['a half away from zero', 1, 0.5, 'EUR', 'USD', 1],
    ['the same below zero', -1, 0.5, 'EUR', 'USD', -1],
    ['less than a half', -1, 0.4, 'EUR', 'USD', 0],
  ])('goes from %s', (_, amount, rate, from, to, minor) => {
    expect(atRate(amount, rate, from, to)).toBe(minor);
  });

  const minor = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
  const rate = fc.double({ min: 0.000_1, max: 10_000, noNaN: true });
  const currency = fc.constantFrom('USD', 'JPY', 'KWD', 'CNY');

  it('turns with its sign, and is off by no more than one minor unit for each part of a sum', () => {
    fc.assert(
      fc.property(fc.array(minor, { minLength: 1, maxLength: 8 }), rate, currency, currency, (parts, at, from, to) => {
        const [sum, whole] = [parts.reduce((all, part) => all + part, 0), (part: number) => atRate(part, at, from, to)];
        expect(whole(-sum)).toBe(whole(sum) === 0 ? 0 : -whole(sum));
        const apart = Math.abs(parts.reduce((all, part) => all + whole(part), 0) - whole(sum));
        // Above 2^53 a double has no minor units left to be right about.
        fc.pre(parts.every((part) => Math.abs(whole(part)) < 2 ** 50));
        expect(apart).toBeLessThanOrEqual(parts.length);
      }),
    );
  });

  it('comes back from there within what one minor unit of the other is worth', () => {
    fc.assert(
      fc.property(minor, rate, currency, currency, (amount, at, from, to) => {
        const there = atRate(amount, at, from, to);
        fc.pre(Math.abs(there) < 2 ** 50);
        const worth = Math.max(1, atRate(1, 1 / at, to, from) + 1);
        expect(Math.abs(atRate(there, 1 / at, to, from) - amount)).toBeLessThanOrEqual(worth);
      }),
    );
  });
});
