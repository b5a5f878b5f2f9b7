import { describe, expect, it } from 'vitest';
import type { RateCard } from '../rate/rate.ts';
import { coverageFault } from './coverage.ts';
import { type Deed, rate } from './rating.ts';
import { daysStored, rateStorage } from './storage.ts';
import { openTariff, type Tariff } from './tariff.ts';
import { aCard, aDeed, aLine, FUEL, IN_CALIFORNIA, IN_NEW_YORK } from './testing.ts';

const open = (cards: readonly RateCard[]): Tariff => {
  const opened = openTariff('contract', cards, FUEL);
  if (!opened.ok) throw new Error(opened.refusal.message);
  return opened.value;
};
const amounts = (cards: readonly RateCard[], deed: Deed) => {
  const rating = rate(open(cards), deed);
  return rating.ok
    ? rating.value.map(({ kind, quantity, unit, amountMinor }) => [kind, quantity, unit, amountMinor])
    : rating.refusal.code;
};

// Worked by hand from the card of `aCard`; 1 CWT = 45,359.237 g.
describe('a month by hand', () => {
  it.each<[string, Partial<Deed>, unknown]>([
    [
      // 6.614 CWT × 18.50 = 122.36, below the minimum of 125.00; diesel of 2 March at 3.480: 12 %.
      'the minimum, and fuel of the week',
      { date: '2026-03-04', weightGrams: 300_000 },
      [
        ['FREIGHT', 6.614, 'CWT', 12_500],
        ['FUEL', 12, 'PERCENT', 1_500],
      ],
    ],
    [
      // 9.259 CWT × 18.50 = 171.30; ten of the next break cost 160.00. Diesel of 9 March at 3.510: 18.5 %.
      'the next break where it is cheaper',
      { date: '2026-03-10', weightGrams: 420_000 },
      [
        ['FREIGHT', 9.259, 'CWT', 16_000],
        ['FUEL', 18.5, 'PERCENT', 2_960],
      ],
    ],
    [
      // 66.139 CWT × 24.00 = 1,587.33; 18.5 % of it is 293.656.
      'the price of anywhere beyond the zone, a promise on top',
      { date: '2026-03-12', weightGrams: 3_000_000, destination: IN_CALIFORNIA, guaranteed: true },
      [
        ['FREIGHT', 66.139, 'CWT', 158_733],
        ['FUEL', 18.5, 'PERCENT', 29_366],
        ['ACCESSORIAL', 1, 'SHIPMENT', 2_500],
      ],
    ],
    [
      // 24 × 0.12 and 3 × 0.55, and 4.50 for the order.
      'handling per order, piece and carton together',
      { kind: 'SHIPPED', quantities: [24, 3].map((quantity, at) => ({ unit: at ? 'CA' : 'EA', quantity })) },
      [
        ['HANDLING_OUT', 1, 'ORDER', 450],
        ['HANDLING_OUT', 24, 'EA', 288],
        ['HANDLING_OUT', 3, 'CA', 165],
      ],
    ],
    [
      // Three and a half hours, of which two are free.
      'waiting beyond the free hours',
      { kind: 'MILESTONE', code: 'CD', quantities: [{ unit: 'HOUR', quantity: 3.5 }] },
      [['ACCESSORIAL', 1.5, 'HOUR', 9_000]],
    ],
    ['no waiting within them', { kind: 'MILESTONE', code: 'CD', quantities: [{ unit: 'HOUR', quantity: 2 }] }, []],
    ['no waiting that nobody has told of', { kind: 'MILESTONE', code: 'CD', quantities: [] }, []],
    ['a second attempt', { kind: 'MILESTONE', code: 'AH' }, [['ACCESSORIAL', 1, 'SHIPMENT', 6_500]]],
  ])('charges %s', (_, change, expected) => {
    expect(amounts([aCard()], aDeed(change))).toEqual(expected);
  });

  it('counts what stood there at the end of each day', () => {
    const levels = [
      { date: '2026-02-27', onHand: 10 },
      { date: '2026-03-05', onHand: 4 },
      { date: '2026-03-20', onHand: 0 },
    ];
    const days = daysStored(levels, '2026-03-01', '2026-03-31');
    expect(days).toEqual([
      { from: '2026-03-01', to: '2026-03-04', onHand: 10 },
      { from: '2026-03-05', to: '2026-03-19', onHand: 4 },
    ]);
    // 4 × 10 + 15 × 4 = 100 pallet days: 40 and 44 of them (to the 15th) at 0.45, the other 16 at 0.50; 5 cents a lot and day.
    const newer = aCard({ id: 'newer', validFrom: '2026-03-16', lines: [storageLine(50)] });
    const stored = {
      ...aDeed({ quantities: [{ unit: 'PL', quantity: 0 }] }),
      kind: 'STORED' as const,
      days,
      lot: 'L1',
    };
    const rating = rateStorage(open([aCard(), newer]), stored);
    expect(rating.ok && rating.value.map(({ quantity, unit, amountMinor }) => [quantity, unit, amountMinor])).toEqual([
      [84, 'PL-DAY', 3_780],
      [19, 'LOT-DAY', 95],
      [16, 'PL-DAY', 800],
    ]);
  });
});

