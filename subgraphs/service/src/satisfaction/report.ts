/** An operational cause of what somebody felt. */
export type Cause = 'LATE' | 'DAMAGE' | 'SILENCE' | 'BILLING';
/** In the order of their bits. */
export const CAUSES: readonly Cause[] = ['LATE', 'DAMAGE', 'SILENCE', 'BILLING'];

/** Several causes as one number, so that sums of many answers need no other table. */
export const bitOf = (cause: Cause): number => 1 << CAUSES.indexOf(cause);
/** The causes in such a number. */
export const causesIn = (bits: number): readonly Cause[] => CAUSES.filter((cause) => (bits & bitOf(cause)) !== 0);

/** One answer with what is known around it. */
export interface Judged {
  /** 1 to 5, or 0 to 10 where all are of recommendation. */
  readonly score: number;
  readonly accountId: string;
  /** What was judged: DELIVERY, CASE, CLAIM or PERIOD. */
  readonly occasion: string;
  readonly causes: readonly Cause[];
  /** So many answers are alike in all of this; one where left out. */
  readonly times?: number;
}

/** What is known of a customer in the compared period. */
export interface Profile {
  /** What it bought of us, and how its goods were carried. */
  readonly services: readonly string[];
  readonly modes: readonly string[];
  /** Where it is at home, as entered; null until it was told. */
  readonly region: string | null;
  /** Id of the branch that answers for it; null where it is not known. */
  readonly branch: string | null;
}

export type Dimension = 'SERVICE' | 'MODE' | 'REGION' | 'BRANCH' | 'OCCASION' | 'CAUSE';

/** How often something is found among the least satisfied, the middle and the most satisfied: shares from 0 to 1. */
export interface Trait {
  readonly dimension: Dimension;
  readonly value: string;
  /** Those in which it is found, and the customers who gave them. */
  readonly answers: number;
  readonly customers: number;
  readonly bottom: number;
  readonly middle: number;
  readonly top: number;
  /** Found in too few answers, or of a customer's traits too few customers, to rely on. */
  readonly thin: boolean;
}

/** Share of all that are compared in the groups at both ends. */
const END = 0.2;
/** Below, a fifth is less than two answers, and nothing can be said. */
export const FEWEST = 10;
/** Below, a fifth is less than one customer. */
export const FEWEST_CUSTOMERS = 5;
/** A trait of fewer is told, and marked. */
const THIN = 5;

/**
 * How much of each answer belongs to the fifth with the lowest scores: 1, 0, or, for the score at which the fifth ends, an
 * equal part for all who gave it. So the order of equal scores decides nothing.
 * @param times how often each was given; once where left out
 */
export function lowestFifth(
  scores: readonly number[],
  times: readonly number[] = scores.map(() => 1),
): readonly number[] {
  let room = sum(times) * END;
  const counts = new Map<number, number>();
  scores.forEach((score, at) => {
    counts.set(score, (counts.get(score) ?? 0) + (times[at] ?? 1));
  });
  const weightOf = new Map<number, number>();
  for (const [score, many] of [...counts].sort(([a], [b]) => a - b)) {
    weightOf.set(score, Math.min(1, room / many));
    room = Math.max(0, room - many);
  }
  return scores.map((score) => weightOf.get(score) ?? 0);
}

type Named = readonly (readonly [Dimension, string])[];

/** One of those that are compared: answers that are alike, or a customer with all its answers. */
interface Compared {
  readonly score: number;
  /** Of answers that are alike each is compared; a customer is one. */
  readonly times: number;
  readonly traits: Named;
  readonly accountId: string;
  readonly answers: number;
}

