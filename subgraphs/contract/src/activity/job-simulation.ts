import { localDate } from '@quayside/shared/instant';
import type { Charge } from '../charge/charge.ts';
import type { Contract } from '../contract/contract.ts';
import { type Compared, compare } from '../rating/compare.ts';
import { type JobPrice, priceJob } from '../rating/job-price.ts';
import type { Activity } from './activity.ts';

/** The price of another contract that a job is compared by. */
export interface SimulatedPrice extends JobPrice {
  readonly contractId: string;
}

/** What was done, and where its charge stands: an activity that was rated, or a job with the price that was agreed for it. */
export interface Simulated {
  readonly id: string;
  readonly source: Charge['source'];
  readonly subjectId: string;
  readonly subjectNumber: string;
  /** YYYY-MM-DD, UTC */
  readonly date: string;
  readonly activity: Activity | null;
  readonly charge: Charge | null;
  readonly clause: SimulatedPrice | null;
}

export const ofActivity = (activity: Activity): Simulated => ({
  ...{ id: activity.id, source: activity.done.subjectKind, subjectId: activity.subjectId },
  ...{ subjectNumber: activity.done.subjectNumber, date: activity.done.date, activity, charge: null, clause: null },
});

/**
 * Sets a job as it was billed against the list of another contract. Where only a card is tried, whose lines price no
 * jobs, it costs what it cost.
 */
export function compareJob(charge: Charge, other: Contract | null): Compared<Simulated>[] {
  const { id, source, subjectId, subjectNumber, doneAt, kind, amountMinor } = charge;
  const subject = { id, source, subjectId, subjectNumber, date: localDate(doneAt), activity: null, charge };
  if (!other) return compare({ ...subject, clause: null }, [charge], [{ kind, amountMinor }], null);
  const price = priceJob(other, charge);
  if (!price.ok) return compare({ ...subject, clause: null }, [charge], [], price.refusal);
  const clause = { ...price.value, contractId: other.id };
  return compare({ ...subject, clause }, [charge], [{ kind, amountMinor: price.value.amountMinor }], null);
}
