import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FactKind } from '../fact/fact.ts';
import { Tallies } from '../fact/tally.ts';
import { booksFault, currencyChanges } from './house-currency.ts';
import { isOutdated } from './keeping-commands.ts';
import { type Ledger, ledgerOf, recentLines, total } from './ledger.ts';
import { ACTIVITIES, changedSettings, DEFAULT_SETTINGS, type SettingsChange, type ValueSettings } from './settings.ts';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const USD: ValueSettings = {
  ...DEFAULT_SETTINGS,
  tariffs: [{ from: '2000-01', costs: { ORDER_BY_HAND: 500, COMPLAINT: 333 } }],
};

type Booking = readonly [kind: FactKind, on: string, amountMinor: number | null, currency: string | null];

function ledgerIn(settings: ValueSettings, bookings: readonly Booking[]): Ledger {
  const tallies = new Tallies();
  for (const [at, [kind, on, amountMinor, currency]] of bookings.entries()) {
    tallies.add({
      ...{ id: `f${at}`, accountId: 'acme', kind, at: Date.parse(`${on}T12:00:00Z`), amountMinor, currency },
      ...{ subjectKind: 'SHIPMENT', subjectId: 's', subjectNumber: null, quantity: 1 },
      service: kind === 'REVENUE' ? 'TRANSPORT' : null,
    });
  }
  const [, months] = [...tallies.accounts()][0] ?? ['', new Map()];
  return ledgerOf(
    [...months].map(([month, tally]) => ({ month, tally })),
    settings,
    NOW,
  );
}

const revenue = (settings: ValueSettings, ...bookings: Booking[]): number =>
  total(ledgerIn(settings, bookings).lines, (line) => line.revenue);

function changed(before: ValueSettings, change: SettingsChange): ValueSettings {
  const result = changedSettings(before, change);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}

