import { describe, expect, it } from 'vitest';
import { rateIn, readRates, writeRates } from './exchange-rates.ts';

describe('exchange rates that were typed', () => {
  it('are read with either sign of either keyboard', () => {
    const rates = [
      { currency: 'EUR', rate: 1.08 },
      { currency: 'CNY', rate: 0.14 },
    ];
    expect(readRates('EUR=1.08, CNY=0.14')).toEqual({ rates, wrong: null });
    expect(readRates(' eur ＝ 1.08，cny=.14 ')).toEqual({ rates, wrong: null });
    expect(readRates('')).toEqual({ rates: [], wrong: null });
  });

  it('begin with a month, and are written as they are read', () => {
    const typed = 'EUR=1.08, EUR@2026-07=1.1';
    const rates = [
      { currency: 'EUR', rate: 1.08 },
      { currency: 'EUR', from: '2026-07', rate: 1.1 },
    ];
    expect(readRates(typed)).toEqual({ rates, wrong: null });
    expect(writeRates(rates)).toBe(typed);
    expect(writeRates([{ currency: 'EUR', from: null, rate: 1 }])).toBe('EUR=1');
    for (const wrong of ['EUR@2026=1', 'EUR@2026-13=1', 'EUR@=1']) expect(readRates(wrong).wrong).toBe(wrong);
  });

  it('hold from their month on, in whichever order they were typed', () => {
    const { rates } = readRates('EUR@2026-07=1.1, EUR@2026-12=1.2, EUR=1.08, CNY@2027-01=0.14');
    expect(['2026-06', '2026-07', '2026-11', '2027-01'].map((month) => rateIn(rates, 'EUR', month))).toEqual([
      ...[1.08, 1.1, 1.1, 1.2],
    ]);
    expect(rateIn(rates, 'CNY', '2026-12')).toBeUndefined();
  });

  it('name the first part that is none', () => {
    for (const wrong of ['EUR', 'EUR=', '1.08', 'EUR=0', 'EUR=-1', 'EUR=1=2', 'EURO=1', 'EUR=abc', 'EUR=1e999']) {
      expect(readRates(`CNY=0.14, ${wrong}, CAD`).wrong).toBe(wrong);
    }
  });
});
