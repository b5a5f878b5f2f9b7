import { describe, expect, it } from 'vitest';
import type { AccountProfile } from '../account/profile-store.ts';
import type { BoardRow } from './board.ts';
import { isIn, type Segmented, segmentsOf } from './segment.ts';

const customer = (id: string, row: Partial<BoardRow>, profile: Partial<AccountProfile> | null = {}): Segmented => ({
  row: {
    ...{ id, orders: 0, revenueMinor: 0, profitMinor: 0, loyalty: null, stage: 'MATURITY', riskLevel: 'LOW' },
    ...row,
  } as BoardRow,
  profile: profile && {
    id,
    kind: 'RETAILER',
    region: 'East',
    industry: 'Tools',
    ownership: null,
    employees: null,
    ...profile,
  },
});

const ALL = [
  customer('A', { profitMinor: 10, revenueMinor: 50, orders: 3, loyalty: 80 }, { employees: 9 }),
  customer('B', { profitMinor: 30, revenueMinor: 60, orders: 60, loyalty: 61, riskLevel: 'HIGH' }, { employees: 250 }),
  customer('C', { profitMinor: -5, stage: 'TERMINATION', riskLevel: null }, { region: 'West' }),
  customer('D', {}, null),
];

describe('segments of customers', () => {
  it('sum up what they bring and how they stay, the most profitable first', () => {
    expect(segmentsOf(ALL, ['REGION'])).toEqual([
      {
        ...{ parts: [{ factor: 'REGION', key: 'East' }], customers: 2, orders: 63, revenueMinor: 110, profitMinor: 40 },
        ...{ loyalty: 71, lostPercent: 0, riskPercent: 50 },
      },
      {
        ...{ parts: [{ factor: 'REGION', key: null }], customers: 1, orders: 0, revenueMinor: 0, profitMinor: 0 },
        ...{ loyalty: null, lostPercent: 0, riskPercent: 0 },
      },
      {
        ...{ parts: [{ factor: 'REGION', key: 'West' }], customers: 1, orders: 0, revenueMinor: 0, profitMinor: -5 },
        ...{ loyalty: null, lostPercent: 100, riskPercent: null },
      },
    ]);
  });

  it('cross factors, and find their customers again', () => {
    const cross = segmentsOf(ALL, ['SIZE', 'FREQUENCY']);
    expect(cross.map(({ parts, customers }) => [...parts.map(({ key }) => key), customers])).toEqual([
      ['250+', '52+', 1],
      ['0-9', '1-11', 1],
      [null, '0', 2],
    ]);
    const members = cross.map(({ parts }) => ALL.filter((one) => isIn(one, parts)).map(({ row }) => row.id));
    expect(members).toEqual([['B'], ['A'], ['C', 'D']]);
  });

  it('count a customer in each service that it buys, and find it in each', () => {
    const buys = (id: string, services: string[], region: string) =>
      customer(id, { summary: { services } as unknown as NonNullable<BoardRow['summary']> }, { region });
    const all = [buys('A', ['TRANSPORT', 'KITTING'], 'East'), buys('B', ['TRANSPORT'], 'West'), buys('C', [], 'West')];
    const found = (factors: Parameters<typeof segmentsOf>[1]) =>
      segmentsOf(all, factors).map(({ parts, customers }) => {
        expect(all.filter((one) => isIn(one, parts))).toHaveLength(customers);
        return [...parts.map(({ key }) => key), customers];
      });
    expect(found(['SERVICE'])).toEqual([
      ['TRANSPORT', 2],
      ['KITTING', 1],
      ['NONE', 1],
    ]);
    expect(found(['REGION', 'SERVICE'])).toContainEqual(['West', 'TRANSPORT', 1]);
  });
});