const storageLine = (amountMinor: number) =>
  aLine({
    id: `storage-${amountMinor}`,
    service: 'WAREHOUSING',
    charge: 'STORAGE',
    per: 'PL',
    rate: { amountMinor, currency: 'USD' },
  });

const PER_PALLET = aLine({ charge: 'ACCESSORIAL', code: 'AH', per: 'PL' });

describe('what cannot be charged', () => {
  it.each<[string, Partial<Deed>, Partial<RateCard>]>([
    ['WEIGHT_MISSING', { weightGrams: null }, {}],
    ['QUANTITY_NEGATIVE', { weightGrams: -1 }, {}],
    ['RATE_MISSING', { date: '2025-12-31' }, {}],
    ['RATE_MISSING', { destination: IN_CALIFORNIA }, { lines: [aLine({ charge: 'FREIGHT', destination: 'US-NY' })] }],
    ['RATE_MISSING', { kind: 'SHIPPED', quantities: [{ unit: 'DR', quantity: 2 }] }, {}],
    ['QUANTITY_MISSING', { kind: 'SHIPPED', quantities: [] }, {}],
    ['QUANTITY_MISSING', {}, { fuel: null, lines: [aLine({ charge: 'FREIGHT', per: 'PL' })] }],
    ['QUANTITY_MISSING', { kind: 'MILESTONE', code: 'AH', quantities: [] }, { lines: [PER_PALLET] }],
    ['FUEL_PRICE_MISSING', { date: '2026-03-24' }, {}],
    ['NOT_PRICED', { kind: 'RECEIVED' }, {}],
    ['NOT_PRICED', { kind: 'MILESTONE', code: 'A7' }, {}],
  ])('is said in words: %s', (code, deed, card) => {
    expect(amounts([aCard(card)], aDeed(deed))).toBe(code);
  });

  it('mixes no currencies in one contract', () => {
    const opened = openTariff(
      'contract',
      [aCard(), aCard({ id: 'euro', currency: 'EUR', validFrom: '2027-01-01' })],
      [],
    );
    expect(opened).toMatchObject({ ok: false, refusal: { code: 'CURRENCIES_MIXED' } });
  });
});

describe('the days of prices', () => {
  const freight = (from: string, to: string | null, name = 'known') =>
    aCard({ name, validFrom: from, validTo: to, lines: [aLine({ charge: 'FREIGHT' })] });

  it.each([
    ['follow on', freight('2026-01-01', '2026-03-31'), freight('2026-04-01', null), null],
    ['end where a newer card begins', freight('2026-01-01', null), freight('2026-04-01', null), null],
    [
      'overlap',
      freight('2026-01-01', '2026-03-31'),
      freight('2026-03-15', null),
      'two prices from 2026-03-15 to 2026-03-31: "known"',
    ],
    ['begin twice', freight('2026-01-01', null), freight('2026-01-01', null), 'two prices from 2026-01-01 on'],
    [
      'run into a later card',
      freight('2026-06-01', null),
      freight('2026-01-01', '2026-06-02'),
      'from 2026-06-01 to 2026-06-02',
    ],
    [
      'leave a gap',
      freight('2026-01-01', '2026-03-31'),
      freight('2026-04-03', null),
      'no price from 2026-04-01 to 2026-04-02',
    ],
    [
      'leave a gap before',
      freight('2026-06-01', null),
      freight('2026-01-01', '2026-05-29'),
      'no price from 2026-05-30 to 2026-05-31',
    ],
  ])('%s', (_, known, added, words) => {
    const fault = coverageFault([known], added);
    if (words === null) return expect(fault).toBeNull();
    expect(fault?.ok === false && fault.refusal).toMatchObject({
      message: expect.stringContaining(words),
      fix: expect.any(String),
    });
  });

  it('do not end with a card that is laid over one without an end', () => {
    const [open, summer] = [freight('2026-01-01', null), freight('2026-06-01', '2026-08-31', 'summer')];
    const fault = coverageFault([open], summer, '2026-12-31');
    expect(fault?.ok === false && fault.refusal).toMatchObject({
      code: 'RATE_GAP',
      message: expect.stringContaining('no price after 2026-08-31: "known" ends'),
      fix: expect.stringContaining('"known"'),
    });
    expect(coverageFault([open], summer, '2026-08-31')).toBeNull();
    expect(coverageFault([open, freight('2026-09-01', null, 'autumn')], summer, '2026-12-31')).toBeNull();
    expect(coverageFault([freight('2026-01-01', '2026-05-31')], summer, '2026-12-31')).toBeNull();
  });

  it('go to the closest lane', () => {
    const lines = [
      aLine({ id: 'anywhere', charge: 'FREIGHT' }),
      aLine({ id: 'to-zone', charge: 'FREIGHT', destination: 'NE' }),
      aLine({ id: 'to-postal', charge: 'FREIGHT', destination: 'US:100' }),
    ];
    const rated = (destination: Deed['destination']) => {
      const rating = rate(open([aCard({ lines, fuel: null })]), aDeed({ destination }));
      return rating.ok && rating.value[0]?.why.lineId;
    };
    expect([
      rated(IN_NEW_YORK),
      rated({ ...IN_NEW_YORK, postalCode: '12207' }),
      rated(IN_CALIFORNIA),
      rated(null),
    ]).toEqual(['to-postal', 'to-zone', 'anywhere', 'anywhere']);
  });
});
