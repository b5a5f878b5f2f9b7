import type { ExchangeRateInput } from '../../generated/operations.ts';

const RATE = /^([A-Z]{3})(?:\s*[@＠]\s*(\d{4}-(?:0[1-9]|1[0-2])))?\s*[=＝]\s*(\d*\.?\d+)$/;

/** Rates as they are typed: each with the month from which it holds, where it has not always held. */
export const writeRates = (rates: readonly ExchangeRateInput[]): string =>
  rates.map(({ currency, from, rate }) => `${currency}${from ? `@${from}` : ''}=${rate}`).join(', ');

/** `EUR=1.08, EUR@2026-07=1.1` as rates, and the first part that is none, as it was typed. */
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
    const [, currency = '', from, rate = ''] = RATE.exec(part.toUpperCase()) ?? [];
    if (!(Number(rate) > 0)) return { rates, wrong: part };
    rates.push({ currency, ...(from ? { from } : {}), rate: Number(rate) });
  }
  return { rates, wrong: null };
}

/** The rate of a currency in a month, `YYYY-MM`: that which began last by then, whichever was typed first. */
export function rateIn(rates: readonly ExchangeRateInput[], currency: string, month: string): number | undefined {
  const began = ({ from }: ExchangeRateInput): string => from ?? '';
  return rates
    .filter((one) => one.currency === currency && began(one) <= month)
    .reduce<ExchangeRateInput | undefined>((last, one) => (last && began(last) > began(one) ? last : one), undefined)
    ?.rate;
}
