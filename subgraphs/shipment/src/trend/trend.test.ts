import { DAY } from '@quayside/shared/instant';
import { describe, expect, it } from 'vitest';
import { type TrendDay, trendMonths, trendStart } from './trend.ts';

const at = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const aDay = (date: string, change: Partial<TrendDay> = {}): TrendDay => ({
  ...{ day: at(date) / DAY, ordered: 1, onTime: 0, late: 0, unpromised: 0, cancelled: 0, underWay: 0 },
  ...change,
});

describe('shipment trend', () => {
  it('begins with a month, over the turn of the year too', () => {
    expect(trendStart(at('2026-02-28') + 5, 3)).toBe(at('2025-12-01'));
    expect(trendStart(at('2026-02-28'), 0)).toBe(at('2026-02-01'));
    expect(trendStart(at('2026-02-28'), 500)).toBe(at('2023-03-01'));
  });

  it('has every month, and the days of each together', () => {
    const days = [
      aDay('2025-12-31', { onTime: 1 }),
      aDay('2026-02-01', { ordered: 2 }),
      aDay('2026-02-02', { late: 1 }),
    ];
    expect(trendMonths(at('2025-12-01'), at('2026-02-10'), days)).toMatchObject([
      { month: '2025-12', ordered: 1, onTime: 1 },
      { month: '2026-01', ordered: 0 },
      { month: '2026-02', ordered: 3, late: 1 },
    ]);
  });
});
