import { type ExchangeRate, rateIn, restated } from '@quayside/shared/exchange';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { SettingsChange, SettingsVersion, ValueSettings } from './settings.ts';

const KNOWN: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Whether there is such a currency: a slip of the pen would leave every figure without a rate. */
export const isCurrency = (code: string): boolean => KNOWN.has(code);

export const unknownCurrency = (code: string, field: string): Result<never> =>
  refuse('CURRENCY_NOT_VALID', `“${code}” is no currency of ISO 4217.`, {
    field,
    fix: 'Write three capital letters, such as USD.',
  });

/** What is wrong with rates into a house currency; null when nothing is. */
export function ratesFault(house: string, rates: readonly ExchangeRate[]): Result<never> | null {
  const [field, invalid] = ['exchange', 'RATE_NOT_VALID'];
  const wrong = rates.find(({ currency, rate }) => !/^[A-Z]{3}$/.test(currency) || !(rate > 0 && rate < Infinity));
  if (wrong) {
    return refuse(invalid, `“${wrong.currency}” has no rate above zero, or is not three capital letters.`, {
      ...{ field, fix: 'Give a currency and its rate, such as EUR=1.08.' },
    });
  }
  const undated = rates.find(({ from }) => from && !/^\d{4}-(0[1-9]|1[0-2])$/.test(from));
  if (undated) {
    return refuse(invalid, `The rate of ${undated.currency} begins with no month.`, {
      ...{ field, fix: 'Write the month as YYYY-MM, such as EUR@2026-07=1.08.' },
    });
  }
  const named = rates.map(({ currency, from }) => `${currency} ${from ?? ''}`);
  const twice = rates.find(({ currency }, at) => currency === house || named.indexOf(named[at] ?? '') !== at);
  if (!twice) return null;
  return refuse(invalid, `${twice.currency} is the house currency, or has two rates from the same month.`, {
    ...{ field, fix: 'Give each other currency one rate for a month.' },
  });
}

/**
 * The settings in the house currency that a change names. Rates are the same ones in the new currency; costs of activities
 * stay what they were stated in, and are converted month by month like every other amount.
 */
export function movedTo(before: ValueSettings, change: SettingsChange): Result<ValueSettings> {
  const currency = change.currency ?? before.currency;
  const rate = change.currencyRate ?? null;
  if (!isCurrency(currency)) return unknownCurrency(currency, 'currency');
  if (rate !== null && !(rate > 0 && rate < Infinity)) {
    const message = `One ${before.currency} is more than nothing in ${currency}.`;
    return refuse('RATE_NOT_VALID', message, { field: 'currencyRate', fix: 'Give a rate above zero.' });
  }
  if (currency === before.currency) return ok(before);
  return ok({
    ...before,
    currency,
    exchange: restated(before, currency, rate),
    tariffs: before.tariffs.map((tariff) => ({ ...tariff, currency: tariff.currency ?? before.currency })),
  });
}

/** A currency with the first month of what was booked in it. */
export interface Booked {
  readonly currency: string;
  readonly from: string;
}

/**
 * Why books forbid another house currency: amounts that figures count today would count nowhere. Amounts without a rate
 * today are told as missing today and stay so.
 */
export function booksFault(
  before: ValueSettings,
  after: ValueSettings,
  booked: readonly Booked[],
): Result<never> | null {
  if (before.currency === after.currency) return null;
  const first = booked.map(({ from }) => from).sort()[0];
  if (first === undefined) return null;
  const stated = before.tariffs.map(({ currency = before.currency }) => ({ currency, from: first }));
  const lost = [...booked, ...stated].find(
    ({ currency, from }) => rateIn(before, currency, from) !== null && rateIn(after, currency, from) === null,
  );
  if (!lost) return null;
  const { currency: of, from } = lost;
  return refuse(
    'CURRENCY_WITHOUT_RATE',
    `Amounts in ${of} are booked since ${from}, and no rate from ${of} to ${after.currency} holds from then on: the figures that count them would be incomplete.`,
    { field: 'currencyRate', fix: `Say how many ${after.currency} one ${before.currency} is.` },
  );
}

/** One change of the house currency, for whoever asks who and when. */
export interface CurrencyChange {
  readonly version: number;
  readonly before: string;
  readonly after: string;
  readonly changedBy: string;
  readonly changedAt: number;
}

/** The changes among versions, newest first. @param first the currency before the first version. */
export function currencyChanges(versions: readonly SettingsVersion[], first: string): CurrencyChange[] {
  let before = first;
  const changes: CurrencyChange[] = [];
  for (const { version, settings, changedBy, changedAt } of [...versions].sort((a, b) => a.version - b.version)) {
    if (settings.currency !== before)
      changes.unshift({ version, before, after: settings.currency, changedBy, changedAt });
    before = settings.currency;
  }
  return changes;
}
