import { expect, it } from 'vitest';
import { whatHolds } from './what-holds.ts';

const aParameter = { name: 'FINAL_NOTICE_DAYS', standard: 45, value: 45, from: null } as const;

it('a unit wins over the house, and the house over the product', () => {
  const house = [{ parameter: 'FINAL_NOTICE_DAYS', value: 60 }];
  const set = { ...aParameter, value: 30, from: { id: 'east', name: 'East' } };
  expect(whatHolds(set, house)).toEqual({ value: 30, source: 'unit', unit: 'East', house: 60 });
  expect(whatHolds(aParameter, house)).toEqual({ value: 60, source: 'house', unit: '', house: 60 });
  expect(whatHolds(aParameter, [{ parameter: 'RATE_DECIMALS', value: 2 }])).toEqual({
    ...{ value: 45, source: 'standard', unit: '', house: undefined },
  });
});

it('a step that the house does not take has no value', () => {
  expect(whatHolds(aParameter, [{ parameter: 'FINAL_NOTICE_DAYS', value: null }])).toMatchObject({
    ...{ value: null, source: 'house', house: null },
  });
});
