import { type BoardRow, gradeShares, isIncomplete, sum } from './board.ts';
import type { Grade } from './grading.ts';

/** What to do with a group of customers, by what it brings for what is spent on serving it. */
export type Measure = 'REPRICE' | 'SERVE_LEANER' | 'KEEP' | 'INVEST';

/** A group of customers: what was spent on serving it in the last twelve months, and what came back. */
export interface GroupInvestment {
  /** Null for those without a grade. */
  readonly grade: Grade | null;
  readonly customers: number;
  /** Whose money lacks an input: then the profit is not the whole truth. */
  readonly incomplete: number;
  /** Cost to serve, minor units: the work of our people on orders, contacts, complaints and claims. */
  readonly investedMinor: number;
  /** Of all that was spent, 0 to 100; null where nothing was. */
  readonly investedPercent: number | null;
  readonly profitMinor: number;
  /** Of the profit of the groups that bring any, 0 to 100; null where none does, or this one does not. */
  readonly profitPercent: number | null;
  /** Profit for one unit spent; null where nothing was. */
  readonly returned: number | null;
  /** Null where shares cannot be compared, or the customers are not one group. */
  readonly measure: Measure | null;
}

/** A share of the profit this much greater than that of the cost earns more care; one this much smaller, less. */
const MORE = 1.25;
const LESS = 0.8;

const percent = (part: number, of: number): number | null => (of > 0 ? Math.round((part / of) * 1_000) / 10 : null);

type Told = Omit<GroupInvestment, 'returned' | 'measure'>;

function measureOf({ grade, profitMinor, incomplete, profitPercent, investedPercent }: Told): Measure | null {
  // Who has no grade is no group, and a loss may only be a charge that is not there yet.
  if (grade === null || (profitMinor < 0 && incomplete > 0)) return null;
  if (profitMinor < 0) return 'REPRICE';
  if (profitPercent === null || !investedPercent) return null;
  if (profitPercent >= investedPercent * MORE) return 'INVEST';
  return profitPercent <= investedPercent * LESS ? 'SERVE_LEANER' : 'KEEP';
}

/** The groups from A down, each with the measure that its shares of cost and profit call for. */
export function investmentOf(rows: readonly BoardRow[]): GroupInvestment[] {
  const groups = gradeShares(rows).map(({ grade, customers, profitMinor }) => {
    const own = rows.filter((row) => row.grade === grade);
    const investedMinor = sum(own, ({ summary }) => summary?.waterfall[2] ?? 0);
    return { grade, customers, profitMinor, investedMinor, incomplete: own.filter(isIncomplete).length };
  });
  const invested = groups.reduce((all, group) => all + group.investedMinor, 0);
  const earned = groups.reduce((all, group) => all + Math.max(0, group.profitMinor), 0);
  return groups.map((group) => {
    const investedPercent = percent(group.investedMinor, invested);
    const profitPercent = group.profitMinor < 0 ? null : percent(group.profitMinor, earned);
    return {
      ...group,
      ...{ investedPercent, profitPercent },
      returned: group.investedMinor > 0 ? Math.round((group.profitMinor / group.investedMinor) * 100) / 100 : null,
      measure: measureOf({ ...group, investedPercent, profitPercent }),
    };
  });
}
