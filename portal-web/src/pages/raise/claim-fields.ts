import { minorDigits, toMinor } from '../../format/money.ts';
import type { ClaimFactsFragment, ClaimLineInput, LossCause } from '../../generated/operations.ts';

/** A claim as it is typed: numbers are text until they are sent. */
export interface ClaimFields {
  currency: string;
  liabilityAsserted: boolean;
  reference: string;
  lateReason: string;
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

/** A draft as it is typed further. */
export function fieldsOf(claim: ClaimFactsFragment): ClaimFields {
  const { currency } = claim.amount;
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
    lateReason: claim.lateReason ?? '',
    lines: lines.length > 0 ? lines : [EMPTY_LINE],
  };
}
