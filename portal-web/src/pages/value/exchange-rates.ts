import type { ExchangeRateInput } from '../../generated/operations.ts';

const RATE = /^([A-Z]{3})\s*[=＝]\s*(\d*\.?\d+)$/;

/** `EUR=1.08, CNY=0.14` as rates, and the first part that is none, as it was typed. */
export function readRates(text: string): {
  readonly rates: readonly ExchangeRateInput[];
  readonly wrong: string | null;
} {
  const parts = text
    .split(/[,，;；\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const rates: ExchangeRateInput[] = [];
  for (const part of parts) {
    const [, currency = '', rate = ''] = RATE.exec(part.toUpperCase()) ?? [];
    if (!(Number(rate) > 0)) return { rates, wrong: part };
    rates.push({ currency, rate: Number(rate) });
  }
  return { rates, wrong: null };
}
