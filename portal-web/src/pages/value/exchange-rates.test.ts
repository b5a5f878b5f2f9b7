import { describe, expect, it } from 'vitest';
import { readRates } from './exchange-rates.ts';

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

  it('name the first part that is none', () => {
    for (const wrong of ['EUR', 'EUR=', '1.08', 'EUR=0', 'EUR=-1', 'EUR=1=2', 'EURO=1', 'EUR=abc', 'EUR=1e999']) {
      expect(readRates(`CNY=0.14, ${wrong}, CAD`).wrong).toBe(wrong);
    }
  });
});
