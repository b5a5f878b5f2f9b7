import { expect, it } from 'vitest';
import type { BoardRow } from './board.ts';
import type { Stage } from './lifecycle.ts';
import { sevenPOf } from './seven-p.ts';

const aCustomer = (id: string, stages: readonly (readonly [Stage, string | null])[]): BoardRow => ({
  ...{ id, valuedAt: 1, currency: 'USD', orders: 0, revenueMinor: 0, profitMinor: 0, lifetimeMinor: null },
  ...{ valueIndex: null, loyalty: null, growthPercent: null, riskPercent: null, riskLevel: null, grade: null },
  ...{ gradeStability: null, stage: stages.at(-1)?.[0] ?? 'POTENTIAL' },
  summary: {
    ...{ trend: [], waterfall: [0, 0, 0, 0], signals: [], services: [], candidates: [], loss: null, gaps: [] },
    ...{ ratings: [0, 0], deliveries: 0, exceptions: 0, firstOrder: null },
    stages: stages.map(([stage, since]) => ({ stage, since })),
  },
});

it('counts customers that could be offered something, and not what they could be offered', () => {
  const row = aCustomer('one', [['MATURITY', null]]);
  const candidates = ['KITTING', 'PHOTO'].map((service) => ({ code: 'CROSS_SELL' as const, service }));
  const promoted = { ...row, summary: row.summary && { ...row.summary, candidates } };
  const promotion = sevenPOf([promoted], [], '2025-12').find(({ code }) => code === 'PROMOTION');
  expect(promotion?.figures).toEqual([{ code: 'CANDIDATES', detail: 'CROSS_SELL', value: 1, unit: 'COUNT' }]);
});

it('counts as kept who was a customer a year ago, and neither prospects nor those long gone', () => {
  const known = ['POTENTIAL', null] as const;
  const rows = [
    aCustomer('stayed', [known, ['DEVELOPMENT', '2024-01'], ['MATURITY', '2025-02']]),
    aCustomer('left', [known, ['DEVELOPMENT', '2024-01'], ['TERMINATION', '2026-03']]),
    aCustomer('long gone', [known, ['DEVELOPMENT', '2023-01'], ['TERMINATION', '2024-03']]),
    aCustomer('only talked with', [known]),
    aCustomer('came since', [known, ['DEVELOPMENT', '2026-01']]),
  ];
  const figures = sevenPOf(rows, [], '2025-12').flatMap((one) => one.figures);
  const value = (code: string) => figures.find((one) => one.code === code)?.value;
  expect(value('KEPT_OF_A_YEAR_AGO')).toBe(50);
  expect(value('LEFT_IN_A_YEAR')).toBe(1);
  expect(value('LIFETIME')).toBeNull();
});
