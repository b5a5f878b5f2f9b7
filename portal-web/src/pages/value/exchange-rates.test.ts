import { describe, expect, it } from 'vitest';
import { readRates, writeRates } from './exchange-rates.ts';

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

  it('name the first part that is none', () => {
    for (const wrong of ['EUR', 'EUR=', '1.08', 'EUR=0', 'EUR=-1', 'EUR=1=2', 'EURO=1', 'EUR=abc', 'EUR=1e999']) {
      expect(readRates(`CNY=0.14, ${wrong}, CAD`).wrong).toBe(wrong);
    }
  });
});
