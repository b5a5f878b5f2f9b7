import { kmeans } from 'ml-kmeans';
import type { Measured } from './portfolio.ts';

export type Grade = 'A' | 'B' | 'C' | 'D';
export const GRADES: readonly Grade[] = ['A', 'B', 'C', 'D'];

/** What customers are grouped by. */
export const CRITERIA = ['PROFIT', 'REVENUE', 'ORDERS', 'GROWTH'] as const;
export type Criterion = (typeof CRITERIA)[number];

/** A group of customers that are like each other. */
export interface Group {
  readonly grade: Grade;
  readonly customers: number;
  /** Mean of each criterion of those of whom it is known, in the order of CRITERIA and in the criterion's own unit. */
  readonly means: readonly (number | null)[];
  /** The same on the scale that distances are measured on. */
  readonly centre: readonly number[];
}

/** How customers were grouped, and what it takes to grade another one alone. */
export interface Grading {
  readonly groups: readonly Group[];
  /** Mean and deviation of each criterion: distances are measured in deviations. */
  readonly scale: readonly { readonly mean: number; readonly deviation: number }[];
  /** Minor units in one unit of the currency that was measured in; left out where it is a hundred. */
  readonly perUnit?: number | undefined;
  /** Seeded runs that were compared. */
  readonly runs: number;
  /** Percent of the grades that the other runs gave as well. */
  readonly stabilityPercent: number;
  readonly grades: ReadonlyMap<string, { readonly grade: Grade; readonly stabilityPercent: number }>;
}

/** Too few to group, said instead of a grade. */
export interface NotGraded {
  readonly reason: 'TOO_FEW_CUSTOMERS' | 'ALL_ALIKE';
  readonly customers: number;
  readonly groups: number;
}

const USUAL_PER_UNIT = 100;
const SEEDS = [7, 19, 43, 71, 101];

/** Amounts differ by powers of ten: their logarithm, with the sign kept, is what is alike. */
const flat = (value: number): number => Math.sign(value) * Math.log10(1 + Math.abs(value));

const raw = ({ profit, revenue, orders, growthPercent }: Measured): (number | null)[] => [
  profit,
  revenue,
  orders,
  growthPercent,
];
/** Growth that is not known yet stands in the middle: it speaks neither for a customer nor against it. */
const point = (one: Measured, perUnit: number): number[] => [
  flat(one.profit / perUnit),
  flat(one.revenue / perUnit),
  flat(one.orders),
  Math.max(-100, Math.min(100, one.growthPercent ?? 0)) / 100,
];
/** How much a criterion counts: profit twice as much as growth. */
const WEIGHTS = [1.4, 1, 1, 0.7];

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function scaleOf(points: readonly (readonly number[])[]): Grading['scale'] {
  return CRITERIA.map((_, at) => {
    const values = points.map((one) => one[at] ?? 0);
    const mean = meanOf(values);
    const deviation = Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
    return { mean, deviation: deviation || 1 };
  });
}

const scaled = (one: readonly number[], scale: Grading['scale']): number[] =>
  one.map((value, at) => ((value - (scale[at]?.mean ?? 0)) / (scale[at]?.deviation ?? 1)) * (WEIGHTS[at] ?? 1));

const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.sqrt(a.reduce((sum, value, at) => sum + (value - (b[at] ?? 0)) ** 2, 0));

const worth = (centre: readonly number[]): number => (centre[0] ?? 0) + (centre[1] ?? 0) + (centre[2] ?? 0);

interface Run {
  readonly grades: readonly Grade[];
  readonly centres: readonly (readonly number[])[];
  /** Sum of the squared distances: the smaller, the more alike the groups are inside. */
  readonly spread: number;
}

/** One clustering; its groups are graded by what their middle is worth. */
function run(points: number[][], groups: number, seed: number): Run {
  const { clusters, centroids } = kmeans(points, groups, { seed, initialization: 'kmeans++', maxIterations: 60 });
  const order = centroids.map((_, at) => at).sort((a, b) => worth(centroids[b] ?? []) - worth(centroids[a] ?? []));
  const gradeOf = new Map(order.map((cluster, place) => [cluster, GRADES[place] ?? 'D']));
  return {
    grades: clusters.map((cluster) => gradeOf.get(cluster) ?? 'D'),
    centres: order.map((cluster) => centroids[cluster] ?? []),
    spread: clusters.reduce((sum, cluster, at) => sum + distance(points[at] ?? [], centroids[cluster] ?? []) ** 2, 0),
  };
}

