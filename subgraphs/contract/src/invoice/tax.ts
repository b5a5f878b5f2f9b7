import { type Result, refuse } from '@quayside/shared/result';
import { fraction, scale } from '../rating/exact.ts';

/** A tax as law or agreement has it, from a day on. A newer row of the same code takes its place. */
export interface TaxRule {
  readonly code: string;
  /** YYYY-MM-DD */
  readonly from: string;
  /** Hundredths of a percent of the net amount. */
  readonly basisPoints: number;
  /** What the invoice says of it. */
  readonly note: string;
}

/**
 * Taxes on logistics services, as data. Which of them an account is billed by is part of its billing rule: whether a
 * supply is taxed is for the tax adviser of the company to say, not for a program.
 */
export const TAX_RULES: readonly TaxRule[] = [
  { code: 'US-NONE', from: '1970-01-01', basisPoints: 0, note: 'Carriage and storage for others: no sales tax' },
  { code: 'CN-VAT-SERVICE', from: '2016-05-01', basisPoints: 600, note: 'VAT on logistics support services' },
  { code: 'CN-VAT-TRANSPORT', from: '2018-05-01', basisPoints: 1_000, note: 'VAT on transport' },
  { code: 'CN-VAT-TRANSPORT', from: '2019-04-01', basisPoints: 900, note: 'VAT on transport' },
  { code: 'HK-NONE', from: '1970-01-01', basisPoints: 0, note: 'No VAT in Hong Kong' },
  { code: 'TW-VAT', from: '1986-04-01', basisPoints: 500, note: 'Business tax' },
  { code: 'DE-VAT', from: '2007-01-01', basisPoints: 1_900, note: 'Umsatzsteuer' },
  { code: 'DE-VAT', from: '2020-07-01', basisPoints: 1_600, note: 'Umsatzsteuer' },
  { code: 'DE-VAT', from: '2021-01-01', basisPoints: 1_900, note: 'Umsatzsteuer' },
  { code: 'GB-VAT', from: '2011-01-04', basisPoints: 2_000, note: 'VAT' },
  {
    code: 'EU-REVERSE',
    from: '2010-01-01',
    basisPoints: 0,
    note: 'Reverse charge: Article 196 of Directive 2006/112/EC',
  },
];

/** The rule of a code on a day, or null when there is none. */
export const taxOn = (code: string, date: string): TaxRule | null =>
  TAX_RULES.findLast((rule) => rule.code === code && rule.from <= date) ?? null;

/** Refuses a code that no rule has. */
export function taxFault(code: string): Result<never> | null {
  if (TAX_RULES.some((rule) => rule.code === code)) return null;
  const fix = `Use one of ${[...new Set(TAX_RULES.map((rule) => rule.code))].join(', ')}.`;
  return refuse('TAX_UNKNOWN', `There is no tax rule ${code}.`, { field: 'taxCode', fix });
}

/** The tax on a net amount: once for the invoice, to the nearest minor unit, a half away from zero. */
export const taxMinor = (netMinor: number, { basisPoints }: TaxRule): number =>
  scale(netMinor, fraction(basisPoints, 10_000));
