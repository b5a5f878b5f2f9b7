import type { HowToPayQuery } from '../../generated/operations.ts';

export type BankDetails = NonNullable<NonNullable<HowToPayQuery['invoice']>['account']['bankDetails']>;

interface Transfer {
  readonly to: Pick<BankDetails, 'beneficiary' | 'iban' | 'bic'>;
  readonly amount: { readonly amountMinor: number; readonly currency: string };
  /** ISO 11649. */
  readonly reference: string;
}

// EPC069-12 of the European Payments Council: what a banking app reads as a SEPA credit transfer.
const MOST_CENTS = 99_999_999_999;
const MOST_BYTES = 331;

/** What stands in the payment code; null where a code cannot be: it knows euros and IBANs only. */
export function epcText({ to, amount, reference }: Transfer): string | null {
  const { amountMinor, currency } = amount;
  if (currency !== 'EUR' || !to.iban || amountMinor < 1 || amountMinor > MOST_CENTS) return null;
  const cents = String(amountMinor % 100).padStart(2, '0');
  const text = [
    ...['BCD', '002', '1', 'SCT', to.bic ?? '', to.beneficiary, to.iban],
    ...[`EUR${Math.floor(amountMinor / 100)}.${cents}`, '', reference],
  ].join('\n');
  return new TextEncoder().encode(text).length > MOST_BYTES ? null : text;
}

/** A number as banks print it, in groups of four. */
export const inFours = (number: string): string => number.replace(/(.{4})(?=.)/g, '$1 ');
