import { describe, expect, it } from 'vitest';
import { type ChartData, chartCsv, paretoRows, waterfallSteps } from './chart-data.ts';

const data = (rows: Record<string, number | null>): ChartData => ({
  category: 'Step',
  series: [{ key: 'amount', label: 'Amount', format: String }],
  rows: Object.entries(rows).map(([key, amount]) => ({ key, label: key, values: { amount } })),
});

describe('chart data', () => {
  it('hangs each bar of a waterfall where the one before it ended, and stands totals on the ground', () => {
    const steps = waterfallSteps(data({ revenue: 100, carrier: -60, claims: -15, 'total-profit': 25 }));
    expect(steps.map(({ from, to, total }) => [from, to, total])).toEqual([
      [0, 100, false],
      [100, 40, false],
      [40, 25, false],
      [0, 25, true],
    ]);
  });

  it('sorts a Pareto by weight and adds its shares up to the whole', () => {
    const rows = paretoRows(data({ damage: 20, delay: 70, loss: 10 }));
    expect(rows.map(({ row }) => row.key)).toEqual(['delay', 'damage', 'loss']);
    expect(rows.map(({ reached }) => reached)).toEqual([0.7, 0.9, 1]);
    expect(paretoRows(data({ delay: 0 }))[0]?.reached).toBe(0);
  });

  it('writes values that a spreadsheet can reckon with, and no formula', () => {
    expect(chartCsv(data({ 'Acme, Inc.': 1250.5, '=HYPERLINK("x")': null }))).toBe(
      'Step,Amount\r\n"Acme, Inc.",1250.5\r\n"\'=HYPERLINK(""x"")",\r\n',
    );
  });
});
