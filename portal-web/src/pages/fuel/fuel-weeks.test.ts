import { describe, expect, it } from 'vitest';
import { gapsOf, pricesOf } from './fuel-weeks.ts';

describe('prices of fuel', () => {
  it('leave a gap where one is older than two weeks', () => {
    const points = ['2026-01-05', '2026-01-12', '2026-02-09'].map((date) => ({ date, priceMilli: 3_500 }));
    expect(gapsOf(points, '2026-02-23')).toEqual([{ from: '2026-01-27', to: '2026-02-08' }]);
    expect(gapsOf(points, '2026-02-24')[1]).toEqual({ from: '2026-02-24', to: '2026-02-24' });
    expect(gapsOf([], '2026-02-24')).toEqual([]);
  });

  it('are read a line each, and those that cannot be are named', () => {
    expect(pricesOf('2026-11-23 3.512\n\n2026-11-30, 3,6\n23.11.2026 3.5\n2026-12-07\t3.601')).toEqual({
      prices: [
        { date: '2026-11-23', priceMilli: 3_512 },
        { date: '2026-12-07', priceMilli: 3_601 },
      ],
      wrong: [3, 4],
    });
  });
});