/**
 * Groups customers with a history by profit, revenue, orders and growth of a year, and grades the groups from A down. The
 * tightest of five seeded runs counts; how far the others agree is told with it, for all and for each.
 */
export function gradeAll(
  customers: readonly Measured[],
  groups: number,
  perUnit = USUAL_PER_UNIT,
): Grading | NotGraded {
  const told = { customers: customers.length, groups };
  if (customers.length < groups) return { reason: 'TOO_FEW_CUSTOMERS', ...told };
  // In one order whoever asks: the seed then picks the same.
  const sorted = [...customers].sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  const flatPoints = sorted.map((one) => point(one, perUnit));
  const scale = scaleOf(flatPoints);
  const points = flatPoints.map((one) => scaled(one, scale));
  if (new Set(points.map((one) => one.join())).size < groups) return { reason: 'ALL_ALIKE', ...told };
  const runs = SEEDS.map((seed) => run(points, groups, seed));
  const best = runs.reduce((tightest, one) => (one.spread < tightest.spread ? one : tightest));
  const agreed = sorted.map(
    (_, at) => runs.filter(({ grades }) => grades[at] === best.grades[at]).length / runs.length,
  );
  const percent = (share: number): number => Math.round(share * 100);
  return {
    groups: best.centres.map((centre, place) => groupOf(GRADES[place] ?? 'D', centre, sorted, best.grades)),
    scale,
    ...(perUnit === USUAL_PER_UNIT ? {} : { perUnit }),
    runs: runs.length,
    stabilityPercent: percent(meanOf(agreed)),
    grades: new Map(
      sorted.map(({ accountId }, at) => [
        accountId,
        { grade: best.grades[at] ?? 'D', stabilityPercent: percent(agreed[at] ?? 0) },
      ]),
    ),
  };
}

function groupOf(
  grade: Grade,
  centre: readonly number[],
  customers: readonly Measured[],
  grades: readonly Grade[],
): Group {
  const members = customers.filter((_, at) => grades[at] === grade).map(raw);
  const means = CRITERIA.map((_, at) => {
    const told = members.flatMap((one) => one[at] ?? []);
    return told.length === 0 ? null : Math.round(meanOf(told));
  });
  return { grade, customers: members.length, means, centre };
}

/** Why a customer has its grade. */
export interface GradeReason {
  readonly grade: Grade;
  /** Each criterion: the customer's own, the mean of its group, and the mean of the next nearest group. */
  readonly criteria: readonly {
    readonly code: Criterion;
    /** Null for growth that is not known yet. */
    readonly value: number | null;
    readonly groupMean: number | null;
    readonly otherMean: number | null;
  }[];
  /** The group it would be in otherwise. */
  readonly nextGrade: Grade | null;
  /** How much farther the next group is, in percent of the way to its own. */
  readonly marginPercent: number | null;
}

/** The nearest group to a customer, with what speaks for it: how one customer is graded between two groupings. */
export function gradeOne(
  customer: Measured,
  grading: Pick<Grading, 'groups' | 'scale' | 'perUnit'>,
): GradeReason | null {
  const place = scaled(point(customer, grading.perUnit ?? USUAL_PER_UNIT), grading.scale);
  const near = grading.groups
    .map((group) => ({ group, away: distance(place, group.centre) }))
    .sort((a, b) => a.away - b.away);
  const [own, next] = near;
  if (!own) return null;
  const values = raw(customer);
  return {
    grade: own.group.grade,
    criteria: CRITERIA.map((code, at) => ({
      code,
      value: values[at] ?? null,
      groupMean: own.group.means[at] ?? null,
      otherMean: next?.group.means[at] ?? null,
    })),
    nextGrade: next?.group.grade ?? null,
    marginPercent: next && own.away > 0 ? Math.round((next.away / own.away - 1) * 100) : null,
  };
}
