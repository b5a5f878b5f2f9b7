import { fromWallClock, toWallClock } from '../../format/instant.ts';
import { minorDigits, toMinor } from '../../format/money.ts';
import type { ClaimFactsFragment, ClaimLineInput, LossCause } from '../../generated/operations.ts';

/** A claim as it is typed: numbers are text until they are sent. */
export interface ClaimFields {
  currency: string;
  liabilityAsserted: boolean;
  reference: string;
  lateReason: string;
  /** Days and times on the reader's clock, or empty. */
  noticeGiven: string;
  expectedDelivery: string;
  lines: ClaimLineFields[];
}

export interface ClaimLineFields {
  sku: string;
  description: string;
  quantity: string;
  unit: string;
  cause: LossCause;
  /** The value of the goods; what is asked for is less the salvage. */
  amount: string;
  salvage: string;
  /** Kilograms: many contracts owe so much for each. */
  weight: string;
}

export const LOSS_CAUSES: readonly LossCause[] = [
  ...(['LOSS', 'DAMAGE', 'SHORTAGE', 'DELAY', 'CONCEALED_DAMAGE', 'OVERCHARGE'] as const),
];

export const EMPTY_LINE: ClaimLineFields = {
  ...{ sku: '', description: '', quantity: '', unit: 'EA', cause: 'DAMAGE', amount: '', salvage: '', weight: '' },
};

/** Sum in minor units, line by line, so that what is shown is what is sent. */
export const claimTotal = ({ lines, currency }: Pick<ClaimFields, 'lines' | 'currency'>): number =>
  lines.reduce(
    (sum, { amount, salvage }) =>
      sum + toMinor(Number(amount) || 0, currency) - toMinor(Number(salvage) || 0, currency),
    0,
  );

/** What was typed as a day and time, as the graph takes it. */
export const instantOf = (typed: string, zone: string): string | null =>
  typed ? fromWallClock(typed, zone).toISOString() : null;

const GRAMS = 1_000;

/** The lines as the graph takes them. */
export const linesOf = ({ lines, currency }: Pick<ClaimFields, 'lines' | 'currency'>): ClaimLineInput[] =>
  lines.map(({ amount, quantity, sku, salvage, weight, ...line }) => ({
    ...line,
    sku: sku || null,
    quantity: Number(quantity),
    amountMinor: amount ? toMinor(Number(amount), currency) : null,
    salvageMinor: salvage ? toMinor(Number(salvage), currency) : null,
    weightGrams: weight ? Math.round(Number(weight) * GRAMS) : null,
  }));

/** A draft as it is typed further. @param zone the reader's */
export function fieldsOf(claim: ClaimFactsFragment, zone: string): ClaimFields {
  const { currency } = claim.amount;
  const onClock = (at: string | null | undefined) => (at ? toWallClock(new Date(at), zone) : '');
  const typed = (minor: number) => String(minor / 10 ** minorDigits(currency));
  const lines = claim.lines.map(({ sku, description, quantity, unit, cause, amount, salvage, weightGrams }) => {
    const value = amount.amountMinor + (salvage?.amountMinor ?? 0);
    return {
      ...{ description, unit, cause, sku: sku ?? '', quantity: String(quantity) },
      amount: amount.amountMinor > 0 ? typed(value) : '',
      salvage: salvage ? typed(salvage.amountMinor) : '',
      weight: weightGrams ? String(weightGrams / GRAMS) : '',
    };
  });
  return {
    ...{ currency, liabilityAsserted: claim.liabilityAsserted, reference: claim.reference ?? '' },
    ...{ noticeGiven: onClock(claim.noticeGivenAt), expectedDelivery: onClock(claim.expectedDeliveryAt) },
    lateReason: claim.lateReason ?? '',
    lines: lines.length > 0 ? lines : [EMPTY_LINE],
  };
}
