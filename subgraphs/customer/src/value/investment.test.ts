import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BoardRow } from './board.ts';
import type { Grade } from './grading.ts';
import { investmentOf } from './investment.ts';
import type { ValueSummary } from './table.ts';

const row = (
  grade: Grade | null,
  profitMinor: number,
  serveCost: number,
  gaps: ValueSummary['gaps'] = [],
): BoardRow => ({
  ...{
    id: `${grade}${profitMinor}${serveCost}`,
    valuedAt: 1,
    currency: 'USD',
    orders: 1,
    revenueMinor: 1,
    profitMinor,
  },
  ...{ lifetimeMinor: null, valueIndex: null, loyalty: null, growthPercent: null, stage: 'MATURITY' },
  ...{ riskPercent: null, riskLevel: null, grade, gradeStability: null },
  summary: {
    ...{
      trend: [],
      waterfall: [1, 0, serveCost, 0],
      stages: [],
      signals: [],
      services: [],
      candidates: [],
      loss: null,
    },
    ...{ gaps, ratings: [0, 0], deliveries: 0, exceptions: 0, firstOrder: null },
  },
});

const of = (rows: readonly BoardRow[]) =>
  Object.fromEntries(investmentOf(rows).map(({ grade, measure }) => [grade ?? 'none', measure]));

it('calls for more where a group brings more than it costs, for less where it does not, for prices where it loses', () => {
  const rows = [row('A', 800, 200), row('B', 150, 150), row('C', 50, 600), row('D', -20, 50)];
  expect(of(rows)).toEqual({ A: 'INVEST', B: 'KEEP', C: 'SERVE_LEANER', D: 'REPRICE' });
  expect(investmentOf(rows)[0]).toMatchObject({ investedPercent: 20, profitPercent: 80, returned: 4, incomplete: 0 });
});

it('compares nothing where nothing was spent or earned, and counts whose money is incomplete', () => {
  expect(investmentOf([row('A', 100, 0, ['CARRIER_COST_MISSING'])])).toEqual([
    {
      ...{ grade: 'A', customers: 1, incomplete: 1, investedMinor: 0, investedPercent: null },
      ...{ profitMinor: 100, profitPercent: 100, returned: null, measure: null },
    },
  ]);
  expect(of([row(null, -5, 10), row('B', -5, 10, ['REVENUE_MISSING'])])).toEqual({ none: null, B: null });
  expect(investmentOf([])).toEqual([]);
});

it('shares out all that was spent, whoever is in the groups', () => {
  const rows = fc.array(
    fc.tuple(
      fc.constantFrom<Grade | null>('A', 'B', 'C', 'D', null),
      fc.integer({ min: -999, max: 9_999 }),
      fc.nat(9_999),
    ),
  );
  fc.assert(
    fc.property(rows, (all) => {
      const groups = investmentOf(all.map(([grade, profit, cost]) => row(grade, profit, cost)));
      expect(groups.reduce((sum, { investedMinor }) => sum + investedMinor, 0)).toBe(
        all.reduce((sum, [, , cost]) => sum + cost, 0),
      );
      for (const { grade, measure, profitMinor } of groups)
        expect(measure === 'REPRICE').toBe(grade !== null && profitMinor < 0);
    }),
  );
});
