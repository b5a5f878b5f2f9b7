import { money } from '@quayside/shared/money';
import { describe, expect, it } from 'vitest';
import { isOver, limitUses, type RatesOf } from './limit-use.ts';

const RATES: RatesOf = {
  exchange: {
    currency: 'CNY',
    exchange: [
      { currency: 'USD', rate: 7 },
      { currency: 'USD', from: '2026-07', rate: 7.2 },
      { currency: 'JPY', rate: 0.048 },
    ],
  },
  month: '2026-08',
};

const owed = (currency: string, openMinor: number, unbilledMinor = 0) => ({ currency, openMinor, unbilledMinor });

describe('a credit limit', () => {
  it('keeps its currency, and what is owed in others counts at the rate of the month', () => {
    const uses = limitUses([money(1_000_000, 'USD')], [owed('USD', 400_000), owed('CNY', 4_000_000, 320_000)], RATES);
    // 43,200.00 CNY at 7.2 are 6,000.00 USD.
    expect(uses).toEqual([
      {
        ...{ limit: money(1_000_000, 'USD'), usedMinor: 1_000_000, unrated: [] },
        converted: [{ amount: money(4_320_000, 'CNY'), asMinor: 600_000 }],
      },
    ]);
    expect(isOver(uses)).toBe(false);
    expect(isOver(limitUses([money(999_999, 'USD')], [owed('USD', 400_000), owed('CNY', 4_320_000)], RATES))).toBe(
      true,
    );
  });

  it('goes between minor units by way of the house currency', () => {
    // 150,000 yen are 7,200.00 CNY, and 1,000.00 USD.
    const [use] = limitUses([money(100_000, 'USD')], [owed('JPY', 150_000)], RATES);
    expect(use).toMatchObject({ usedMinor: 100_000, unrated: [] });
  });

  it('of several bounds its own currency, and that of the house the others', () => {
    const limits = [money(5_000, 'USD'), money(9_000, 'CNY')];
    const uses = limitUses(limits, [owed('USD', 4_000), owed('JPY', 1_000), owed('CNY', 100)], RATES);
    expect(uses.map(({ usedMinor }) => usedMinor)).toEqual([4_000, 100 + 4_800]);
  });

  it('says which currency has no rate, and never counts it as nothing in silence', () => {
    const [use] = limitUses([money(5_000, 'USD')], [owed('EUR', 9_000), owed('GBP', 0), owed('USD', 10)], RATES);
    expect(use).toMatchObject({ usedMinor: 10, converted: [], unrated: ['EUR'] });
    const [never] = limitUses([money(5_000, 'USD')], [owed('CNY', 9_000)], { exchange: null, month: '2026-08' });
    expect(never).toMatchObject({ usedMinor: 0, unrated: ['CNY'] });
  });

  it('is none where there is none', () => {
    expect(limitUses([], [owed('USD', 1)], RATES)).toEqual([]);
  });
});