/** What the two ends have in common against the middle, the largest difference first. */
function contrasted(compared: readonly Compared[]): readonly Trait[] {
  const [scores, times] = [compared.map(({ score }) => score), compared.map((one) => one.times)];
  const lowest = lowestFifth(scores, times);
  const highest = lowestFifth(
    scores.map((score) => -score),
    times,
  );
  const weighed = (weightAt: (at: number) => number): readonly number[] => times.map((many, at) => many * weightAt(at));
  const bottom = weighed((at) => lowest[at] ?? 0);
  const top = weighed((at) => highest[at] ?? 0);
  const middle = weighed((at) => Math.max(0, 1 - (lowest[at] ?? 0) - (highest[at] ?? 0)));
  const found = new Map<string, { dimension: Dimension; value: string; has: number[] }>();
  compared.forEach(({ traits }, at) => {
    for (const [dimension, value] of traits) {
      const key = `${dimension}:${value}`;
      const trait = found.get(key) ?? { dimension, value, has: [] };
      trait.has.push(at);
      found.set(key, trait);
    }
  });
  const share = (weights: readonly number[], has: readonly number[]): number =>
    // Rounded, so that the order in which answers are added leaves no trace.
    Math.round((sum(has.map((at) => weights[at] ?? 0)) / (sum(weights) || 1)) * 1e9) / 1e9;
  return [...found.values()]
    .map(({ dimension, value, has }) => ({
      ...{ dimension, value, thin: sum(has.map((at) => times[at] ?? 0)) < THIN },
      answers: sum(has.map((at) => compared[at]?.answers ?? 0)),
      customers: new Set(has.map((at) => compared[at]?.accountId)).size,
      ...{ bottom: share(bottom, has), middle: share(middle, has), top: share(top, has) },
    }))
    .sort((a, b) => contrast(b) - contrast(a) || (`${a.dimension}${a.value}` < `${b.dimension}${b.value}` ? -1 : 1));
}

/** How many answers these are. */
export const countOf = (answers: readonly Pick<Judged, 'times'>[]): number =>
  sum(answers.map(({ times = 1 }) => times));

/** What answers share: what they were about, and what is known to have gone wrong; null with fewer than FEWEST answers. */
export const traitsOf = (answers: readonly Judged[]): readonly Trait[] | null =>
  countOf(answers) < FEWEST
    ? null
    : contrasted(
        answers.map(({ score, accountId, occasion, causes, times = 1 }) => ({
          ...{ score, accountId, answers: times, times },
          traits: [['OCCASION', occasion], ...[...new Set(causes)].map((cause) => ['CAUSE', cause] as const)],
        })),
      );

/**
 * What customers share, each by the mean of its scores, so that who answers often is no more than any other; null with
 * fewer than FEWEST_CUSTOMERS.
 */
export function customerTraitsOf(
  answers: readonly Pick<Judged, 'score' | 'accountId' | 'times'>[],
  profileOf: (accountId: string) => Profile,
): readonly Trait[] | null {
  const given = new Map<string, { answers: number; total: number }>();
  for (const { accountId, score, times = 1 } of answers) {
    const { answers: before, total } = given.get(accountId) ?? { answers: 0, total: 0 };
    given.set(accountId, { answers: before + times, total: total + score * times });
  }
  if (given.size < FEWEST_CUSTOMERS) return null;
  return contrasted(
    [...given].map(([accountId, { answers: many, total }]) => ({
      ...{ accountId, answers: many, times: 1, score: total / many },
      traits: traitsIn(profileOf(accountId)),
    })),
  );
}

const traitsIn = ({ services, modes, region, branch }: Profile): Named => [
  ...services.map((service) => ['SERVICE', service] as const),
  ...modes.map((mode) => ['MODE', mode] as const),
  ...(region ? [['REGION', region] as const] : []),
  ...(branch ? [['BRANCH', branch] as const] : []),
];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const contrast = ({ bottom, middle, top }: Trait): number =>
  Math.max(Math.abs(bottom - middle), Math.abs(top - middle));

/** How many would recommend us: promoters say 9 or 10, detractors 0 to 6. */
export interface Recommendation {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  /** From -100 to 100; null without an answer. */
  readonly score: number | null;
}

/** A quarter with its score. */
export interface PeriodScore extends Recommendation {
  /** `2026-Q4` */
  readonly period: string;
}

/** The score of a quarter from its counts. */
export const periodScore = (period: string, answers: number, promoters: number, detractors: number): PeriodScore => ({
  ...{ period, promoters, detractors, passives: answers - promoters - detractors },
  score: answers === 0 ? null : ((promoters - detractors) / answers) * 100,
});

const sumOf = (scores: readonly number[], countOf: (score: number) => number): number => sum(scores.map(countOf));

/** @param countOf how often a score from 0 to 10 was given */
export function recommendationOf(countOf: (score: number) => number): Recommendation {
  const promoters = sumOf([9, 10], countOf);
  const detractors = sumOf([0, 1, 2, 3, 4, 5, 6], countOf);
  const many = promoters + detractors + sumOf([7, 8], countOf);
  const score = many === 0 ? null : ((promoters - detractors) / many) * 100;
  return { promoters, passives: many - promoters - detractors, detractors, score };
}
