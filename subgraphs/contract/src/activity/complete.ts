import { ok, type Result, refuse } from '@quayside/shared/result';
import type { ActivityDone } from '../activity-events.ts';
import type { Activity } from './activity.ts';

/** What somebody says afterwards of something that was done: it takes the place of what was told. */
export interface Completion {
  readonly weightGrams: number | null;
  readonly quantities: ActivityDone['quantities'];
  readonly by: string;
  readonly at: number;
}

const MOST_GRAMS = 1e12;
const MOST_UNITS = 1e9;
const MOST_QUANTITIES = 50;
const LONGEST_UNIT = 32;

/** The activity with what was missing, as long as it is not charged; what stood somewhere is counted by its stock. */
export function complete(activity: Activity, { weightGrams, quantities, by, at }: Completion): Result<Activity> {
  const { done, stored, state } = activity;
  if (state === 'CHARGED' || stored) {
    const fix = stored ? 'Correct the count of the stock.' : 'Dispute the line of its invoice, or give a credit note.';
    return refuse('ACTIVITY_CHARGED', `${done.subjectNumber} is not counted here any more.`, { fix });
  }
  if (weightGrams === null && quantities.length === 0) {
    return refuse('COMPLETION_EMPTY', 'Say the weight, or how many of a unit it is.', { field: 'weightGrams' });
  }
  if (weightGrams !== null && !(Number.isSafeInteger(weightGrams) && weightGrams > 0 && weightGrams <= MOST_GRAMS)) {
    return refuse('QUANTITY_NOT_POSITIVE', 'A weight is whole grams above zero.', { field: 'weightGrams' });
  }
  const isCount = ({ unit, quantity }: ActivityDone['quantities'][number]): boolean =>
    unit !== '' && unit.length <= LONGEST_UNIT && Number.isFinite(quantity) && quantity >= 0 && quantity <= MOST_UNITS;
  if (quantities.length > MOST_QUANTITIES || !quantities.every(isCount)) {
    return refuse('QUANTITY_RANGE', 'A count is zero or more of a unit.', { field: 'quantities' });
  }
  const said = new Set(quantities.map(({ unit }) => unit));
  const others = done.quantities.filter(({ unit }) => !said.has(unit));
  return ok({
    ...activity,
    done: {
      ...done,
      weightGrams: weightGrams ?? done.weightGrams,
      quantities: [...others, ...quantities],
      completed: { by, at },
    },
  });
}
