import { describe, expect, it } from 'vitest';
import { gradeAll, gradeOne } from './grading.ts';
import type { Measured } from './portfolio.ts';

const customer = (accountId: string, profit: number, orders: number, growthPercent = 0): Measured => ({
  ...{ accountId, profit, orders, revenue: profit * 4, growthPercent, services: [] },
});

/** Four groups that nobody can mistake, ten of each. */
const clear = [2_000_000, 300_000, 40_000, 5_000].flatMap((profit, group) =>
  Array.from({ length: 10 }, (_, at) =>
    customer(`g${group}-${at}`, profit * (1 + at / 100), Math.round(profit / 1_000) + at),
  ),
);

describe('grading', () => {
  it('finds the groups that are there, the same in every run', () => {
    const grading = gradeAll(clear, 4);
    if ('reason' in grading) throw new Error(grading.reason);
    expect(grading.groups.map(({ grade, customers }) => [grade, customers])).toEqual([
      ...[
        ['A', 10],
        ['B', 10],
        ['C', 10],
        ['D', 10],
      ],
    ]);
    expect(grading.grades.get('g0-3')?.grade).toBe('A');
    expect(grading.grades.get('g3-3')?.grade).toBe('D');
    expect(grading.stabilityPercent).toBeGreaterThan(70);
    expect(gradeAll([...clear].reverse(), 4)).toEqual(grading);
  });

  it('grades one alone as the grouping would, with the reason', () => {
    const grading = gradeAll(clear, 4);
    if ('reason' in grading) throw new Error(grading.reason);
    const reason = gradeOne(customer('new', 310_000, 305), grading);
    expect(reason).toMatchObject({ grade: 'B', nextGrade: 'A' });
    expect(reason?.criteria[0]).toMatchObject({ code: 'PROFIT', value: 310_000 });
    for (const one of clear) expect(gradeOne(one, grading)?.grade).toBe(grading.grades.get(one.accountId)?.grade);
  });

  it('shows growth that is not known as unknown, and in no mean', () => {
    const young = clear.map((one, at) => ({ ...one, growthPercent: at % 10 === 0 ? null : 40 }));
    const grading = gradeAll(young, 4);
    if ('reason' in grading) throw new Error(grading.reason);
    const reason = gradeOne({ ...customer('new', 310_000, 305), growthPercent: null }, grading);
    expect(reason?.criteria.at(-1)).toMatchObject({ code: 'GROWTH', value: null, groupMean: 40 });
  });

  it('says in words when there are fewer customers than groups, or all are alike', () => {
    expect(gradeAll(clear.slice(0, 3), 4)).toEqual({ reason: 'TOO_FEW_CUSTOMERS', customers: 3, groups: 4 });
    const alike = Array.from({ length: 9 }, (_, at) => customer(`c${at}`, 100, 5));
    expect(gradeAll(alike, 4)).toEqual({ reason: 'ALL_ALIKE', customers: 9, groups: 4 });
  });

  it('are the same in a currency without minor units', () => {
    const whole = clear.map((one) => ({ ...one, profit: one.profit / 100, revenue: one.revenue / 100 }));
    const [cents, yen] = [gradeAll(clear, 4), gradeAll(whole, 4, 1)];
    if ('reason' in cents || 'reason' in yen) throw new Error('clear groups are graded');
    expect(yen.grades).toEqual(cents.grades);
    const [one] = whole;
    expect(one && gradeOne(one, yen)?.grade).toBe(one && cents.grades.get(one.accountId)?.grade);
  });
});
