import { DAY } from '@quayside/shared/instant';
import { ok, type Result, refuse } from '@quayside/shared/result';

/** What is owed of one invoice; negative where we owe. */
export interface Receivable {
  /** Of the invoice. */
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly currency: string;
  readonly totalMinor: number;
  /** Taken back by credit notes, and paid. */
  readonly creditedMinor: number;
  readonly paidMinor: number;
  readonly openMinor: number;
  /** YYYY-MM-DD */
  readonly dueOn: string;
  /** The last step of collection that was taken. */
  readonly step: CollectionStep;
  /** The day of the next step; null when there is none, empty while it has to be found anew. */
  readonly nextOn: string | null;
  readonly version: number;
}

/** None yet; a reminder before it is due; then more and more plainly after it. */
export type CollectionStep = 'NONE' | 'REMINDER' | 'DUNNING_1' | 'DUNNING_2' | 'FINAL';

/** When each step is taken, in days from the day that it is due: negative before it. Steps that come together are one letter. */
export type CollectionRule = readonly { readonly step: Exclude<CollectionStep, 'NONE'>; readonly days: number }[];

/** So many days before an invoice is due, and after it, the steps are taken; null: as the house once set it. */
export interface CollectionDays {
  readonly reminder: number | null;
  readonly firstDunning: number | null;
  readonly secondDunning: number | null;
  readonly finalNotice: number | null;
}

/** @param house what the house once set; it leaves out steps that it does not take */
export const ruleBy = (
  { reminder, firstDunning, secondDunning, finalNotice }: CollectionDays,
  house: CollectionRule = [],
): CollectionRule => {
  const days = [reminder === null ? null : -reminder, firstDunning, secondDunning, finalNotice];
  return STEPS.flatMap((step, index) => {
    const on = days[index] ?? house.find((one) => one.step === step)?.days;
    return on === undefined ? [] : [{ step, days: on }];
  });
};

const STEPS = ['REMINDER', 'DUNNING_1', 'DUNNING_2', 'FINAL'] as const;
const ORDER: readonly CollectionStep[] = ['NONE', ...STEPS];
const placeOf = (step: CollectionStep): number => ORDER.indexOf(step);

const MOST_DAYS = 365;

/** The first thing that is wrong with a rule, or null. */
export function collectionFault(rule: CollectionRule): Result<never> | null {
  const wrong = rule.find(({ step, days }, index) => {
    const before = rule[index - 1];
    const follows = !before || (days > before.days && placeOf(step) > placeOf(before.step));
    return !follows || !Number.isInteger(days) || Math.abs(days) > MOST_DAYS;
  });
  if (!wrong) return null;
  return refuse('COLLECTION_STEPS', `${wrong.step} cannot come ${wrong.days} days from the due day.`, {
    field: 'steps',
    fix: 'Let the steps follow each other, each later than the one before, within a year of the due day.',
  });
}

const dayFrom = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

/** The next step after the one that was taken, with its day; null when all are taken or nothing is owed. */
export function nextStep(
  { step, dueOn, openMinor }: Pick<Receivable, 'step' | 'dueOn' | 'openMinor'>,
  rule: CollectionRule,
): { readonly step: CollectionStep; readonly on: string } | null {
  if (openMinor <= 0) return null;
  const following = rule.find((one) => placeOf(one.step) > placeOf(step));
  return following ? { step: following.step, on: dayFrom(dueOn, following.days) } : null;
}

/** A receivable with the day of its next step. */
export const dated = (receivable: Receivable, rule: CollectionRule): Receivable => ({
  ...receivable,
  nextOn: nextStep(receivable, rule)?.on ?? null,
});

/** What a step that has become due makes of it; steps that were slept through are skipped, so that nobody gets four letters at once. */
export function climb(receivable: Receivable, rule: CollectionRule, today: string): Receivable | null {
  let climbed: Receivable | null = null;
  for (let next = nextStep(receivable, rule); next !== null && next.on <= today; next = nextStep(climbed, rule)) {
    climbed = { ...receivable, step: next.step };
  }
  return climbed && dated(climbed, rule);
}

/** Money or a credit note takes from what is owed. */
export function settle(
  receivable: Receivable,
  settled: { readonly paidMinor?: number; readonly creditedMinor?: number },
): Result<Receivable> {
  const paidMinor = receivable.paidMinor + (settled.paidMinor ?? 0);
  const creditedMinor = receivable.creditedMinor + (settled.creditedMinor ?? 0);
  const openMinor = receivable.totalMinor - paidMinor - creditedMinor;
  if (![paidMinor, creditedMinor, openMinor].every(Number.isSafeInteger)) {
    return refuse('AMOUNT_TOO_LARGE', 'The amount is too large to be exact.');
  }
  return ok({ ...receivable, paidMinor, creditedMinor, openMinor, nextOn: openMinor > 0 ? receivable.nextOn : null });
}

/** How long something is overdue: not yet, 1 to 30 days, 31 to 60, 61 to 90, longer. */
export const BUCKETS = ['NOT_DUE', 'DAYS_30', 'DAYS_60', 'DAYS_90', 'OLDER'] as const;
export type AgeBucket = (typeof BUCKETS)[number];

/** The days on which something was due that stands in a bucket today, both included; null for no bound. */
export function daysOf(bucket: AgeBucket, today: string): { readonly from: string | null; readonly to: string | null } {
  const at = BUCKETS.indexOf(bucket);
  const late = (days: number): string => dayFrom(today, -days);
  const to = at === 0 ? null : late(30 * (at - 1) + 1);
  return { from: bucket === 'OLDER' ? null : late(30 * at), to };
}

/** Where an amount stands that was due on a day. */
export function bucketOf(dueOn: string, today: string): AgeBucket {
  const late = Math.round((Date.parse(today) - Date.parse(dueOn)) / DAY);
  if (late <= 0) return 'NOT_DUE';
  if (late <= 30) return 'DAYS_30';
  if (late <= 60) return 'DAYS_60';
  return late <= 90 ? 'DAYS_90' : 'OLDER';
}

/** Ageing of an account in one currency; the buckets add up to the whole. */
export interface Ageing {
  readonly accountId: string;
  readonly currency: string;
  readonly openMinor: number;
  readonly buckets: Readonly<Record<AgeBucket, number>>;
}

/** Sorts what is owed by how long it has been due, most owed first; currencies are never added up. */
export function age(
  open: readonly Pick<Receivable, 'accountId' | 'currency' | 'openMinor' | 'dueOn'>[],
  today: string,
): Ageing[] {
  const sums = new Map<
    string,
    { accountId: string; currency: string; openMinor: number; buckets: Record<AgeBucket, number> }
  >();
  for (const { accountId, currency, openMinor, dueOn } of open) {
    const key = `${accountId} ${currency}`;
    const empty = { NOT_DUE: 0, DAYS_30: 0, DAYS_60: 0, DAYS_90: 0, OLDER: 0 };
    const sum = sums.get(key) ?? { accountId, currency, openMinor: 0, buckets: empty };
    sum.openMinor += openMinor;
    sum.buckets[bucketOf(dueOn, today)] += openMinor;
    sums.set(key, sum);
  }
  return [...sums.values()].sort((a, b) => b.openMinor - a.openMinor);
}
