import { formatMoney, minorDigits } from '../../format/money.ts';
import { formatNumber } from '../../format/quantity.ts';
import type { ValueInputLineFragment, ValueUnit } from '../../generated/operations.ts';

import type { MessageId } from '../../language/use-text.ts';
import type { ValueMessageId, ValueText } from './value-text.ts';

type WordList =
  | 'candidate'
  | 'cause'
  | 'channel'
  | 'criterion'
  | 'fact'
  | 'figure'
  | 'gap'
  | 'growth'
  | 'input'
  | 'measure'
  | 'outcome'
  | 'part'
  | 'play'
  | 'purpose'
  | 'risk'
  | 'rule'
  | 'sevenP'
  | 'signal'
  | 'stage'
  | 'term'
  | 'termHow'
  | 'why';

/** The words for a code of the server; a code that the catalogs do not know is shown as it is, which beats silence. */
export function valueWord(list: WordList, code: string, t: ValueText): string {
  const id = `value.${list}.${code}`;
  const words = t(id as ValueMessageId);
  return words === id ? code : words;
}

/** The name of a service, or its code. */
export function serviceWord(service: string, t: ValueText): string {
  const id = `logisticsService.${service}`;
  const words = t(id as MessageId);
  return words === id ? service : words;
}

/** A figure with its unit, as a reader expects it. */
export function unitWords(value: number, unit: ValueUnit, currency: string, locale: string): string {
  switch (unit) {
    case 'MONEY':
      return formatMoney({ amountMinor: value, currency }, locale);
    case 'PERCENT':
      return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(value / 100);
    case 'DAYS':
    case 'MONTHS':
      return new Intl.NumberFormat(locale, {
        ...{ style: 'unit', unit: unit === 'DAYS' ? 'day' : 'month', unitDisplay: 'long', maximumFractionDigits: 1 },
      }).format(value);
    default:
      return formatNumber(value, locale);
  }
}

/** An input by name and value, such as "Days since the last order: 46 days". */
export function inputWords(
  { code, value, unit, detail }: ValueInputLineFragment,
  currency: string,
  locale: string,
  t: ValueText,
): readonly [name: string, value: string] {
  const name = valueWord('input', code, t);
  // The first word of the detail of a referral is an id for programs.
  const shown = code === 'REFERRED' ? detail?.split(' ').slice(1).join(' ') : detail;
  return [shown ? `${name} ${shown}` : name, unitWords(value, unit, currency, locale)];
}

/** What is missing, with what exactly. */
export const gapWords = ({ code, detail }: { code: string; detail?: string | null }, t: ValueText): string =>
  detail ? `${valueWord('gap', code, t)} (${detail})` : valueWord('gap', code, t);

/** A month for a reader, such as "Nov 2026". */
export const monthWords = (month: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );

/** An amount without its cents, for lists and headlines: the exact one is where the figure explains itself. */
export const roundMoney = (amountMinor: number, currency: string, locale: string): string =>
  new Intl.NumberFormat(locale, {
    ...{ style: 'currency', currency, currencyDisplay: 'code', maximumFractionDigits: 0 },
  }).format(amountMinor / 10 ** minorDigits(currency));

/** Units of a currency, which an axis can show, and their words. */
export function moneyScale(currency: string, locale: string) {
  const scale = 10 ** minorDigits(currency);
  return {
    units: (amountMinor: number): number => amountMinor / scale,
    words: (units: number): string => formatMoney({ amountMinor: Math.round(units * scale), currency }, locale),
  };
}
