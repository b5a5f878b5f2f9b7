import { describe, expect, it } from 'vitest';
import { boughtBy } from './bought.ts';

const AT = Date.UTC(2026, 10, 3);
const charge = (data: object) =>
  boughtBy({
    ...{ type: 'charge.made.v1', at: AT },
    data: { accountId: 'A', reason: 'DONE', source: 'SHIPMENT', service: 'TRANSPORT', kind: 'FREIGHT', ...data },
  }).map(({ value, month }) => `${value} ${month}`);
const moved = (activity: object | null, more: object = {}) =>
  boughtBy({
    ...{ type: 'shipment.shipped.v1', at: AT },
    data: { ...more, activity: activity && { accountId: 'A', at: AT, guaranteed: false, mode: null, ...activity } },
  }).map(({ kind, value }) => `${kind} ${value}`);

describe('what a customer buys', () => {
  it('is told by a charge for what was done, in the month of the work', () => {
    expect(charge({ doneAt: Date.UTC(2026, 9, 31, 23) })).toEqual(['TRANSPORT 2026-10']);
    expect(charge({ service: 'LABELLING', kind: 'VALUE_ADDED', source: 'WORK_ORDER' })).toEqual(['LABELLING 2026-11']);
  });

  it('tells storage and handling in a warehouse apart', () => {
    const of = (kind: string) => charge({ service: 'WAREHOUSING', kind });
    expect(['STORAGE', 'HANDLING_IN', 'HANDLING_OUT', 'ACCESSORIAL'].map(of)).toEqual([
      ...[['STORAGE 2026-11'], ['HANDLING 2026-11'], ['HANDLING 2026-11'], ['WAREHOUSING 2026-11']],
    ]);
  });

  it('is not told by what was called off or credited', () => {
    expect(charge({ reason: 'CANCELLED' })).toEqual([]);
    expect(charge({ reason: 'CREDIT', source: 'OTIF' })).toEqual([]);
  });

  it('is told by goods that move, with the mode and what was promised', () => {
    expect(moved({ kind: 'SHIPPED', mode: 'A', guaranteed: true })).toEqual([
      ...['SERVICE TRANSPORT', 'SERVICE GUARANTEED_DELIVERY', 'MODE A'],
    ]);
    const order = { kind: 'WAREHOUSE_ORDER' };
    expect(moved({ kind: 'SHIPPED', mode: 'M' }, order)).toEqual(['SERVICE HANDLING']);
    expect(moved({ kind: 'DELIVERED', mode: 'M' }, order)).toEqual([
      ...['SERVICE TRANSPORT', 'SERVICE HANDLING', 'MODE M'],
    ]);
    expect(moved({ kind: 'RECEIVED' })).toEqual(['SERVICE HANDLING']);
    expect(moved({ kind: 'MILESTONE' })).toEqual([]);
    expect(moved(null)).toEqual([]);
  });
});
