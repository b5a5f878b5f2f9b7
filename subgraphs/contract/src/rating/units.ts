import { ok, type Result, refuse } from '@quayside/shared/result';
import type { ActivityDone } from '../activity-events.ts';
import { type Fraction, fraction } from './exact.ts';

/** One pound is 453.59237 g (NIST Handbook 44, appendix C), so each unit of weight is a whole number over another. */
const WEIGHTS: Readonly<Record<string, { readonly perGram: Fraction }>> = {
  LB: { perGram: fraction(100_000, 45_359_237) },
  CWT: { perGram: fraction(1_000, 45_359_237) },
  KG: { perGram: fraction(1, 1_000) },
  '100KG': { perGram: fraction(1, 100_000) },
  TONNE: { perGram: fraction(1, 1_000_000) },
};

/** Once for the whole of what was done, however much it was. */
const WHOLE = new Set(['SHIPMENT', 'ORDER', 'RECEIPT']);

export const isWeight = (per: string): boolean => per in WEIGHTS;
/** True for prices of the whole activity; false for those of its cartons, pallets, hours. */
export const isOfWhole = (per: string): boolean => WHOLE.has(per) || isWeight(per);

type Measured = Pick<ActivityDone, 'subjectNumber' | 'weightGrams' | 'quantities'>;

/** How many units of a price an activity is, exactly; says in words what is missing or cannot be. */
export function unitsOf(activity: Measured, per: string): Result<Fraction> {
  const fault = quantityFault(activity);
  if (fault) return fault;
  if (WHOLE.has(per)) return ok(fraction(1));
  const weight = WEIGHTS[per];
  if (weight) return weighed(activity, weight.perGram, per);
  const counted = activity.quantities.find(({ unit }) => unit === per);
  // Nothing counted is not the same as none: it would be moved for nothing, and nobody would know.
  if (!counted) return uncounted(activity, per);
  // Quantities are kept to the thousandth.
  return ok(fraction(Math.round(counted.quantity * 1000), 1000));
}

/** Why there is no price per unit: nobody has said how many units it is. */
export const uncounted = ({ subjectNumber }: Pick<Measured, 'subjectNumber'>, per: string): Result<never> =>
  refuse('QUANTITY_MISSING', `${subjectNumber} has no count in ${per}, and the price is per ${per}.`, {
    fix: `Say how many ${per} it is, or price it per shipment or by weight.`,
  });

function weighed({ weightGrams, subjectNumber }: Measured, perGram: Fraction, per: string): Result<Fraction> {
  if (!weightGrams) {
    const fix = 'Enter the weight of the shipment and rate it again, or price the lane per shipment.';
    return refuse('WEIGHT_MISSING', `${subjectNumber} has no weight, and the price is per ${per}.`, { fix });
  }
  return ok(fraction(weightGrams * perGram.numerator, perGram.denominator));
}

function quantityFault({ weightGrams, quantities, subjectNumber }: Measured): Result<never> | null {
  const fix = 'Correct it where it was counted, then rate it again.';
  if (weightGrams !== null && !(weightGrams >= 0)) {
    return refuse('QUANTITY_NEGATIVE', `${subjectNumber} weighs ${weightGrams} g; that cannot be.`, { fix });
  }
  const wrong = quantities.find(({ quantity }) => !(quantity >= 0) || !Number.isFinite(quantity));
  if (!wrong) return null;
  return refuse('QUANTITY_NEGATIVE', `${subjectNumber} counts ${wrong.quantity} ${wrong.unit}; that cannot be.`, {
    fix,
  });
}
