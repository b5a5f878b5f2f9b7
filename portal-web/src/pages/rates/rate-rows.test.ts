import { describe, expect, it } from 'vitest';
import { cellsOf, type Names, pasted, rowsCsv, rowsOf } from './rate-file.ts';
import { COLUMNS, lineOf, newRow, numberOf, type RateColumn } from './rate-rows.ts';

const freight = newRow({
  ...{ charge: 'FREIGHT', service: 'TRANSPORT', per: 'CWT', destination: 'EAST', rate: '18.50', minimum: '1,250.00' },
  breaks: '20=16.50; 100=14',
});
const names: Names = {
  columns: Object.fromEntries(COLUMNS.map((column) => [column, `Column ${column}`])) as Record<RateColumn, string>,
  charges: { FREIGHT: 'Fracht' },
  services: {},
};

describe('a row of prices', () => {
  it('means what was typed, in minor units', () => {
    expect(lineOf(freight, 'USD')).toMatchObject({
      line: {
        ...{ charge: 'FREIGHT', service: 'TRANSPORT', per: 'CWT', origin: null, destination: 'EAST', code: null },
        ...{ rateMinor: 1_850, minimumMinor: 125_000, free: 0 },
        breaks: [
          { from: 20, rateMinor: 1_650 },
          { from: 100, rateMinor: 1_400 },
        ],
      },
    });
    expect(lineOf(newRow({ ...freight, rate: '18', minimum: '', breaks: '' }), 'JPY')).toMatchObject({
      line: { rateMinor: 18 },
    });
  });

  it('says which cells cannot be read', () => {
    const wrong = newRow({ charge: 'X', rate: '18.505', minimum: '12,5', free: 'two', breaks: '20:16' });
    expect(lineOf(wrong, 'USD')).toEqual({
      faults: {
        ...{ charge: 'charge', service: 'service', per: 'per', rate: 'decimals', minimum: 'number', free: 'number' },
        breaks: 'breaks',
      },
    });
    expect(lineOf(newRow({ ...freight, rate: '' }), 'USD')).toEqual({ faults: { rate: 'rate' } });
  });

  it.each([
    ['1,234.5', 1_234.5],
    ['-3', -3],
    ['1 000', 1_000],
    ['12,5', null],
    ['', null],
  ])('reads %j as %s', (typed, value) => expect(numberOf(typed)).toBe(value));
});

describe('a file of prices', () => {
  it('reads back as it was saved', () => {
    const [read] = rowsOf(rowsCsv([freight]), names);
    expect({ ...read, key: 0 }).toEqual({ ...freight, key: 0 });
  });

  it('is read by the names of its columns, in any order', () => {
    const [row] = rowsOf('Column rate;per;charge\r\n"7";EA;fracht\r\n', names);
    expect(row).toMatchObject({ rate: '7', per: 'EA', charge: 'FREIGHT', service: '' });
  });

  it('keeps quoted signs, and is laid over cells where it is pasted', () => {
    expect(cellsOf('"a, ""b""",c\n\n"d\ne",f')).toEqual([
      ['a, "b"', 'c'],
      ['d\ne', 'f'],
    ]);
    const rows = pasted([freight], { row: 0, column: 'rate' }, cellsOf('20.00\t300\n9.00\t'), names);
    expect(rows).toMatchObject([
      { key: freight.key, rate: '20.00', minimum: '300', per: 'CWT' },
      { rate: '9.00', minimum: '', per: '' },
    ]);
  });
});
