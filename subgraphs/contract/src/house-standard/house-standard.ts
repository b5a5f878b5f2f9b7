import type { ParameterName } from '@quayside/customer/parameter-events';
import type { Tolerance } from '../payable/carrier-invoice.ts';
import type { CollectionRule } from '../receivable/receivable.ts';

/** What the house set for all its units, before each could: it holds in place of the product's standard. */
export interface HouseStandard {
  readonly parameter: ParameterName;
  /** In the unit of the parameter, not always whole; null: the step is not taken. */
  readonly value: number | null;
}

// A reminder is counted from the due day backwards.
const STEPS = [
  ['PAYMENT_REMINDER_DAYS', 'REMINDER', -1],
  ['FIRST_DUNNING_DAYS', 'DUNNING_1', 1],
  ['SECOND_DUNNING_DAYS', 'DUNNING_2', 1],
  ['FINAL_NOTICE_DAYS', 'FINAL', 1],
] as const;

/** Of what the house once set, as the parameters say it now; nothing of what it left to the product. */
export function houseStandards(steps: CollectionRule | null, tolerance: Tolerance | null): HouseStandard[] {
  const days = STEPS.map(([parameter, step, sign]): HouseStandard => {
    const on = steps?.find((one) => one.step === step)?.days;
    return { parameter, value: on === undefined ? null : sign * on };
  });
  return [
    ...(steps ? days : []),
    ...(tolerance
      ? ([
          { parameter: 'CARRIER_TOLERANCE_PERCENT', value: tolerance.basisPoints / 100 },
          // It was kept in minor units of whatever currency: two places, as nearly all have.
          { parameter: 'CARRIER_TOLERANCE_AMOUNT', value: tolerance.minor / 100 },
        ] as const)
      : []),
  ];
}
