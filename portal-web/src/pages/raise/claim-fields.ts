import { toMinor } from '../../format/money.ts';
import type { LossCause } from '../../generated/operations.ts';

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
  amount: string;
}

export const LOSS_CAUSES: readonly LossCause[] = [
  ...(['LOSS', 'DAMAGE', 'SHORTAGE', 'DELAY', 'CONCEALED_DAMAGE', 'OVERCHARGE'] as const),
];

/** Sum in minor units, line by line, so that what is shown is what is sent. */
export const claimTotal = ({ lines, currency }: Pick<ClaimFields, 'lines' | 'currency'>): number =>
  lines.reduce((sum, { amount }) => sum + toMinor(Number(amount) || 0, currency), 0);
