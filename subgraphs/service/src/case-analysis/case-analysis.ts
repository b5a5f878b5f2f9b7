import { DAY, HOUR } from '@quayside/shared/instant';

/** What cases are grouped by. */
export type CaseDimension =
  | 'CATEGORY'
  | 'KIND'
  | 'SEVERITY'
  | 'CHANNEL'
  | 'PARTY'
  | 'REGION'
  | 'OWNER'
  | 'ACCOUNT'
  | 'MONTH';

interface Counts {
  readonly opened: number;
  readonly open: number;
  readonly overdue: number;
  readonly solved: number;
  readonly notSolved: number;
  readonly adopted: number;
  readonly notAdopted: number;
}

/** Sums of a group as the store has them; times in milliseconds over all that were answered or resolved. */
export interface Bucket extends Counts {
  readonly key: string | null;
  readonly name: string | null;
  readonly answered: number;
  readonly answerMs: number;
  readonly resolved: number;
  readonly solveMs: number;
}

/** One group of cases, and how they went. */
export interface CaseGroup extends Counts {
  readonly key: string | null;
  readonly name: string | null;
  readonly meanAnswerHours: number | null;
  readonly meanSolveHours: number | null;
}

const MOST_GROUPS = 100;

/** Mean hours, to a tenth; nothing to be averaged is not zero. */
const meanHours = (ms: number, count: number): number | null =>
  count === 0 ? null : Math.round((ms / count / HOUR) * 10) / 10;

const toGroup = ({ answered, answerMs, resolved, solveMs, ...rest }: Bucket): CaseGroup => ({
  ...rest,
  meanAnswerHours: meanHours(answerMs, answered),
  meanSolveHours: meanHours(solveMs, resolved),
});

/** YYYY-MM of a day that is counted from 1970, in UTC. */
const monthOf = (day: string | null): string | null =>
  day === null ? null : new Date(Number(day) * DAY).toISOString().slice(0, 7);

const SUMS = [
  ...(['opened', 'open', 'overdue', 'solved', 'notSolved', 'adopted', 'notAdopted'] as const),
  ...(['answered', 'answerMs', 'resolved', 'solveMs'] as const),
] as const satisfies readonly (keyof Bucket)[];

const added = (a: Bucket, b: Bucket): Bucket => ({
  ...a,
  ...Object.fromEntries(SUMS.map((field) => [field, a[field] + b[field]])),
});

function byMonth(days: readonly Bucket[]): Bucket[] {
  const months = new Map<string | null, Bucket>();
  for (const day of days) {
    const key = monthOf(day.key);
    const known = months.get(key);
    months.set(key, known ? added(known, day) : { ...day, key });
  }
  return [...months.values()].sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
}

/** Groups with most cases first; months in their order. Buckets of MONTH are days since 1970. */
export function groupsOf(by: CaseDimension, buckets: readonly Bucket[]): CaseGroup[] {
  const sorted =
    by === 'MONTH'
      ? byMonth(buckets).slice(-MOST_GROUPS)
      : [...buckets]
          .sort((a, b) => b.opened - a.opened || ((a.key ?? '') < (b.key ?? '') ? -1 : 1))
          .slice(0, MOST_GROUPS);
  return sorted.map(toGroup);
}
