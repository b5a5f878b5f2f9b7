import { expect, it } from 'vitest';
import { readShipmentFilter, toShipmentFilter } from './shipment-filter.ts';

it('reads the filters of a pasted address', () => {
  const search = readShipmentFilter({ state: 'IN_TRANSIT', late: true, search: 'SO-1', account: 'a1' });
  expect(toShipmentFilter(search)).toEqual({ states: ['IN_TRANSIT'], late: true, search: 'SO-1', accountId: 'a1' });
});

it('leaves out what it does not know', () => {
  expect(readShipmentFilter({ state: 'LOST', late: 'yes', search: '', other: 1 })).toEqual({});
});

it('takes a number that was typed as text', () => {
  expect(readShipmentFilter({ search: 880212 })).toEqual({ search: '880212' });
});