describe('amounts of other currencies', () => {
  it('are converted from one kind of minor unit to another', () => {
    const settings = changed(USD, {
      exchange: [
        { currency: 'JPY', rate: 0.0067 },
        { currency: 'KWD', rate: 3.25 },
      ],
    });
    expect(revenue(settings, ['REVENUE', '2026-10-01', 10_000, 'JPY'])).toBe(6_700);
    expect(revenue(settings, ['REVENUE', '2026-10-01', 1_000, 'KWD'])).toBe(325);
  });

  it('are converted by the rate of their month, and told as missing before the first', () => {
    const exchange = [
      { currency: 'EUR', from: '2026-06', rate: 1.1 },
      { currency: 'EUR', from: '2026-09', rate: 1.2 },
    ];
    const settings = changed(USD, { exchange });
    const eur = (on: string): Booking => ['REVENUE', on, 10_000, 'EUR'];
    expect(revenue(settings, eur('2026-08-31'), eur('2026-09-01'))).toBe(11_000 + 12_000);
    const early = ledgerIn(settings, [eur('2026-05-31'), eur('2026-06-01')]);
    expect(total(early.lines, (line) => line.revenue)).toBe(11_000);
    expect(early.gaps).toEqual([{ code: 'CURRENCY_WITHOUT_RATE', detail: 'EUR ≤ 2026-05' }]);
    const never = ledgerIn(USD, [eur('2026-06-01')]);
    expect(never.gaps).toContainEqual({ code: 'CURRENCY_WITHOUT_RATE', detail: 'EUR' });
  });

  it('add up by months, by kinds and by services in any house currency', () => {
    const kind = fc.constantFrom<FactKind>('REVENUE', 'CARRIER_COST', 'CLAIM_PAID', 'ORDER_BY_HAND', 'COMPLAINT');
    const booking = fc.tuple(
      kind,
      fc.constantFrom('2026-03-05', '2026-06-05', '2026-10-05', '2026-11-05'),
      fc.integer({ min: -5_000_000, max: 50_000_000 }),
      fc.constantFrom('USD', 'EUR', 'JPY', 'KWD', 'XAF'),
    );
    const rate = fc.double({ min: 0.001, max: 500, noNaN: true });
    fc.assert(
      fc.property(fc.array(booking, { maxLength: 25 }), rate, rate, (booked, eur, cross) => {
        const facts = booked.map(
          ([of, on, amount, currency]): Booking =>
            ACTIVITIES.includes(of) ? [of, on, null, null] : [of, on, amount, currency],
        );
        const usd = changed(USD, { exchange: ['EUR', 'JPY', 'KWD'].map((currency) => ({ currency, rate: eur })) });
        for (const currency of ['USD', 'JPY', 'KWD']) {
          const ledger = ledgerIn(changed(usd, { currency, currencyRate: cross }), facts);
          const lines = recentLines(ledger);
          for (const one of lines) {
            expect(one.profit).toBe(one.revenue - one.carrierCost - one.serveCost - one.claimsPaid);
            expect(Number.isInteger(one.profit)).toBe(true);
          }
          const served = ledger.serving.reduce((sum, { costMinor }) => sum + costMinor, 0);
          expect(served).toBe(total(lines, (line) => line.serveCost));
          const sold = Object.values(ledger.services).reduce((sum, amount) => sum + amount, 0);
          expect(sold).toBe(total(lines, (line) => line.revenue));
          const unknown = facts.some(([, , amount, code]) => code === 'XAF' && amount !== 0);
          expect(ledger.gaps.some(({ detail }) => detail === 'XAF')).toBe(unknown);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a yardstick', () => {
  it('is laid anew when it was laid in another currency', () => {
    const many = 1_000;
    const laid = (currency?: string) => ({
      ...{ laidAt: NOW, yardstick: { currency, customers: many, orders: [], profit: [], services: {} } },
    });
    expect(isOutdated(laid('USD'), many, 'USD', NOW)).toBe(false);
    expect(isOutdated(laid(), many, 'USD', NOW)).toBe(false);
    expect(isOutdated(laid('USD'), many, 'CNY', NOW)).toBe(true);
  });
});

describe('another house currency', () => {
  const booked = [{ currency: 'USD', from: '2026-03' }];

  it('states the rates anew, and converts what activities cost by them', () => {
    const cny = changed(changed(USD, { exchange: [{ currency: 'CNY', rate: 0.16 }] }), { currency: 'CNY' });
    expect(cny).toMatchObject({ currency: 'CNY', exchange: [{ currency: 'USD', rate: 6.25 }] });
    const ledger = ledgerIn(cny, [['ORDER_BY_HAND', '2026-10-01', null, null]]);
    expect(total(ledger.lines, (line) => line.serveCost)).toBe(3_125);
    // Costs that are stated from now on are in the house currency, and next to those of before.
    const costs = [{ kind: 'ORDER_BY_HAND' as const, costMinor: 4_000 }];
    expect(changed(cny, { tariff: { from: '2026-11', costs } }).tariffs.map(({ currency }) => currency)).toEqual([
      ...['USD', 'CNY'],
    ]);
  });

  it('and back again gives the figures of before', () => {
    const before = changed(USD, { exchange: [{ currency: 'EUR', rate: 1.1 }] });
    const facts: Booking[] = [
      ['REVENUE', '2026-10-01', 123_457, 'USD'],
      ['ORDER_BY_HAND', '2026-10-01', null, null],
    ];
    const back = changed(changed(before, { currency: 'JPY', currencyRate: 151.3 }), { currency: 'USD' });
    expect(ledgerIn(back, facts)).toEqual(ledgerIn(before, facts));
    expect(back.exchange.find(({ currency }) => currency === 'EUR')?.rate).toBeCloseTo(1.1, 8);
  });

  it.each(['XXY', 'usd', ''])('is not %s', (currency) => {
    expect(changedSettings(USD, { currency })).toMatchObject({
      refusal: { code: 'CURRENCY_NOT_VALID', field: 'currency' },
    });
  });

  it.each([0, -1, Number.NaN])('is not worth %s', (currencyRate) => {
    expect(changedSettings(USD, { currency: 'CNY', currencyRate })).toMatchObject({
      refusal: { code: 'RATE_NOT_VALID', field: 'currencyRate' },
    });
  });

  it('is refused while booked amounts would lose their rate, with why and what to do', () => {
    const cny = changed(USD, { currency: 'CNY' });
    expect(booksFault(USD, cny, booked)).toMatchObject({
      refusal: {
        ...{ code: 'CURRENCY_WITHOUT_RATE', field: 'currencyRate', fix: 'Say how many CNY one USD is.' },
        message: expect.stringContaining('Amounts in USD are booked since 2026-03'),
      },
    });
    expect(booksFault(USD, changed(USD, { currency: 'CNY', currencyRate: 7.1 }), booked)).toBeNull();
    // A rate that begins after the first booking is none for it.
    const late = changed(USD, { exchange: [{ currency: 'CNY', from: '2026-06', rate: 0.14 }] });
    expect(booksFault(late, changed(late, { currency: 'CNY' }), booked)).toMatchObject({ ok: false });
  });

  it('is free while nothing is booked, and for amounts that have no rate today', () => {
    expect(booksFault(USD, changed(USD, { currency: 'CNY' }), [])).toBeNull();
    const euros = [...booked, { currency: 'EUR', from: '2026-03' }];
    expect(booksFault(USD, changed(USD, { currency: 'CNY', currencyRate: 7.1 }), euros)).toBeNull();
  });

  it('is told with who chose it and when', () => {
    const version = (at: number, currency: string) => ({
      ...{ version: at, changedBy: `admin ${at}`, changedAt: at, settings: { ...USD, currency } },
    });
    const versions = [version(1, 'USD'), version(2, 'CNY'), version(3, 'CNY'), version(4, 'USD')];
    expect(currencyChanges(versions, 'USD')).toEqual([
      { version: 4, before: 'CNY', after: 'USD', changedBy: 'admin 4', changedAt: 4 },
      { version: 2, before: 'USD', after: 'CNY', changedBy: 'admin 2', changedAt: 2 },
    ]);
  });
});
