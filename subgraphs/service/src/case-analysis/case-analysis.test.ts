import { HOUR } from '@quayside/shared/instant';
import { describe, expect, it } from 'vitest';
import { type Bucket, groupsOf } from './case-analysis.ts';

const aBucket = (key: string | null, change: Partial<Bucket> = {}): Bucket => ({
  ...{ key, name: null, opened: 1, open: 0, overdue: 0, solved: 0, notSolved: 0, adopted: 0, notAdopted: 0 },
  ...{ answered: 0, answerMs: 0, resolved: 0, solveMs: 0 },
  ...change,
});

/** Days since 1970. */
const day = (date: string): string => String(Date.parse(`${date}T00:00:00Z`) / (24 * HOUR));

describe('case analysis', () => {
  it('puts the days of a month together and keeps months in order', () => {
    const groups = groupsOf('MONTH', [
      aBucket(day('2026-03-31'), { opened: 2, resolved: 1, solveMs: 10 * HOUR }),
      aBucket(day('2026-02-28'), { opened: 5 }),
      aBucket(day('2026-03-01'), { opened: 3, resolved: 1, solveMs: 5 * HOUR }),
    ]);
    expect(groups).toMatchObject([
      { key: '2026-02', opened: 5, meanSolveHours: null },
      { key: '2026-03', opened: 5, meanSolveHours: 7.5 },
    ]);
  });

  it('shows the greatest group first and makes up no mean', () => {
    const groups = groupsOf('CATEGORY', [
      aBucket('DAMAGE', { opened: 2, answered: 2, answerMs: 3 * HOUR }),
      aBucket('DELAY', { opened: 7 }),
    ]);
    expect(groups.map(({ key, meanAnswerHours }) => [key, meanAnswerHours])).toEqual([
      ['DELAY', null],
      ['DAMAGE', 1.5],
    ]);
  });
});
