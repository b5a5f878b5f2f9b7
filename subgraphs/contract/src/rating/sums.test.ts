import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fraction, scale } from './exact.ts';
import { rate } from './rating.ts';
import { rateStorage } from './storage.ts';
import { openTariff } from './tariff.ts';
import { aCard, aDeed, aLine, FUEL } from './testing.ts';

const opened = openTariff('contract', [aCard()], FUEL);
if (!opened.ok) throw new Error('the card of the tests is fine');
const tariff = opened.value;

const minor = fc.integer({ min: 0, max: 1_000_000_000 });

describe('sums', () => {
  it('are those of long division, a half going up', () => {
    fc.assert(
      fc.property(
        minor,
        fc.integer({ min: 0, max: 2_000_000_000 }),
        fc.integer({ min: 1, max: 50_000_000 }),
        (value, top, by) => {
          fc.pre((value * top) / by < Number.MAX_SAFE_INTEGER / 2);
          const exact = (BigInt(value) * BigInt(top) * 2n + BigInt(by)) / (BigInt(by) * 2n);
          expect(scale(value, fraction(top, by))).toBe(Number(exact));
          expect(scale(-value, fraction(top, by))).toBe(exact === 0n ? 0 : -Number(exact));
        },
      ),
    );
  });

  it('of fuel are shares of the freight that they name', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40_000_000 }), (weightGrams) => {
        const rating = rate(tariff, aDeed({ weightGrams }));
        if (!rating.ok) throw new Error(rating.refusal.code);
        const [freight, fuel] = rating.value;
        expect(fuel?.why.fuel?.onMinor).toBe(freight?.amountMinor);
        expect(fuel?.amountMinor).toBe(Math.round(((freight?.amountMinor ?? 0) * 1_850) / 10_000));
      }),
    );
  });

  it('of freight never fall as the weight grows', () => {
    const grams = fc.integer({ min: 1, max: 40_000_000 });
    const freight = (weightGrams: number) => {
      const rating = rate(tariff, aDeed({ weightGrams }));
      return rating.ok ? (rating.value[0]?.amountMinor ?? 0) : Number.NaN;
    };
    fc.assert(fc.property(grams, grams, (a, b) => freight(Math.min(a, b)) <= freight(Math.max(a, b))));
  });

  it('of storage are the same day by day as at once', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 28 });
    const card = aCard({
      lines: [aLine({ charge: 'STORAGE', per: 'PL', rate: { amountMinor: 45, currency: 'USD' } })],
    });
    const storing = openTariff('contract', [card], []);
    if (!storing.ok) throw new Error('the card of the tests is fine');
    fc.assert(
      fc.property(counts, (onHands) => {
        const day = (index: number) => `2026-03-${String(index + 1).padStart(2, '0')}`;
        const days = onHands.map((onHand, index) => ({ from: day(index), to: day(index), onHand }));
        const deed = aDeed({ quantities: [{ unit: 'PL', quantity: 0 }] });
        const rating = rateStorage(storing.value, { ...deed, kind: 'STORED', days, lot: null });
        const total = rating.ok ? rating.value.reduce((sum, { amountMinor }) => sum + amountMinor, 0) : Number.NaN;
        expect(total).toBe(onHands.reduce((sum, onHand) => sum + onHand * 45, 0));
      }),
    );
  });
});
