import { minorDigits } from '../../format/money.ts';
import type { LineCharge, RateLineFactsFragment, RateLineInput } from '../../generated/operations.ts';
import { SERVICES } from '../../status/services.ts';

/** The cells of a line, in the order in which they are edited, pasted and saved as a file. */
export const COLUMNS = [
  ...(['charge', 'service', 'code', 'per', 'origin'] as const),
  ...(['destination', 'rate', 'minimum', 'free', 'breaks'] as const),
] as const;
export type RateColumn = (typeof COLUMNS)[number];

/** A line as it was typed; what it means is read by `lineOf`. */
export interface RateRow extends Readonly<Record<RateColumn, string>> {
  /** Stays with the row while it is edited. */
  readonly key: number;
}

export const CHARGES: readonly LineCharge[] = ['FREIGHT', 'HANDLING_IN', 'HANDLING_OUT', 'STORAGE', 'ACCESSORIAL'];
/** Units that a price may be per; others may be typed. */
export const UNITS = [
  'CWT',
  'KG',
  '100KG',
  'TONNE',
  'LB',
  'SHIPMENT',
  'ORDER',
  'RECEIPT',
  'EA',
  'CA',
  'PL',
  'LOT',
  'HOUR',
];

/** Why a cell cannot be read; the rules of prices are the server's. */
export type CellFault = 'charge' | 'service' | 'per' | 'rate' | 'number' | 'decimals' | 'breaks';

let nextKey = 0;
const EMPTY = { charge: '', service: '', code: '', per: '', origin: '', destination: '' };
/** A row with what is known of it. */
export const newRow = (cells: Partial<Record<RateColumn, string>> = {}): RateRow => ({
  ...EMPTY,
  ...{ rate: '', minimum: '', free: '', breaks: '' },
  ...cells,
  key: ++nextKey,
});

export const isBlank = (row: RateRow): boolean => COLUMNS.every((column) => row[column].trim() === '');

/** Groups of three digits are how a spreadsheet shows a number. */
const GROUPED = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/;
const PLAIN = /^-?\d+(\.\d+)?$/;

/** What was typed as a number, or null when it is none: a decimal comma could be either. */
export function numberOf(typed: string): number | null {
  const text = typed.trim().replaceAll(/[\s\u00A0]/g, '');
  if (GROUPED.test(text)) return Number(text.replaceAll(',', ''));
  return PLAIN.test(text) ? Number(text) : null;
}

/** An amount in minor units; `decimals` when the currency has fewer of them. */
function minorOf(typed: string, digits: number): number | 'number' | 'decimals' {
  const value = numberOf(typed);
  if (value === null) return 'number';
  const minor = Math.round(value * 10 ** digits);
  return Math.abs(minor - value * 10 ** digits) > 1e-6 ? 'decimals' : minor;
}

const BREAK = /^\s*([\d.,\s]+?)\s*=\s*(-?[\d.,\s]+?)\s*$/;

/** `20=16.50; 100=14` as breaks; null when it cannot be read. */
function breaksOf(typed: string, digits: number): RateLineInput['breaks'] | null {
  const parts = typed.split(/[;\n]/).filter((part) => part.trim() !== '');
  const breaks = parts.map((part) => {
    const [, from = '', rate = ''] = BREAK.exec(part) ?? [];
    const start = numberOf(from);
    const rateMinor = minorOf(rate, digits);
    return start === null || typeof rateMinor === 'string' ? null : { from: start, rateMinor };
  });
  return breaks.every((one) => one !== null) ? breaks : null;
}

/** What a row means, or which of its cells cannot be read. */
export function lineOf(
  row: RateRow,
  currency: string,
): { readonly line: RateLineInput } | { readonly faults: Partial<Record<RateColumn, CellFault>> } {
  const digits = digitsOf(currency);
  const faults: Partial<Record<RateColumn, CellFault>> = {};
  const charge = CHARGES.find((one) => one === row.charge) ?? null;
  const service = SERVICES.find((one) => one === row.service);
  const rateMinor = row.rate.trim() === '' ? 'rate' : minorOf(row.rate, digits);
  const minimumMinor = row.minimum.trim() === '' ? null : minorOf(row.minimum, digits);
  const free = row.free.trim() === '' ? 0 : numberOf(row.free);
  const breaks = breaksOf(row.breaks, digits);
  if (row.charge !== '' && !charge) faults.charge = 'charge';
  if (!service) faults.service = 'service';
  if (row.per.trim() === '') faults.per = 'per';
  if (typeof rateMinor === 'string') faults.rate = rateMinor;
  if (typeof minimumMinor === 'string') faults.minimum = minimumMinor;
  if (free === null) faults.free = 'number';
  if (breaks === null) faults.breaks = 'breaks';
  if (!service || typeof rateMinor === 'string' || typeof minimumMinor === 'string' || free === null || !breaks)
    return { faults };
  if (Object.keys(faults).length > 0) return { faults };
  const word = (text: string): string | null => text.trim() || null;
  return {
    line: {
      ...{ charge, service, code: word(row.code), per: row.per.trim(), rateMinor, minimumMinor, free, breaks },
      ...{ origin: word(row.origin), destination: word(row.destination) },
    },
  };
}

/** Decimal places of a currency that may still be being typed. */
export const digitsOf = (currency: string): number => (/^[A-Z]{3}$/.test(currency) ? minorDigits(currency) : 2);

/** A line of a card as a row to edit. */
export function rowOf(line: RateLineFactsFragment): RateRow {
  const digits = digitsOf(line.rate.currency);
  const amount = (minor: number): string => (minor / 10 ** digits).toFixed(digits);
  return newRow({
    charge: line.charge ?? '',
    service: line.service,
    code: line.code ?? '',
    per: line.per,
    origin: line.origin ?? '',
    destination: line.destination ?? '',
    rate: amount(line.rate.amountMinor),
    minimum: line.minimum ? amount(line.minimum.amountMinor) : '',
    free: line.free > 0 ? String(line.free) : '',
    breaks: line.breaks.map(({ from, rate }) => `${from}=${amount(rate.amountMinor)}`).join('; '),
  });
}
