import type { CreditEvidence } from './evidence.ts';
import type { CreditGrade, CreditInput, GradingRule } from './terms.ts';

/** One input with what it was worth. */
export interface WeighedInput {
  readonly input: CreditInput;
  /** Days, months, or a share of 0 to 1; null where nothing was ever paid. */
  readonly value: number | null;
  readonly points: number;
  /** The most that it can be worth. */
  readonly most: number;
}

/** A grade with all that led to it; both null where there is too little to go by. */
export interface Grading {
  readonly grade: CreditGrade | null;
  /** 0 to 100. */
  readonly score: number | null;
  readonly inputs: readonly WeighedInput[];
}

/** Points at the good end, falling evenly to none at the bad one. */
const falling = (value: number, worst: number, most: number): number =>
  tenths(most * (1 - Math.min(1, Math.max(0, value / worst))));

const tenths = (points: number): number => Math.round(points * 10) / 10;

const MONTHS = 12;

/**
 * Grades an account by how it has paid. Each input gives its points apart, so that the sum can be followed with a pencil.
 * An account with too few invoices that have come due gets no grade: no score is made up.
 */
export function gradeOf(evidence: CreditEvidence, rule: GradingRule): Grading {
  const { averageDaysLate, overdueShare, oldestOverdueDays, activeMonths, disputedShare } = evidence;
  const { weights, worst } = rule;
  const inputs: WeighedInput[] = [
    {
      ...{ input: 'DAYS_LATE', value: averageDaysLate, most: weights.DAYS_LATE },
      // Whoever was due and never paid has shown the worst that there is.
      points: averageDaysLate === null ? 0 : falling(averageDaysLate, worst.daysLate, weights.DAYS_LATE),
    },
    {
      ...{ input: 'OVERDUE_SHARE', value: overdueShare, most: weights.OVERDUE_SHARE },
      points: falling(overdueShare, worst.overdueShare, weights.OVERDUE_SHARE),
    },
    {
      ...{ input: 'OLDEST_OVERDUE', value: oldestOverdueDays, most: weights.OLDEST_OVERDUE },
      points: falling(oldestOverdueDays, worst.oldestOverdueDays, weights.OLDEST_OVERDUE),
    },
    {
      ...{ input: 'ACTIVE_MONTHS', value: activeMonths, most: weights.ACTIVE_MONTHS },
      points: falling(MONTHS - activeMonths, MONTHS, weights.ACTIVE_MONTHS),
    },
    {
      ...{ input: 'DISPUTED_SHARE', value: disputedShare, most: weights.DISPUTED_SHARE },
      points: falling(disputedShare, worst.disputedShare, weights.DISPUTED_SHARE),
    },
  ];
  if (evidence.dueInvoices < rule.leastInvoices) return { grade: null, score: null, inputs };
  const score = tenths(inputs.reduce((sum, { points }) => sum + points, 0));
  return { grade: rule.grades.find(({ from }) => score >= from)?.grade ?? 'D', score, inputs };
}
