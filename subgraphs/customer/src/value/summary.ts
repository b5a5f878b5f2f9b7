import { firstOrderMonth } from '../board/board-line.ts';
import type { Grading, NotGraded } from './grading.ts';
import { gradeOne } from './grading.ts';
import { growthOf } from './growth.ts';
import { recentLines, total } from './ledger.ts';
import type { ValueRow, ValueSummary } from './table.ts';
import { measuredOf, type Valuation } from './valuation.ts';

/** What lists and charts show of a valuation. */
function summaryOf({ ledger, profit, stages, risk, candidates, loss, gaps }: Valuation): ValueSummary {
  const lines = recentLines(ledger);
  return {
    trend: lines.map(({ month, revenue, profit: earned, orders }) => [month, revenue, earned, orders] as const),
    payments: lines
      .filter(({ payments }) => payments.count > 0)
      .map(({ month, payments }) => [month, payments.count, payments.daysLate] as const),
    waterfall: [profit?.revenue ?? 0, profit?.carrierCost ?? 0, profit?.serveCost ?? 0, profit?.claimsPaid ?? 0],
    stages: stages.map(({ stage, since }) => ({ stage, since })),
    signals: [...risk.signals]
      .filter(({ points }) => (points ?? 0) > 0)
      .sort((a, b) => (b.points ?? 0) - (a.points ?? 0))
      .map(({ code }) => code),
    services: Object.keys(ledger.services).sort(),
    candidates: candidates.map(({ code, service }) => ({ code, service })),
    loss: loss && {
      lastMonth: loss.lastMonth,
      yearlyProfit: loss.yearlyProfit,
      causes: loss.reasons.map(({ code }) => code),
    },
    gaps: [...new Set(gaps.map(({ code }) => code))],
    ratings: [total(lines, (line) => line.ratings.count), total(lines, (line) => line.ratings.sum)],
    deliveries: total(lines, (line) => line.deliveries),
    exceptions: total(lines, (line) => line.exceptions),
    firstOrder: firstOrderMonth(ledger),
  };
}

type Graded = Pick<ValueRow, 'grade' | 'gradeStability'>;

/**
 * The grade of a customer between two groupings: of the nearest group. What the last grouping said of its stability goes
 * with the grade only as long as it is the same.
 */
function gradeNow(valuation: Valuation, before: Graded, grading: Omit<Grading, 'grades'> | NotGraded | null): Graded {
  const measured = measuredOf(valuation);
  if (!measured || !grading || 'reason' in grading) return { grade: null, gradeStability: null };
  const grade = gradeOne(measured, grading)?.grade ?? null;
  return { grade, gradeStability: grade === before.grade ? before.gradeStability : null };
}

/** The row of a customer after it was valued. */
export function rowOf(
  valuation: Valuation,
  before: ValueRow,
  grading: Omit<Grading, 'grades'> | NotGraded | null,
): ValueRow {
  const { profit, ledger } = valuation;
  return {
    id: before.id,
    version: before.version,
    stale: false,
    valuedAt: valuation.valuedAt,
    currency: ledger.currency,
    orders: total(recentLines(ledger), (line) => line.orders),
    revenueMinor: profit?.revenue ?? 0,
    profitMinor: profit?.profit ?? 0,
    lifetimeMinor: valuation.lifetime.amountMinor,
    valueIndex: valuation.index.value,
    loyalty: valuation.loyalty.value,
    growthPercent: growthOf(ledger).percent,
    stage: valuation.stage,
    riskPercent: valuation.risk.percent,
    riskLevel: valuation.risk.level,
    ...gradeNow(valuation, before, grading),
    summary: summaryOf(valuation),
  };
}

/** What of a row is seen; the rest is when it was worked out. */
const seen = ({ stale: _, valuedAt: __, version: ___, ...row }: ValueRow): string => JSON.stringify(row);

/** True when somebody who looks at the customer sees something else now. */
export const looksOther = (before: ValueRow, after: ValueRow): boolean => seen(before) !== seen(after);
