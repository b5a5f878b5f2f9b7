import { expect, it } from 'vitest';
import { checkHistory, type ImportHistoryInput } from './history.ts';

it.each<[string, Partial<ImportHistoryInput['rows'][number]>, string, string]>([
  ['a day to come', { on: '2027-01-01' }, 'on', 'Row 2, on: 2027-01-01 is no day of the last fifty years.'],
  ['a negative count', { orders: -3 }, 'orders', 'Row 2, orders: -3 is no whole number from zero.'],
  ['a score beside the scale', { score: 9 }, 'score', 'Row 2, score: 9 is no whole number from 1 to 5.'],
])('names row, column and value of %s, and how to write it', (_, change, column, message) => {
  const rows = [
    { on: '2026-01-31', revenueMinor: -5 },
    { on: '2026-02-28', ...change },
  ];
  const input = { accountId: 'acme', currency: 'USD', idempotencyKey: 'first', rows };
  const checked = checkHistory(input, Date.parse('2026-11-28T12:00:00Z'));
  const fix = { on: 'such as 2026-01-31', orders: 'such as 0 or 12', score: 'such as 4' }[column];
  expect(checked).toMatchObject({
    refusal: { field: `rows.1.${column}`, message, fix: expect.stringContaining(fix ?? '') },
  });
});
