/** A quantity as a fraction of whole numbers, so that no amount depends on how a machine writes decimals. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

export const fraction = (numerator: number, denominator = 1): Fraction => ({ numerator, denominator });

/** To three decimals, as people read quantities; amounts are worked out from the fraction itself. */
export const toQuantity = ({ numerator, denominator }: Fraction): number =>
  Math.round((numerator / denominator) * 1000) / 1000;

/**
 * `value × numerator ÷ denominator`, exactly, to the nearest whole number; a half goes away from zero.
 * @throws RangeError when the outcome is outside the safe whole numbers.
 */
export function scale(value: number, { numerator, denominator }: Fraction): number {
  const product = value * numerator;
  if (Number.isSafeInteger(product) && Math.abs(product) < Number.MAX_SAFE_INTEGER / 4) {
    const size = Math.abs(product);
    const rest = size % denominator;
    const whole = (size - rest) / denominator + (rest * 2 >= denominator ? 1 : 0);
    return product < 0 && whole > 0 ? -whole : whole;
  }
  const exact = BigInt(value) * BigInt(numerator);
  const size = exact < 0n ? -exact : exact;
  const by = BigInt(denominator);
  const outcome = Number((size * 2n + by) / (by * 2n));
  if (!Number.isSafeInteger(outcome)) throw new RangeError(`${value} × ${numerator} ÷ ${denominator} is too large`);
  return exact < 0n ? -outcome : outcome;
}
