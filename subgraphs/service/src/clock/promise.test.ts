import { describe, expect, it } from 'vitest';
import type { Clock } from './book.ts';
import { promiseSteps } from './promise.ts';

const aClock = (change: Partial<Clock> = {}): Clock => ({
  ...{ id: 'C', itemKind: 'WORK_ORDER', itemId: 'W', accountId: 'A', legId: null, kind: 'RESOLVE', about: 'PROMISED' },
  ...{
    regime: 'house',
    regimeVersion: 1,
    party: 'house',
    calendarVersion: 0,
    phase: 'RUNNING',
    startedAt: 0,
    dueAt: 50,
  },
  ...{ pausedFor: null, nextAt: 10, seq: 1, internal: false },
  ...change,
});
const open = { dueAt: 50, closedAt: null };

describe('a promise with one date', () => {
  it('begins its clock, and leaves it alone while the date stands', () => {
    expect(promiseSteps([], open, 7)).toMatchObject([{ do: 'start', about: 'PROMISED', from: 7, fixedDueAt: 50 }]);
    for (const phase of ['RUNNING', 'MISSED'] as const) expect(promiseSteps([aClock({ phase })], open, 7)).toEqual([]);
  });

  it('gives way to another clock when the date moves', () => {
    expect(promiseSteps([aClock()], { dueAt: 80, closedAt: null }, 7)).toMatchObject([
      { do: 'STOPPED' },
      { do: 'start', fixedDueAt: 80 },
    ]);
  });

  it('ends with the work, and begins again with it', () => {
    const done = { dueAt: 50, closedAt: 40 };
    expect(promiseSteps([aClock()], done, 40)).toMatchObject([{ do: 'MET' }]);
    expect(promiseSteps([aClock({ phase: 'MET' })], done, 41)).toEqual([]);
    expect(promiseSteps([aClock({ phase: 'MET' })], open, 42)).toMatchObject([{ do: 'start', fixedDueAt: 50 }]);
  });
});
