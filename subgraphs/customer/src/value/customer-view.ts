import { type ContactPlan, contactPlan, type LastTouch } from './contact-plan.ts';
import { CRITERIA, type Criterion, type Grade, type Grading, gradeOne, type NotGraded } from './grading.ts';
import type { Stage } from './lifecycle.ts';
import type { Term } from './lifetime.ts';
import type { Input, Unit } from './measure.ts';
import type { KeyAccount } from './portfolio.ts';
import type { RiskLevel } from './risk.ts';
import { measuredOf, type Valuation } from './valuation.ts';

/** A valuation with what only who looks at it decides: its place among the customers that they reach. */
export interface CustomerView {
  readonly id: string;
  readonly valuation: Valuation;
  readonly grade: GradeView | null;
  readonly key: KeyAccount | null;
  readonly plan: PlanView;
}

/** Why a grade, by means of customers within reach. */
export interface GradeView {
  readonly grade: Grade;
  readonly nextGrade: Grade | null;
  readonly marginPercent: number | null;
  readonly stabilityPercent: number | null;
  readonly criteria: readonly {
    readonly code: Criterion;
    readonly value: number | null;
    readonly unit: Unit;
    readonly groupMean: number | null;
    readonly otherMean: number | null;
  }[];
}

/** A contact plan as it is shown now. */
export interface PlanView extends ContactPlan {
  readonly overdue: boolean;
  readonly lastTouchAt: number | null;
}

/**
 * A valuation as who reaches some of the referred customers alone may see it: of the others there is one sum without a
 * name. What another branch's customer brings is not told, and the terms still add up.
 */
export function withoutStrangers(valuation: Valuation, reached: ReadonlySet<string>): Valuation {
  const { lifetime } = valuation;
  return {
    ...valuation,
    lifetime: { ...lifetime, terms: lifetime.terms.map((term) => strangersSummed(term, reached)) },
  };
}

function strangersSummed(term: Term, reached: ReadonlySet<string>): Term {
  const isStrange = ({ code, detail }: Input): boolean =>
    code === 'REFERRED' && !reached.has(detail?.split(' ')[0] ?? '');
  const strange = term.inputs.filter(isStrange);
  if (strange.length === 0) return term;
  const value = strange.reduce((sum, one) => sum + one.value, 0);
  const elsewhere: Input = { code: 'REFERRED_ELSEWHERE', value, unit: 'MONEY', detail: null };
  return { ...term, inputs: [...term.inputs.filter((one) => !isStrange(one)), elsewhere] };
}

const UNITS: Readonly<Record<Criterion, Unit>> = {
  PROFIT: 'MONEY',
  REVENUE: 'MONEY',
  ORDERS: 'COUNT',
  GROWTH: 'PERCENT',
};

/** The grade of a customer with its reason; null without a history, or where nobody could be grouped. */
export function gradeView(
  valuation: Valuation,
  kept: { readonly grade: Grade | null; readonly gradeStability: number | null },
  grading: Omit<Grading, 'grades'> | NotGraded | null,
  means: ReadonlyMap<Grade, readonly (number | null)[]>,
): GradeView | null {
  const measured = measuredOf(valuation);
  if (!measured || !grading || 'reason' in grading) return null;
  const reason = gradeOne(measured, grading);
  if (!reason) return null;
  const meanOf = (grade: Grade | null, at: number): number | null => (grade && means.get(grade)?.[at]) ?? null;
  return {
    grade: reason.grade,
    nextGrade: reason.nextGrade,
    marginPercent: reason.marginPercent,
    stabilityPercent: reason.grade === kept.grade ? kept.gradeStability : null,
    criteria: reason.criteria.map(({ code, value }) => ({
      ...{ code, value, unit: UNITS[code] },
      groupMean: meanOf(reason.grade, CRITERIA.indexOf(code)),
      otherMean: meanOf(reason.nextGrade, CRITERIA.indexOf(code)),
    })),
  };
}

/** When and how to talk to a customer next, as of now. */
export function planView(
  of: { readonly stage: Stage; readonly level: RiskLevel | null; readonly grade: Grade | null },
  last: LastTouch,
  now: number,
): PlanView {
  const plan = contactPlan(of, last, now);
  return { ...plan, lastTouchAt: last.at, overdue: plan.dueAt <= now };
}
