import { expect, it } from 'vitest';
import type { BoardRow } from './board.ts';
import { retentionOf } from './retention.ts';

type Month = readonly [month: string, orders: number, revenue: number];
const row = (
  id: string,
  months: readonly Month[],
  payments?: readonly (readonly [string, number, number])[],
): BoardRow =>
  ({
    id,
    summary: { trend: months.map(([month, orders, revenue]) => [month, revenue, 0, orders]), payments },
  }) as unknown as BoardRow;

it('is told month by month: who stayed, how much, and how soon it was paid', () => {
  const rows = [
    row(
      'a',
      [
        ['2026-01', 2, 200],
        ['2026-02', 1, 100],
      ],
      [['2026-02', 2, 7]],
    ),
    row(
      'b',
      [
        ['2026-01', 3, 300],
        ['2026-02', 0, 50],
      ],
      [['2026-02', 2, -2]],
    ),
    // Valued before payments were kept with the figures.
    row('c', [['2026-02', 4, 400]]),
  ];
  expect(retentionOf(rows)).toEqual([
    { month: '2026-01', customers: 2, stayedPercent: null, orders: 5, revenueMinor: 500, payments: 0, daysLate: null },
    { month: '2026-02', customers: 2, stayedPercent: 50, orders: 5, revenueMinor: 550, payments: 4, daysLate: 1.3 },
  ]);
  expect(retentionOf([])).toEqual([]);
});
