import { describe, expect, it } from 'vitest';
import { changesOf, otherPrices, withReplaced } from './changes.ts';
import { cardFaults, checkRateCard } from './faults.ts';
import { price } from './price.ts';
import type { RateCard, RateLine } from './rate.ts';

const aLine = (change: Partial<RateLine> = {}): RateLine => ({
  id: 'line',
  service: 'TRANSPORT',
  per: 'CWT',
  origin: null,
  destination: null,
  rate: { amountMinor: 1_850, currency: 'USD' },
  minimum: null,
  ...{ charge: null, code: null, breaks: [], free: 0 },
  ...change,
});

const aCard = (change: Partial<RateCard> = {}): RateCard => ({
  id: 'card',
  contractId: 'contract',
  name: 'Standard',
  currency: 'USD',
  validFrom: '2026-01-01',
  ...{ validTo: null, zones: [], fuel: null },
  lines: [aLine()],
  ...change,
});

const asked = { service: 'TRANSPORT', quantity: 1, date: '2026-03-02' } as const;

describe('rate', () => {
  it.each([
    { quantity: 1, minor: 1_850 },
    { quantity: 2.5, minor: 4_625 },
    { quantity: 0.0003, minor: 1 },
    { quantity: 0.0002, minor: 0 },
  ])('prices $quantity units to the nearest minor unit', ({ quantity, minor }) => {
    expect(price([aCard()], { ...asked, quantity })).toMatchObject({ value: { amount: { amountMinor: minor } } });
  });

  it('prices by the arithmetic that charges: breaks, free units, minimum', () => {
    const line = aLine({
      minimum: { amountMinor: 5_000, currency: 'USD' },
      free: 1,
      breaks: [{ from: 10, rateMinor: 1_000 }],
    });
    const minorOf = (quantity: number) => {
      const priced = price([aCard({ lines: [line] })], { ...asked, quantity });
      return priced.ok && [priced.value.amount.amountMinor, priced.value.minimumApplied];
    };
    // 19 × 10.00; 7 × 18.50 is dearer than ten of the next break; 1 × 18.50 is below the minimum; the first is free.
    expect([20, 8, 2, 1].map(minorOf)).toEqual([
      [19_000, false],
      [10_000, false],
      [5_000, true],
      [0, false],
    ]);
  });

  it('prefers a line that asks for no lane', () => {
    const lines = [aLine({ id: 'lane', origin: 'BOS', destination: 'NYC' }), aLine({ id: 'anywhere' })];
    expect(price([aCard({ lines })], asked)).toMatchObject({ value: { line: { id: 'anywhere' } } });
  });

  it('falls back to an older card with a line', () => {
    const newer = aCard({ id: 'newer', validFrom: '2026-02-01', lines: [aLine({ service: 'PHOTO' })] });
    expect(price([newer, aCard()], asked)).toMatchObject({ value: { rateCard: { id: 'card' } } });
  });

  it.each([
    { quantity: 0, code: 'QUANTITY_NOT_POSITIVE' },
    { quantity: -1, code: 'QUANTITY_NOT_POSITIVE' },
    { quantity: Number.NaN, code: 'QUANTITY_NOT_POSITIVE' },
    { quantity: 1e15, code: 'QUANTITY_TOO_LARGE' },
  ])('refuses a quantity of $quantity', ({ quantity, code }) => {
    expect(price([aCard()], { ...asked, quantity })).toMatchObject({ ok: false, refusal: { code } });
  });

  it.each([
    { name: '', code: 'NAME_LENGTH' },
    { currency: 'usd', code: 'CURRENCY_UNKNOWN' },
    { lines: [], code: 'RATE_LINES' },
    { lines: [aLine({ per: '' })], code: 'RATE_LINE' },
    { validTo: '2025-12-31', code: 'PERIOD_REVERSED' },
    { lines: [aLine({ minimum: { amountMinor: -1, currency: 'USD' } })], code: 'RATE_NEGATIVE' },
    { lines: [aLine({ charge: 'ACCESSORIAL' })], code: 'RATE_CODE' },
    { lines: [aLine({ breaks: [10, 5].map((from) => ({ from, rateMinor: 1 })) })], code: 'RATE_BREAKS' },
    { lines: [aLine({ charge: 'FREIGHT' }), aLine({ charge: 'FREIGHT', per: 'KG' })], code: 'RATE_TWICE' },
    { lines: [aLine({ charge: 'FREIGHT', origin: 'Z9' })], code: 'LANE_UNKNOWN' },
    { zones: [{ code: 'Z1', places: ['Boston'] }], code: 'ZONE_PLACE' },
    { zones: ['A', 'B'].map((code) => ({ code, places: ['US-MA'] })), code: 'ZONE_OVERLAP' },
    { fuel: { index: 'DOE', steps: [{ fromMilli: 2_500, basisPoints: 900 }] }, code: 'FUEL_GAP' },
    { lines: Array.from({ length: 500 }, () => aLine()), code: 'RATE_CARD_LARGE' },
  ])('refuses a card with $code', ({ code, ...change }) => {
    expect(checkRateCard(aCard(change))).toMatchObject({ ok: false, refusal: { code } });
  });

  it('names every line that is wrong, and how to mend it', () => {
    const lines = [
      aLine(),
      aLine({ charge: 'FREIGHT', per: '' }),
      aLine({ rate: { amountMinor: -5, currency: 'USD' } }),
    ];
    const faults = cardFaults(aCard({ lines, currency: 'usd' }));
    expect(faults.map(({ line, refusal }) => [line, refusal.code])).toEqual([
      [null, 'CURRENCY_UNKNOWN'],
      [1, 'RATE_LINE'],
      [2, 'RATE_NEGATIVE'],
    ]);
    expect(faults[2]?.refusal).toMatchObject({ field: 'lines.2', fix: expect.any(String) });
    expect(faults[2]?.refusal.message).toMatch(/^Line 3 \(/);
  });
});

describe('the next version of a card', () => {
  const known = aCard({ lines: [aLine({ charge: 'FREIGHT' }), aLine({ charge: 'STORAGE', per: 'PL' })] });
  const next = aCard({ id: 'next', validFrom: '2026-07-01', lines: [aLine({ charge: 'FREIGHT', free: 1 }), aLine()] });

  it('ends the one before, and what it leaves out', () => {
    const replaced = withReplaced([known], next, 'card');
    expect(replaced).toMatchObject({ value: [{ validTo: '2026-06-30' }] });
    expect(changesOf([known], next).map(({ change }) => change)).toEqual(['CHANGED', 'NEW']);
    expect(otherPrices([known], next)).toMatchObject([{ line: { charge: 'STORAGE' }, endsOn: null }]);
    expect(otherPrices(replaced.ok ? replaced.value : [], next)).toMatchObject([{ endsOn: '2026-06-30' }]);
  });

  it.each([
    [{ validFrom: '2026-01-01' }, 'card', 'RATE_CARD_ORDER'],
    [{}, 'other', 'RATE_CARD_UNKNOWN'],
  ])('is refused: %j after %s', (change, id, code) => {
    expect(withReplaced([known], { ...next, ...change }, id)).toMatchObject({ refusal: { code } });
  });
});
