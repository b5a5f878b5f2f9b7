import { describe, expect, it } from 'vitest';
import { keyOfPart, partsOf, readHistory } from './history-file.ts';

describe('a file of history', () => {
  it('is read by the names of its columns, with amounts to the minor unit', () => {
    const { days, faults } = readHistory(
      'Date,orders,revenue,carrier_cost,service\n2026-01-31,3,1200.50,800,transport\n2026-02-01,,-20.1,,\n',
      'USD',
    );
    expect(faults).toEqual([]);
    expect(days).toEqual([
      { on: '2026-01-31', orders: 3, revenueMinor: 120_050, carrierCostMinor: 80_000, service: 'TRANSPORT' },
      { on: '2026-02-01', revenueMinor: -2_010 },
    ]);
  });

  it('names each cell that cannot be read with the form that it must have, and takes none of it for zero', () => {
    const { faults } = readHistory('date\tweight\torders\tpayment\n31.01.2026\t7\t-1\t12.345\n', 'USD');
    expect(faults).toEqual([
      { row: 0, column: 'weight', cell: 'weight', form: null },
      { row: 1, column: 'date', cell: '31.01.2026', form: 'DATE' },
      { row: 1, column: 'orders', cell: '-1', form: 'COUNT' },
      { row: 1, column: 'payment', cell: '12.345', form: 'AMOUNT' },
    ]);
    expect(readHistory('orders\n5\n', 'USD').faults).toEqual([{ row: 0, column: 'date', cell: '', form: null }]);
  });

  it('finds what the import would refuse: days that are none, to come or too long ago, and scores beside the scale', () => {
    const now = Date.parse('2026-11-28T12:00:00Z');
    const text =
      'date,score,revenue,service\n2026-02-30,5,,\n2026-11-29,6,x,post\n1970-01-01,0,-1,\n2026-11-28,1,-1.5,\n';
    expect(readHistory(text, 'USD', now).faults.map(({ row, cell, form }) => [row, cell, form])).toEqual([
      [1, '2026-02-30', 'DATE'],
      [2, '2026-11-29', 'DATE'],
      [2, '6', 'SCORE'],
      [2, 'x', 'REVENUE'],
      [2, 'post', 'SERVICE'],
      [3, '1970-01-01', 'DATE'],
      [3, '0', 'SCORE'],
    ]);
  });

  it('goes in parts that are known again', async () => {
    const days = Array.from({ length: 251 }, () => ({ on: '2026-01-31', orders: 1 }));
    const [first = [], second = []] = partsOf(days);
    expect([first.length, second.length]).toEqual([250, 1]);
    const key = await keyOfPart('USD', first);
    expect(key).toHaveLength(64);
    expect(await keyOfPart('USD', first)).toBe(key);
    expect(await keyOfPart('EUR', first)).not.toBe(key);
  });
});
